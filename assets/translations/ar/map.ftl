# الخريطة، والقائمة بجانبها، وكم يكسب جهاز في مكان ما.

map-title = الخريطة
map-lead = أين يساهم الناس، وكم يكسب هناك جهاز إضافي. مُثبَت على هذا الهاتف أو الحاسوب.
map-mapping = سجّل جولة أو خطّط لواحدة من مسار
map-opening = تُفتح الخريطة…
map-label = خريطة الخلايا
map-failed = لا يستطيع هذا الحاسوب رسم الخريطة. في القائمة كل ما تُظهره.
map-nearer = تقريب
map-farther = تبعيد
map-sources = Natural Earth, GeoNames
map-resource = المساهمة
map-layer = التلوين حسب
map-layer-coverage = الأجهزة
map-layer-freshness = الحداثة
map-layer-reward = المكافأة
map-shown = العرض
map-as-map = خريطة
map-as-list = قائمة
map-list = الخلايا حول وسط الخريطة
map-asking = يُسأل النظراء عن هذه الخلايا…
map-no-cells = ابحث عن مدينة، أو قرّب الخريطة، لترى خلاياها.
map-too-far = قرّب لترى الخلايا.
map-privacy = يعرف النظراء أي خلايا تنظر إليها، ولا شيء أدق. موقعك الدقيق لا يغادر هذا الهاتف أو الحاسوب أبدًا.
map-column-place = الخلية
map-column-devices = الأجهزة
map-column-last = آخر مساهمة
map-column-reward = كسب جهاز إضافي يوميًا
map-nobody = لا أحد
map-full = عدد الأجهزة { $count }: ممتلئة
map-never = أبدًا
map-fresh = آخر دورة
map-little = الأقل
map-unknown = غير معروف بعد
map-key-device = جهازك
map-key-plan = مخطط له
map-in-town = { $town }
map-near-town = { $distance } { $direction } { $town }
map-north = شمال
map-north-east = شمال شرق
map-east = شرق
map-south-east = جنوب شرق
map-south = جنوب
map-south-west = جنوب غرب
map-west = غرب
map-north-west = شمال غرب

cell-devices = الأجهزة
    .value = { $devices }؛ تدفع الخلية كاملًا لعدد { $capacity }
cell-last = آخر مساهمة
cell-own = أجهزتك هنا

estimate-title = كم يكسب جهاز إضافي هنا
estimate-waiting = يُسأل النظراء، ويُحسب هنا…
estimate-day = في اليوم
estimate-month = في 30 يومًا
estimate-range = بين { $low } و{ $high }
estimate-payback = يغطي ثمنه بعد
estimate-payback-range = بين { $soonest } و{ $latest } يومًا
estimate-payback-maybe = { $soonest } يومًا في أحسن الأحوال، وربما أبدًا
estimate-never = أبدًا، والحال هكذا
estimate-room =
    { $count ->
        [0] لا أحد غيرك يساهم بهذا هنا؛ عدد الأجهزة التي يُدفع لها كاملًا { $capacity }.
        [one] جهاز واحد يساهم بهذا هنا؛ عدد الأجهزة التي يُدفع لها كاملًا { $capacity }.
        [two] جهازان يساهمان بهذا هنا؛ عدد الأجهزة التي يُدفع لها كاملًا { $capacity }.
        [few] { $count } أجهزة تساهم بهذا هنا؛ عدد الأجهزة التي يُدفع لها كاملًا { $capacity }.
        [many] { $count } جهازًا يساهم بهذا هنا؛ عدد الأجهزة التي يُدفع لها كاملًا { $capacity }.
       *[other] { $count } جهاز يساهم بهذا هنا؛ عدد الأجهزة التي يُدفع لها كاملًا { $capacity }.
    }
estimate-crowded =
    { $count ->
        [one] هذه الخلية مزدحمة: فيها جهاز واحد. مع جهازك يُدفع لكلٍّ { $share } من القدر الكامل. قد تدفع خلية مجاورة أكثر.
        [two] هذه الخلية مزدحمة: فيها جهازان. مع جهازك يُدفع لكلٍّ { $share } من القدر الكامل. قد تدفع خلية مجاورة أكثر.
        [few] هذه الخلية مزدحمة: فيها { $count } أجهزة. مع جهازك يُدفع لكلٍّ { $share } من القدر الكامل. قد تدفع خلية مجاورة أكثر.
        [many] هذه الخلية مزدحمة: فيها { $count } جهازًا. مع جهازك يُدفع لكلٍّ { $share } من القدر الكامل. قد تدفع خلية مجاورة أكثر.
       *[other] هذه الخلية مزدحمة: فيها { $count } جهاز. مع جهازك يُدفع لكلٍّ { $share } من القدر الكامل. قد تدفع خلية مجاورة أكثر.
    }
estimate-stale = لم يساهم أحد هنا منذ مدة، فتدفع الدورة الأولى { $share } من المعتاد.
estimate-how =
    { $count ->
        [one] نطاق لا وعد: من دورة مدفوعة واحدة، لجهاز متوسط. مرة من عشر يكون أقل، ومرة من عشر أكثر.
        [two] نطاق لا وعد: من آخر دورتين مدفوعتين، لجهاز متوسط. مرة من عشر يكون أقل، ومرة من عشر أكثر.
        [few] نطاق لا وعد: من آخر { $count } دورات مدفوعة، لجهاز متوسط. مرة من عشر يكون أقل، ومرة من عشر أكثر.
       *[other] نطاق لا وعد: من آخر { $count } دورة مدفوعة، لجهاز متوسط. مرة من عشر يكون أقل، ومرة من عشر أكثر.
    }
estimate-costs = الثمن والكهرباء: متى يغطي ثمنه؟
estimate-costs-note = بأي عملة، نفسها في كل الحقول. يُحفظ على هذا الهاتف أو الحاسوب فقط.
cost-price = ثمن الجهاز
cost-watts = القدرة التي يستهلكها بالواط
cost-kilowatt-hour = ثمن الكيلوواط ساعة
cost-token = كم يساوي الرمز عندك
cost-token-hint = لا أحد يعد بهذا؛ وعليه يتوقف استرداد الثمن.
cost-problem = اكتب رقمًا مثل { $example }.
radio-limit = قواعد الراديو هنا: { $plan }، والإشعاع { $limit } dBm على الأكثر
radio-band = النطاق من { $low } إلى { $high } MHz. يجب أن تبقى قدرة الإرسال وكسب الهوائي معًا دون الحد: مع هوائي أفضل يجب أن ترسل نقطة الاتصال بقدرة أقل.
radio-conducted = وكذلك لا يدخل الهوائي أكثر من { $limit } dBm.
radio-source = المصدر: { $source }

plans-title = الأجهزة المخطط لها
plans-none = لا شيء بعد. اختر خلية وخطّط لجهاز فيها، لتقارن الأماكن قبل الشراء.
plan-here = خطّط لجهاز هنا
plan-noted = خُطّط له. هو في القائمة أدناه.
plan-earns = { $amount } في اليوم
plan-forget = انسَه

mapping-title = رسم الخرائط
mapping-lead = سجّل مشيًا أو رحلة، وانظر أي خلايا تجدّد وكم تدفع، واكسب من ذلك.
mapping-how = لا يُدفع عن مسار سابق لأنه لم يُختم في الطريق. لكنه يساعد على اختيار الوجهة.
mapping-privacy = تبقى الأماكن الدقيقة هنا. ما يُسلَّم خلايا، ويُعرض على من يتحقق مقاطع متفرقة من الطريق بدقة 50 م.
track-open = افتح مسارًا
track-open-hint = ملف GPX أو GeoJSON، كما تصدّره الساعات والهواتف ومعظم تطبيقات الخرائط.
track-reading = يُقرأ المسار…
track-loading = يُبحث عن مساراتك…
track-length =
    { $count ->
        [one] { $distance } عبر خلية واحدة
        [two] { $distance } عبر خليتين
        [few] { $distance } عبر { $count } خلايا
       *[other] { $distance } عبر { $count } خلية
    }
track-total = تدفع هذه الخلايا على الأكثر:
track-total-note = بأحدث سعر، لمن يرسم خريطتها في الدورة التالية، ما دام اثنان آخران على الأقل متفقين والخلايا غير مزدحمة.
track-cells = خلايا المسار بترتيب السير
track-column-last = آخر رسم
track-column-pays = تدفع على الأكثر
tracks-title = مسارات من أماكن أخرى
tracks-none = لا مسارات بعد.

walk-title = سجّل جولة
walk-receiver = التسجيل بواسطة
walk-receiver-hint = مستقبِل GPS على منفذ USB، أو هذا الهاتف.
walk-phone = هذا الهاتف
walk-looking = يُبحث عن مستقبِلات…
walk-look-again = ابحث مجددًا
walk-no-receiver = لم يُعثر على مستقبِل GPS. صِل واحدًا، أو افتح Outpost على هاتف.
walk-record = سجّل
walk-go-on = تابع
walk-pause = إيقاف مؤقت
walk-end = أنهِ الجولة
walk-paused = متوقفة مؤقتًا. ما سُجّل محفوظ.
walk-searching = في انتظار المستقبِل…
walk-no-fix = لا يعرف المستقبِل مكانه بعد. اذهب إلى حيث يرى السماء.
walk-recording = يجري التسجيل. تُحفظ كل نقطة فور وصولها.
walk-gone = اختفى المستقبِل. يتواصل التسجيل حالما يعود.
walk-not-permitted = لا يُسمح لـ Outpost بأن يرى مكان هذا الهاتف. اسمح بذلك في إعدادات الهاتف ضمن Outpost والموقع، وتأكد من أن الموقع مفعّل، ثم اضغط «تابع».
walk-not-kept = لا يمكن تدوين هذا: ربما لم تبقَ مساحة على هذا الجهاز. أفرغ مساحة، ويتابع التسجيل من تلقاء نفسه.
walk-accuracy = قد يبعد بمقدار
walk-speed = السرعة
walk-an-hour = { $distance } في الساعة
walk-length = حتى الآن
walk-cells = الخلايا حتى الآن
walk-around = نقاط وصول في المدى
walk-unknown = غير معروف
walk-sees-nothing = لا يخبر هذا النظام بنقاط وصول Wi-Fi التي في المدى. من دونها لا يستطيع أحد تأكيد أين ذهبت: تُحفظ هذه الجولة ولا يُدفع عنها.
walk-device-name = هذا التطبيق (رسم الخرائط)
walk-device-nobody = يُدفع عن الجولات متى سُجّل هذا التطبيق جهازًا لحسابك. أما ما سُجّل قبل ذلك فلا.
walk-device-fee = يكلّف ذلك { $fee } مرة واحدة.
walk-device-claim = سجّل هذا التطبيق
walk-device-claiming = يُسجَّل التطبيق. يستغرق هذا ثواني قليلة.
walk-device-another = هذا التطبيق مسجّل لحساب آخر يُدفع له عن الجولات. انتقل إلى ذلك الحساب لتراها.
walks-title = جولاتك
walks-none = لا جولات بعد.
walk-stage-recording = جارية
walk-stage-offline = لم تُسلَّم: تنتظر الشبكة
walk-stage-waiting = لم تُسلَّم: دورتها ما زالت جارية، أو الشبكة غائبة ({ $done } من { $of })
walk-stage-handing-in = تُسلَّم الآن: { $done } من { $of }
walk-stage-done =
    { $count ->
        [one] سُلّمت، بخلية واحدة
        [two] سُلّمت، بخليتين
        [few] سُلّمت، بـ{ $count } خلايا
       *[other] سُلّمت، بـ{ $count } خلية
    }
walk-stage-partly =
    { $count ->
        [one] سُلّمت، بخلية واحدة؛ وتأخّر الباقي وهو محفوظ هنا
        [two] سُلّمت، بخليتين؛ وتأخّر الباقي وهو محفوظ هنا
        [few] سُلّمت، بـ{ $count } خلايا؛ وتأخّر الباقي وهو محفوظ هنا
       *[other] سُلّمت، بـ{ $count } خلية؛ وتأخّر الباقي وهو محفوظ هنا
    }
walk-stage-late = تأخّرت: لم تعد الشبكة تقبل تقريرًا عن ذلك الوقت. هي محفوظة هنا.
walk-stage-nothing = لا يُحتسب منها شيء: تحتاج الخلية إلى أربع وعشرين نقطة ونقاط وصول في المدى. هي محفوظة هنا.
walk-export = احفظ بصيغة GPX
walk-exported = حُفظت: { $path }
walk-delete = احذف
walk-delete-unsent = لم تُسلَّم هذه الجولة. إن حذفتها فلن يُدفع عنها أبدًا.
walk-keep = أبقِها
walk-delete-anyway = احذفها رغم ذلك
unsent-walks =
    { $count ->
        [one] جولة واحدة لم تُسلَّم بعد. تبقى محفوظة هنا حتى تُسلَّم.
        [two] جولتان لم تُسلَّما بعد. تبقيان محفوظتين هنا حتى تُسلَّما.
        [few] { $count } جولات لم تُسلَّم بعد. تبقى محفوظة هنا حتى تُسلَّم.
       *[other] { $count } جولة لم تُسلَّم بعد. تبقى محفوظة هنا حتى تُسلَّم.
    }
unsent-progress = سُلّم { $done } من { $of } من التقارير.
unsent-label = التقارير المسلَّمة
unsent-open = اعرض الجولات
