# كيف تُكتب الأرقام والمال والوقت.

-token = OPT

format-token = { -token }
format-money = { "\u2066" }{ $amount } { -token }{ "\u2069" }
format-group = ,
# الأعداد التي لها هذا القدر من الأرقام فأكثر تُكتب في مجموعات من ثلاثة.
format-group-from = 4
format-decimal = .
format-percent = { $number }%

format-metres = { $count } م
format-kilometres = { $number } كم
format-feet = { $count } قدم
format-miles = { $number } ميل

format-seconds = { $count } ث
format-minutes = { $count } د
format-hours = { $count } س
format-days =
    { $count ->
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
format-just-now = الآن
format-ago = قبل { $duration }
format-any-moment = في أي لحظة
format-in = بعد { $duration }
format-time = { "\u2066" }{ $hour }:{ $minute }{ "\u2069" }
format-today = اليوم، { $time }
format-yesterday = أمس، { $time }
format-date = { $day } { $month } { $year }، { $time }
format-day = { $day } { $month } { $year }
format-short-day = { $day } { $month }
format-month = { $month } { $year }
format-month-1 = يناير
format-month-2 = فبراير
format-month-3 = مارس
format-month-4 = أبريل
format-month-5 = مايو
format-month-6 = يونيو
format-month-7 = يوليو
format-month-8 = أغسطس
format-month-9 = سبتمبر
format-month-10 = أكتوبر
format-month-11 = نوفمبر
format-month-12 = ديسمبر

format-coordinates = { "\u200F" }{ $latitude }° { $north }، { $longitude }° { $east }
format-north = شمالًا
format-south = جنوبًا
format-east = شرقًا
format-west = غربًا
