# ما يحيط بكل شاشة، وكلمات تشترك فيها شاشات كثيرة.

app-name = Outpost
app-starting = يبدأ التشغيل…
app-starting-network = تُشغَّل شبكة التدريب على هذا الحاسوب. تستغرق المرة الأولى حتى دقيقة…
app-starting-device = يُشغَّل الجهاز المحاكى…
app-practice = شبكة تدريب: هذه الرموز لا قيمة لها.
app-back = رجوع
app-continue = متابعة
app-retry = حاول مجددًا
app-show = إظهار
app-hide = إخفاء
app-copy = نسخ
app-copied = نُسخ

nav-label = الرئيسية
nav-home = البداية
nav-devices = الأجهزة
nav-earnings = الأرباح
nav-map = الخريطة
nav-network = الشبكة
nav-settings = الإعدادات
nav-more = المزيد
nav-wallet = المحفظة
nav-offline = لا نظراء
nav-resting = راحة على البطارية
nav-connecting = يجري الاتصال…
nav-stale = متوقفة
nav-synced = الكتلة { $height }

freshness-line =
    مُتحقَّق منه · الكتلة { $height } · { $peers ->
        [zero] لا نظراء
        [one] نظير واحد
        [two] نظيران
        [few] { $peers } نظراء
        [many] { $peers } نظيرًا
       *[other] { $peers } نظير
    } · { $ago }
freshness-line-stale = مُتحقَّق منه عند الكتلة { $height } · لا جديد منذ { $since }
freshness-proof = تحقّق هذا الهاتف أو الحاسوب من الرقم بنفسه. يأتي معه إثبات مقابل الكتلة { $height } ({ $time })، وتحمل تلك الكتلة ختم الشبكة.
freshness-peers =
    { $peers ->
        [zero] لا يذكر أي نظير هذه الكتلة أو كتلة مبنية عليها.
        [one] يذكر نظير واحد هذه الكتلة أو كتلة مبنية عليها.
        [two] يذكر نظيران هذه الكتلة أو كتلة مبنية عليها.
        [few] يذكر { $peers } نظراء هذه الكتلة أو كتلة مبنية عليها.
        [many] يذكر { $peers } نظيرًا هذه الكتلة أو كتلة مبنية عليها.
       *[other] يذكر { $peers } نظير هذه الكتلة أو كتلة مبنية عليها.
    }
proven-here = أُثبت على هذا الهاتف أو الحاسوب مقابل الكتلة { $height }، { $ago }.
proven-stale = قديم: لا كتلة أحدث منذ { $since }.
proven-sum =
    { $count ->
        [one] هو كشف واحد، أُثبت عند الكتلة { $highest }، وعدد النظراء المتفقين { $peers }.
        [two] هو مجموع كشفين، أُثبت كلٌّ منهما وحده في الكتل من { $lowest } إلى { $highest }، وعدد النظراء المتفقين { $peers } على الأقل.
        [few] هو مجموع { $count } كشوف، أُثبت كلٌّ منها وحده في الكتل من { $lowest } إلى { $highest }، وعدد النظراء المتفقين { $peers } على الأقل.
        [many] هو مجموع { $count } كشفًا، أُثبت كلٌّ منها وحده في الكتل من { $lowest } إلى { $highest }، وعدد النظراء المتفقين { $peers } على الأقل.
       *[other] هو مجموع { $count } كشف، أُثبت كلٌّ منها وحده في الكتل من { $lowest } إلى { $highest }، وعدد النظراء المتفقين { $peers } على الأقل.
    }
freshness-stale-advice = لم تأتِ الشبكة بكتلة أحدث منذ ذلك الحين. كان الرقم صحيحًا حينها وربما تغيّر. يتجدد من تلقاء نفسه حالما تصل الكتل مجددًا.

code-scan = امسح رمز QR
code-picture = اقرأ رمز QR من صورة
code-picture-paste = يمكن أيضًا لصق صورة من الحافظة هنا.
file-chosen = اختير: { $name }
code-reading = جارٍ البحث عن الرمز…
