# الخريطة، والقائمة بجانبها، وكم يكسب جهاز في مكان ما.

map-title = الخريطة
map-lead = أين يساهم الناس، وكم يكسب هناك جهاز إضافي. مُثبَت على هذا الهاتف أو الحاسوب.
map-mapping = خطّط لجولة رسم خرائط من مسار
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
plan-forget = انسَه

mapping-title = رسم الخرائط
mapping-lead = افتح مسار مشي أو رحلة، وانظر أي خلايا يجدّد وكم تدفع.
mapping-how = تدفع الشبكة لجهاز رسم خرائط يرافقك: لا يُحتسب مساره إلا إذا خُتم في الطريق ورأى آخرون الشيء نفسه. يساعد مسار سابق على اختيار الوجهة. أضف جهازًا فيه مستقبِل GPS لتكسب به.
mapping-privacy = تبقى المسارات على هذا الهاتف أو الحاسوب. يعرف النظراء أي خلايا يُنظر إليها، لا أن أحدًا مرّ بها.
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
tracks-title = مساراتك
tracks-none = لا مسارات بعد.
