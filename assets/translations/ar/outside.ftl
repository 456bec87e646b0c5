# ما يُقال خارج النافذة: الإشعارات، والسطر في شريط النظام.

notice-device-offline = { $name } لا يرسل تقارير
    .body = تفوته دورات ولا يكسب شيئًا الآن. يبيّن Outpost السبب.
notice-reward = كسبت { $amount }
    .body = هي في رصيدك، ومُثبَتة.
notice-transaction = صارت معاملة نهائية
    .body = { $amount } · أُثبتت على هذا الهاتف أو الحاسوب.
notice-transaction-failed = لم تُنفَّذ معاملة
    .body = يبقى { $amount } في حسابك. يبيّن Outpost السبب.
notice-backup-due = اكتب كلماتك
    .body = صار لديك ما قد تخسره، ولا يعيده إلا الكلمات.

tray-open = افتح Outpost
tray-quit = إنهاء
tray-locked = Outpost مقفل
tray-offline = غير متصل بالشبكة
tray-well =
    { $count ->
        [0] متصل
        [one] جهاز واحد، كل شيء بخير
        [two] جهازان، كل شيء بخير
        [few] { $count } أجهزة، كل شيء بخير
        [many] { $count } جهازًا، كل شيء بخير
       *[other] { $count } جهاز، كل شيء بخير
    }
tray-attention =
    { $count ->
        [one] جهاز واحد يحتاج إلى عناية
        [two] جهازان يحتاجان إلى عناية
        [few] { $count } أجهزة تحتاج إلى عناية
        [many] { $count } جهازًا يحتاج إلى عناية
       *[other] { $count } جهاز يحتاج إلى عناية
    }
