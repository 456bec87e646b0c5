# الأجهزة.

devices-title = الأجهزة
devices-lead =
    { $count ->
        [0] لا شيء بعد.
        [one] جهاز واحد يكسب لك.
        [two] جهازان يكسبان لك.
        [few] { $count } أجهزة تكسب لك.
        [many] { $count } جهازًا يكسب لك.
       *[other] { $count } جهاز يكسب لك.
    }
devices-add = أضف جهازًا
devices-none = ليس لديك أجهزة بعد.
devices-need-wallet = تحتاج إلى محفظة لإضافة جهاز. يمكنك إنشاؤها من شاشة البداية.

device-suspended = موقوف
    .advice = مرارًا لم يمكن إظهار ما أبلغ عنه، أو كان خطأ. لا تقبل الشبكة تقاريره لفترة. اتركه مشغّلًا ومتصلًا وحدّثه؛ يعود من تلقاء نفسه.
device-silent = لا تقارير
    .advice = فاتته دورات ولا يكسب شيئًا الآن. انظر هل تصله الطاقة وهل تعمل شبكة Wi-Fi. يعود من تلقاء نفسه حين يعود كلاهما.
device-needs-place = بلا مكان
    .advice = لا تعرف الشبكة أين يوجد، فلا يُحتسب شيء مما يقيسه. افتحه وحدّد أين يوجد.
device-waiting = بانتظار أول تقرير
    .advice = كل شيء جاهز. يأتي تقريره الأول في نهاية الدورة؛ اتركه موصولًا.
device-working = يعمل
    .advice = يرسل تقريرًا كل دورة. لا شيء عليك.

device-all = كل الأجهزة
device-unknown = الجهاز ليس لك
    .lead = ربما تُخلّي عنه، أو أن الرابط من محفظة أخرى.
device-earned = كسب حتى الآن
device-last-report = آخر تقرير
device-epoch = الدورة { $epoch }
device-no-report = لا شيء بعد
device-cell = المكان (خلية الخريطة)
device-no-cell = لا شيء بعد
device-claimed = سُجّل
device-address = العنوان
devices-loading = يجري التحميل…
