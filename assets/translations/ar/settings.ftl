# ما يمكن للشخص اختياره، وما يقوله التطبيق عن نفسه.

settings-title = الإعدادات

settings-appearance = المظهر
settings-language = اللغة
settings-language-system = كالنظام
settings-language-en = English
settings-language-es = Español
settings-language-de = Deutsch
settings-language-pt = Português
settings-language-ar = العربية
settings-theme = السمة
settings-theme-system = كالنظام
settings-theme-light = فاتحة
settings-theme-dark = داكنة
settings-units = الأطوال
settings-units-metric = أمتار
settings-units-imperial = أقدام

settings-day = يومك
settings-day-start = يبدأ اليوم في
    .hint = تُحسب أرباح اليوم منذ هذا الوقت، على الشاشات وفي التصدير.
settings-zone = المنطقة الزمنية
settings-zone-system = كالنظام
settings-zone-system-named = كالنظام ({ $zone })

settings-news = الإشعارات
settings-news-offline = توقف جهاز عن إرسال التقارير
settings-news-reward = وصلت مكافأة
settings-news-transaction = تمت معاملة أو فشلت
settings-news-backup = حان وقت النسخة الاحتياطية
settings-news-devices = أخبار هذه الأجهزة

settings-computer = هذا الحاسوب
settings-start = ابدأ عند تسجيل دخولي
    .hint = في الخلفية، لتكون الأرقام محدّثة حين تفتح النافذة.
settings-battery = استرح على البطارية
    .hint = ما دام الحاسوب يعمل على بطاريته لا يُجلب شيء جديد. ويُذكر عمر ما يُعرض.
settings-folder = مجلد البيانات
    .hint = كل ما يحفظه التطبيق هنا، ومنه المحفظة. من ينسخه يظل محتاجًا إلى عبارة مرورك.
settings-folder-open = افتح المجلد

support-title = المساعدة
support-warning = لا أحد يساعدك يحتاج إلى كلماتك.
    .body = ليس لدى Outpost دعم يراسلك أولًا. من يطلب كلماتك الاثنتي عشرة أو عبارة مرورك أو دفعة يريد سرقتك، مهما بدا رسميًا.
support-what = إن أبلغت عن عطل فهذا النص يساعد في العثور عليه. ليس فيه كلمات ولا مفاتيح ولا عنوان ولا مكان. اقرأه قبل أن تعطيه لأحد.
support-preview = أظهر النص
support-text = نص للبلاغ
support-save = احفظ كملف
support-saved = حُفظ: { $path }

licences-title = حول
licences-version = Outpost { $version }
licences-own = برنامج Outpost حر برخصة Apache، الإصدار 2.0. وهو من عمل كثيرين غيرنا.
licences-show = أظهر الرخص
licences-reading = تُقرأ القائمة…
licences-missing = قائمة الرخص ليست جزءًا من هذه النسخة.
licences-list = البرامج والرخص
licences-count = عدد الحزم: { $count }
licences-name = الاسم
licences-number = الإصدار
licences-licence = الرخصة
