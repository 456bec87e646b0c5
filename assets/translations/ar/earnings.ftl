# الأرباح.

earnings-title = الأرباح
earnings-lead = كل مكافأة وأسبابها. تحقّق هذا الهاتف أو الحاسوب من كلٍّ منها.
earnings-loading = تُقرأ كشوفك…
earnings-none = لم يُكسب شيء في هذه الفترة. تظهر الأرباح هنا بعد أول دورة يرسل فيها جهاز لك تقريرًا.
earnings-older-are-loading = ما زالت دورات أقدم تُجلب ويُتحقّق منها. تزداد المجاميع حتى تصل.
earnings-summing = تُجمع كشوفك…
earnings-today = كسبت اليوم
earnings-week = هذا الأسبوع
earnings-month = هذا الشهر
earnings-all = كسبت إجمالًا
earnings-in = المكسب: { $period }
earnings-only = { $name } فقط. أظهر الكل
earnings-chart = المكسب حسب { $step }
earnings-step-epoch = الدورة
earnings-step-hour = الساعة
earnings-step-day = اليوم
earnings-step-week = الأسبوع
earnings-step-month = الشهر
earnings-week-of = أسبوع { $day }
earnings-adds-up =
    { $statements ->
        [one] الحساب صحيح: كشف واحد يكوّن هذا المجموع حتى آخر وحدة (عدد الأعمدة: { $count }).
        [two] الحساب صحيح: كشفان يكوّنان هذا المجموع حتى آخر وحدة (عدد الأعمدة: { $count }).
        [few] الحساب صحيح: { $statements } كشوف تكوّن هذا المجموع حتى آخر وحدة (عدد الأعمدة: { $count }).
        [many] الحساب صحيح: { $statements } كشفًا تكوّن هذا المجموع حتى آخر وحدة (عدد الأعمدة: { $count }).
       *[other] الحساب صحيح: { $statements } كشف تكوّن هذا المجموع حتى آخر وحدة (عدد الأعمدة: { $count }).
    }
earnings-lines-add-up =
    { $count ->
        [one] الحساب صحيح: السطر يكوّن مجموع الدورة حتى آخر وحدة.
        [two] الحساب صحيح: سطران يكوّنان مجموع الدورة حتى آخر وحدة.
        [few] الحساب صحيح: { $count } أسطر تكوّن مجموع الدورة حتى آخر وحدة.
        [many] الحساب صحيح: { $count } سطرًا تكوّن مجموع الدورة حتى آخر وحدة.
       *[other] الحساب صحيح: { $count } سطر تكوّن مجموع الدورة حتى آخر وحدة.
    }
earnings-does-not-add-up = الأجزاء لا تكوّن المجموع. من فضلك لا تعتمد على هذا الرقم وأبلغ عنه.
earnings-resources = حسب نوع المساهمة
earnings-devices = حسب الجهاز
earnings-devices-add-up = الحساب صحيح: الأجهزة، وعددها { $count }، تكوّن المجموع حتى آخر وحدة.
earnings-epochs = حسب الدورة
earnings-epoch = الدورة { $epoch }
earnings-ended = انتهت { $when }

period-label = الفترة
period-today = اليوم
period-week = هذا الأسبوع
period-month = هذا الشهر
period-year = هذه السنة
period-all = كل الوقت
period-last-days =
    { $count ->
        [one] آخر يوم
        [two] آخر يومين
        [few] آخر { $count } أيام
        [many] آخر { $count } يومًا
       *[other] آخر { $count } يوم
    }
period-from-to = { $first } إلى { $last }
period-choose = اختر الأيام
period-first = من
period-last = إلى نهاية يوم

chart-as-table = أظهر كجدول
chart-as-chart = أظهر كرسم
chart-bar = { $name }: { $amount }
chart-amount = المبلغ
chart-more = المزيد

epoch-back = كل الأرباح
epoch-total = ما دفعته هذه الدورة
epoch-lines = أسطرها
epoch-unpaid = لم تدفع هذه الدورة شيئًا، أو لم يصل كشفها بعد.
epoch-pages = صفحات الأسطر
epoch-before = السابق
epoch-after = التالي
epoch-page = { $first } إلى { $last } من { $count }

losses-title = ما كان يمكن كسبه أيضًا
losses-none = لم يضع شيء في هذه الفترة: كل ما كان ممكنًا محتسب.
losses-best = هذا يستعيد أكثر، حتى { $amount }:
    .do = انظر إلى الجهاز
losses-best-device =
    { $count ->
        [one] الأمر يخص { $name }.
        [two] الأمر يخص جهازين، وأكثرهما { $name }.
        [few] الأمر يخص { $count } أجهزة، وأكثرها { $name }.
        [many] الأمر يخص { $count } جهازًا، وأكثرها { $name }.
       *[other] الأمر يخص { $count } جهاز، وأكثرها { $name }.
    }
losses-units = بالوحدات، لكل نوع من المساهمة
losses-lines =
    { $count ->
        [one] سطر واحد
        [two] سطران
        [few] { $count } أسطر
        [many] { $count } سطرًا
       *[other] { $count } سطر
    }
losses-add-up =
    { $count ->
        [one] الحساب صحيح: الممكن، ناقصًا كل خسارة، هو ما دُفع، في سطر واحد.
        [two] الحساب صحيح: الممكن، ناقصًا كل خسارة، هو ما دُفع، في سطرين.
        [few] الحساب صحيح: الممكن، ناقصًا كل خسارة، هو ما دُفع، في { $count } أسطر.
        [many] الحساب صحيح: الممكن، ناقصًا كل خسارة، هو ما دُفع، في { $count } سطرًا.
       *[other] الحساب صحيح: الممكن، ناقصًا كل خسارة، هو ما دُفع، في { $count } سطر.
    }

export-title = تصدير
export-open = اكتب ملفًا (CSV)
export-format = من أجل
export-plain = جدول بيانات: كل ما يُعرف عن كل سطر
export-koinly = Koinly
export-cointracking = CoinTracking
export-rows = صف لكل
export-lines = جهاز ودورة
export-days = يوم
export-zone = الأيام في منطقة
export-starts = يبدأ اليوم في
export-do = اكتب الملف
export-working = يُكتب الملف. يستغرق التاريخ الطويل بضع ثوانٍ.
export-done =
    { $count ->
        [one] كُتب، وفيه صف واحد: { $path }
        [two] كُتب، وفيه صفان: { $path }
        [few] كُتب، وفيه { $count } صفوف: { $path }
        [many] كُتب، وفيه { $count } صفًا: { $path }
       *[other] كُتب، وفيه { $count } صف: { $path }
    }
export-adds-up = الحساب صحيح: مبالغ الملف مجموعها { $amount }، وهو المجموع أعلاه.

waterfall-caption = { $resource }، بوحدة { $unit }
waterfall-possible = الممكن
waterfall-accepted = المحتسب
waterfall-lost = { "\u2066" }− { $units }{ "\u2069" }
waterfall-worth = قيمتها { $amount }
waterfall-to-do = ما العمل:
waterfall-times = { "\u2066" }× { $factor }{ "\u2069" }
waterfall-reward = المكافأة

multiplier-none = ما تدفعه خليته
    .means = في خليته متسع، وكانت فيها مساهمات مؤخرًا: ما يُحتسب يُدفع كاملًا.
multiplier-crowd = خلية مزدحمة
    .means = ساهمت هناك أجهزة أكثر مما تتسع له الخلية، فهي تتقاسم ما تدفعه. الجهاز في خلية أقل ازدحامًا يكسب أكثر.
multiplier-freshness = علاوة خلية مهملة
    .means = لم يساهم أحد هناك منذ مدة، فتدفع الخلية أكثر إلى أن تعود المساهمات في كل دورة.

resource-coverage = التغطية اللاسلكية
    .unit = إشارات
resource-storage = التخزين
    .unit = MiB محفوظة طوال الدورة
resource-compute = الحوسبة
    .unit = مهام
resource-sensing = الحرارة والرطوبة
    .unit = قراءات
resource-energy = الطاقة
    .unit = Wh
resource-mapping = رسم الخرائط
    .unit = أجزاء من ألف من خلية الخريطة
