# النسخة الاحتياطية.

backup-title = احفظ نسخة احتياطية من محفظتك
backup-lead = قائمة من الكلمات هي السبيل الوحيد لاستعادة محفظتك إن ضاع هذا الهاتف أو الحاسوب. خذ قلمًا وورقة؛ يستغرق هذا دقيقتين.
backup-notice = من لديه الكلمات لديه رموزك. تأكد من أن لا أحد ينظر، ولا تلتقط صورة، ولا تكتبها أبدًا في موقع ويب.
backup-later = لاحقًا
backup-reveal = أظهر الكلمات
backup-words-title = اكتب هذه الكلمات
backup-words-lead = كلها، وعددها { $count }، بهذا الترتيب. ستُسأل عن ثلاث منها.
backup-continue = كتبتُها
backup-check-title = لنتأكد
backup-check-lead = اكتب هذه الكلمات من ورقتك.
backup-question = الكلمة رقم { $number }
backup-wrong = ليست هذه الكلمة رقم { $number }. انظر إلى ورقتك مجددًا وانتبه إلى الهجاء.
backup-show-again = أظهرها مجددًا
backup-check = تحقّق
backup-done-title = نسختك الاحتياطية صالحة
backup-done-lead = احفظ الورقة في مكان آمن وجاف. بها تستعيد هذه المحفظة على أي جهاز.
backup-done = إلى محفظتك
