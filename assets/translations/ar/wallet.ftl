# المحفظة: الرصيد والتاريخ، الإرسال والاستلام، الناس، الحسابات، الرسائل، الأمان.

wallet-title = المحفظة
wallet-send = إرسال
wallet-receive = استلام
wallet-more = المزيد في المحفظة
wallet-accounts = الحسابات
wallet-contacts = دفتر العناوين
wallet-sign = توقيع رسالة
wallet-security = القفل والنسخة الاحتياطية
wallet-watching = أنت تتابع هذا الحساب فقط. مفاتيحه ليست على هذا الهاتف أو الحاسوب، فيظهر كل شيء ولا يمكن توقيع شيء.

account-numbered = الحساب { $number }
accounts-lead = كلماتك تعيد كل حساباتك. أما المتابَعة فمفاتيحها في مكان آخر.
account-shown = معروض الآن
account-switch = اعرض هذا الحساب
account-name = الاسم
account-rename = احفظ الاسم
account-forget = أوقف المتابعة
account-add = حساب آخر لك
    .lead = له عنوان خاص به، وتعيده الكلمات نفسها. لا يرى الآخرون أن كليهما لك.
    .do = أضف حسابًا
account-watch = تابع حسابًا
    .lead = تابع حسابًا بعنوانه وحده، كحساب كلماته في خزنة.
accounts-own = حساب لك
    .lead = تحتاج إلى محفظة على هذا الهاتف أو الحاسوب لتوقّع وتدفع. يبقى ما تتابعه.

watch-title = تابع حسابًا
watch-lead = شاهد رصيده وأجهزته وأرباحه، وكل رقم تحقّق منه هذا الهاتف أو الحاسوب.
watch-notice = يكفي العنوان للنظر. لا يمكن توقيع شيء أو دفعه من دون كلماته.
watch-address = العنوان المراد متابعته
watch-address-hint = يبدأ بـ op1. والرابط يصلح أيضًا.
watch-do = تابع

contacts-lead = كيف تسمّي الآخرين. تبقى الأسماء على هذا الهاتف أو الحاسوب.
contacts-none = لا أحد بعد. أضف شخصًا أدناه، أو بعد أن تدفع له.
contacts-loading = يُفتح دفتر العناوين…
contact-new = أضف شخصًا
contact-keep = تذكّر من هذا
contact-name = الاسم
contact-address = العنوان
contact-save = احفظ
contact-pay = أرسل
contact-remove = أزِل

receive-title = استلام
receive-lead = من يريد أن يدفع لك يمسح هذا الرمز أو ينسخ عنوانك.
receive-address = عنوانك
receive-qr = رمز QR لعنوانك
receive-compare = لمقارنة العناوين انظر إلى الأحرف البارزة في الطرفين.
receive-copy = انسخ العنوان
receive-copy-link = انسخ الرابط
receive-ask = اطلب مبلغًا
receive-amount = المبلغ
receive-amount-hint = يملأ نموذج الدافع. ويمكنه تغييره.
receive-note = لأجل ماذا
receive-note-hint = يراه الدافع. هو في الرابط ولا يكون أبدًا على الشبكة.

send-title = إرسال
send-lead = سترى ما سيحدث قبل توقيع أي شيء.
send-to = إلى
send-to-hint = عنوان أو رابط أو اسم من دفتر عناوينك.
send-amount = المبلغ
send-everything = أرسل الكل
send-everything-is = الكل ناقصًا الرسم.
send-part = اكتب مبلغًا
send-note = لأجل ماذا
send-note-hint = لك وحدك. يبقى على هذا الهاتف أو الحاسوب.
send-fee = الرسم
note-too-long = عدد الأحرف العادية { $most } على الأكثر.
amount-no-number = اكتب رقمًا مثل { $example }.
amount-decimals = عدد الأرقام بعد الفاصلة العشرية { $most } على الأكثر.
amount-too-large = هذا أكثر مما يوجد.

confirm-title = إرسال { $amount } إلى { $who }؟
confirm-lead = يستلم { $who } مبلغ { $amount }. تحرق الشبكة رسمًا قدره { $fee }. يبقى لك { $after }. متى وُقّعت فلا يستطيع أحد التراجع عنها.
confirm-itself = هذا عنوان الحساب الذي يدفع. ستدفع رسمًا ويبقى لك الباقي.
confirm-never-used = لم يستخدم أحد هذا العنوان بعد. إن كان فيه حرف خاطئ ضاعت الرموز إلى الأبد. قارنه بالأصل.
confirm-before = لديك الآن
confirm-after = يبقى لك
confirm-send = أرسل { $amount }

progress-signing = يجري التوقيع…
progress-stage-signed = وُقّعت ودُوّنت
progress-stage-sent = سُلّمت إلى الشبكة
progress-stage-final = نهائية ومُثبَتة
progress-waiting = يُبحث عن نظير يأخذها. يمكنك إغلاق التطبيق؛ تستمر عند التشغيل التالي.
progress-sent = هي لدى الشبكة. تصبح نهائية خلال ثوانٍ قليلة. لا يلزمك الانتظار.
progress-final = تم. هي نهائية، ولدى هذا الهاتف أو الحاسوب إثبات من الكتلة { $height }.
progress-done = إلى المحفظة

transaction-waiting = بانتظار نظير
transaction-sent = في الطريق
transaction-final = نهائية ومُثبَتة
transaction-failed = لم تتم؛ لم يُدفع شيء
transaction-proven = أُثبتت عند
transaction-height = الكتلة { $height }
transaction-id = الرقم

ledger-title = التاريخ
ledger-more = أظهر الأقدم
ledger-loading = يُجمع تاريخك…
ledger-catching-up = ما زالت كشوف أقدم تصل؛ بعدها تُذكر أحدث التغييرات.
ledger-none = لم يحدث شيء بعد. ما يدخل يظهر هنا.
ledger-was-there = الرصيد حين نظر هذا الهاتف أو الحاسوب أول مرة
    .why = عند الكتلة { $height } كان في الحساب هذا القدر. ما حدث قبلها يعرفه الجهاز الذي حدث عليه.
ledger-reward = مكافآت الدورة { $epoch }
    .why = كل وحدة منها مشروحة تحت «الأرباح».
ledger-came-in = استُلم
    .why = دخل بعد الكتلة { $after } وحتى الكتلة { $until }. تثبت الشبكة الأرصدة، فهذا هو الفرق بالضبط، بعد طرح المكافآت وحساب ما أنفقته. ولا تقول ممن جاء.
ledger-elsewhere = من جهاز آخر
    .why =
    { $count ->
        [one] أُجريت معاملة واحدة بالكلمات نفسها في مكان آخر، بعد الكتلة { $after } وحتى الكتلة { $until }. هذا حاصلها مع أي شيء دخل.
        [two] أُجريت معاملتان بالكلمات نفسها في مكان آخر، بعد الكتلة { $after } وحتى الكتلة { $until }. هذا حاصلهما مع أي شيء دخل.
        [few] أُجريت { $count } معاملات بالكلمات نفسها في مكان آخر، بعد الكتلة { $after } وحتى الكتلة { $until }. هذا حاصلها مع أي شيء دخل.
       *[other] أُجريت { $count } معاملة بالكلمات نفسها في مكان آخر، بعد الكتلة { $after } وحتى الكتلة { $until }. هذا حاصلها مع أي شيء دخل.
    }
ledger-note = ملاحظتك: { $note }
ledger-to = إلى { $who }
ledger-claim = تسجيل { $device }
ledger-place = تحديد مكان { $device }
ledger-release = التخلي عن { $device }
ledger-offer = عرض { $device } على شخص
ledger-accept = استلام { $device }
ledger-equipment = التصريح بتجهيزات { $device }
ledger-credits = شراء أرصدة استخدام
ledger-use = استخدام الشبكة
ledger-sums = ممّ يتكوّن رصيدك
ledger-opening = في البداية
ledger-rewards = المكافآت
ledger-received = المستلَم
ledger-sent = المرسَل
ledger-fees = الرسوم
ledger-adds-up =
    { $count ->
        [one] تغيير واحد يكوّن رصيدك.
        [two] تغييران يكوّنان رصيدك.
        [few] { $count } تغييرات تكوّن رصيدك.
        [many] { $count } تغييرًا تكوّن رصيدك.
       *[other] { $count } تغيير تكوّن رصيدك.
    }

sign-lead = أظهر أن حسابًا لك، أو تحقّق مما وقّعه غيرك.
sign-means = توقيع رسالة لا ينقل رموزًا ولا يكلّف شيئًا. يُظهر أن لديك مفاتيح هذا الحساب. لا توقّع إلا ما تقوله علنًا، ولا توقّع أبدًا ما يطلبه منك غريب.
sign-text = الرسالة
sign-do = وقّع
sign-done = سلّم هذا كله، مع أسطر الشرطات:
verify-title = تحقّق من رسالة موقّعة
verify-text = الرسالة الموقّعة
verify-do = تحقّق
verify-yes = وقّع { $who } هذا بالضبط.
verify-no = التوقيع خاطئ. لا تعتمد على هذا النص ولا على من يُقال إنه كتبه.

security-lead = امنع الآخرين، واحفظ المحفظة آمنة.
security-backup = النسخة الاحتياطية
security-backed-up = أظهرتَ أن كلمات هذه المحفظة مكتوبة.
security-not-backed-up = لا يُعرف أن كلمات هذه المحفظة مكتوبة. من دونها، تعطّل الجهاز يعني ضياع الرموز.
security-check-backup = تحقّق منها مجددًا
security-pair = انقل محفظتي إلى هاتف أو حاسوب آخر
    .lead = المحفظة نفسها على هاتفك وحاسوبك. كلاهما يوقّع حينئذ عن الحسابات نفسها.
    .do = اعرض رمزًا
security-lock = القفل
    .lead = لا يظهر شيء حتى تفتحها مجددًا. الدفعات التي في الطريق تستمر.
    .do = اقفل الآن
biometrics = الفتح ببصمة الإصبع أو الوجه
    .hint = تطلبها شاشة القفل أولًا. وتبقى عبارة المرور صالحة دائمًا، فلا تنسها.
    .reason = أثبت أن هذا يفتح محفظتك في Outpost
    .cancel = إلغاء
security-passphrase = عبارة المرور
    .lead = تبقى المحفظة نفسها. يُحتفظ بالملف القديم حتى يُفتح الجديد.
    .do = غيّر العبارة
security-old = عبارة المرور الحالية
security-changed = غُيّرت عبارة المرور.
security-system = يحفظ مخزن مفاتيح نظامك هذه المحفظة ويفتحها حين تسجّل الدخول، ببصمتك أو وجهك إن كان النظام معدًّا لذلك. اقفل جهازك لتمنع الآخرين.

offer-title = انقل محفظتي إلى هاتف أو حاسوب آخر
offer-lead = تحصل على رمز وست كلمات. معًا ينقلان هذه المحفظة بكل حساباتها إلى هناك.
offer-warning = من يملك الاثنين يملك رموزك المالية الآن وإلى الأبد. تأكد أن لا أحد ينظر، ولا تصوّر الاثنين معًا، ولا ترسلهما إلى أحد.
offer-passphrase = عبارة مرور هذه المحفظة
offer-do = اعرض الرمز والكلمات
offer-next = اختر هناك «الاقتران بهاتفي أو حاسوبي الآخر» في الشاشة الأولى، ثم امسح الرمز أو ألصقه واكتب الكلمات.
offer-qr = الرمز صورةً لكاميرا
offer-copy = انسخ الرمز
offer-words = الكلمات الست
offer-until = يُخفى الاثنان بعد دقيقتين، أو حين تغادر.
offer-hide = تمّ، أخفهما
offer-hidden = الرمز والكلمات مخفية. لعرض غيرها ابدأ من جديد.
