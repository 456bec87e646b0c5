# جهاز واحد: تاريخه وإعداداته وكيف ينتقل إلى شخص آخر.

history-title = دوراته
history-none = لم تُدفع أي دورة منذ تسجيله.
history-epoch = الدورة
history-counted = احتُسب
history-counted-of = { $unit }: { $accepted } من { $possible }
history-paid = دُفع
history-no-report = لا تقرير
history-more = دورات أكثر

device-settings = الإعدادات
device-name = الاسم
    .hint = لا يراه سواك، على هذا الهاتف أو الحاسوب.
device-rename = احفظ الاسم
device-change-fee = كل تغيير يكلّف { $fee }، تُدفع مرة واحدة من رصيدك.

device-place = المكان
device-place-is = يوجد في خلية الخريطة { $cell }.
device-place-none = لا تعرف الشبكة أين يوجد، فلا يُحتسب شيء مما يفعله.
device-place-change = يوجد في مكان آخر
device-place-move = انقله إلى هنا

equipment-title = التجهيزات
equipment-lead = ما تصرّح به هنا يحدّ ما يمكنه الإبلاغ عنه. قل الحقيقة: التقارير التي لا توافقه لا يُدفع عنها، وكثرتها توقف الجهاز.
equipment-gain = كسب الهوائي بوحدة dBi
    .hint = مطبوع على الهوائي، مثل 5.8. اكتب 0 إن لم يكن له كسب.
antenna-gain-invalid = الكسب بين 0 و{ $most } dBi، برقم عشري واحد على الأكثر.
antenna-within = يسمح { $plan } بإشعاع { $limit } dBm. مع هذا الهوائي يمكن أن يبقى الراديو كما جاء.
antenna-over = أقوى مما يسمح به { $plan } إذا بقي الراديو كما جاء: يُسمح بإشعاع { $limit } dBm على الأكثر. اضبط الراديو على { $left } dBm أو أقل قبل أن يرسل.
equipment-source = ما الذي يغذّي الشبكة بالطاقة
equipment-source-none = لا شيء
equipment-source-solar = ألواح شمسية
equipment-source-wind = رياح
equipment-source-other = ماء أو غاز حيوي أو بطارية أو غير ذلك
equipment-watts = القدرة القصوى بالواط
    .hint = أقصى ما يمكنه إعطاؤه، مثل 4000.
equipment-watts-invalid = القدرة عدد صحيح من الواط أكبر من 0.
equipment-declare = صرّح للشبكة

height-title = ارتفاع الهوائي
height-lead = لك وحدك: لا تسأل الشبكة عن الارتفاع، وتبقى الملاحظة على هذا الحاسوب أو الهاتف. كلما علا الهوائي عمّا حوله سمع عددًا أكبر من جيرانه.
height-metres = الارتفاع عن الأرض بالأمتار
height-feet = الارتفاع عن الأرض بالأقدام
height-hint = عدد صحيح، مثلًا 12. لك وحدك؛ اتركه فارغًا إن لم تعرفه.
height-invalid = الارتفاع عدد صحيح، { $most } على الأكثر.
height-note = احفظ الملاحظة

changing-place = يُنقل على الشبكة. يستغرق هذا ثواني قليلة.
changing-equipment = يُصرَّح للشبكة. يستغرق هذا ثواني قليلة.
changing-offer = يُعرض. يستغرق هذا ثواني قليلة.
changing-withdrawal = يُسحب العرض. يستغرق هذا ثواني قليلة.
changing-owner = يُستلم. يستغرق هذا ثواني قليلة.
changing-release = يُتخلّى عنه. يستغرق هذا ثواني قليلة.

hand-over-title = أعطه لغيرك
hand-over-lead = اعرضه على حساب شخص آخر. يبقى لك، ويكسب لك، إلى أن يقبل.
hand-over-to = عنوان ذلك الشخص
    .hint = يبدأ بـ op1. اطلبه منه، وقارن الأحرف الأولى والأخيرة.
hand-over-offer = اعرضه
hand-over-confirm = تعرض { $name } على { $to }. الرسم { $fee }.
    .after = متى قبل، صار الجهاز وكل ما يكسبه منذ ذلك الحين له. ويبقى ما كسبه من قبل لك. يمكنك سحب العرض حتى ذلك الحين.
hand-over-offer-now = نعم، اعرضه
hand-over-keep = لا، أبقِه
hand-over-offered = عُرض { $name } على
    .next = هو لك إلى أن يقبل. أرسل إليه عنوان الجهاز المذكور أعلاه؛ يفتحه في تطبيقه تحت «الأجهزة».
hand-over-withdraw = اسحب العرض

release = تخلَّ عنه
release-lead = أو تخلَّ عنه لغير أحد: يمكن عندئذ لمن هو في يده أن يسجّله.
release-confirm = لن يكون { $name } لأحد. الرسم { $fee }.
    .after = لا يكسب لأحد حتى يسجّله شخص ما، وعليه أن يؤكّد عند الجهاز. يبقى ما كسبه لك. لا يمكن التراجع عن هذا من بعيد.
release-now = نعم، تخلَّ عنه

offered-title = عُرض عليك جهاز
offered-lead = يريد مالكه أن يعطيك إياه.
offered-owner = مالكه
offered-nobody = لا أحد
offered-means = حين تقبل يصير لك، وكذلك ما يكسبه منذ ذلك الحين. الرسم { $fee }. ثم حدّد أين يوجد: يُنسى مكانه القديم.
offered-accept = اقبله
