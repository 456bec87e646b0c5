-token = OPT

format-token = { -token }
format-money = { $amount } { -token }
format-group = .
format-group-from = 4
format-decimal = ,
format-percent = { $number } %

format-metres = { $count } m
format-kilometres = { $number } km
format-feet = { $count } ft
format-miles = { $number } mi

format-seconds = { $count }{ "\u00A0" }s
format-minutes = { $count }{ "\u00A0" }min
format-hours = { $count }{ "\u00A0" }h
format-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tagen
    }
format-just-now = gerade eben
format-ago = vor { $duration }
format-any-moment = jeden Moment
format-in = in { $duration }
format-time = { $hour }:{ $minute }
format-today = heute, { $time }
format-yesterday = gestern, { $time }
format-date = { $day }. { $month } { $year }, { $time }
format-day = { $day }. { $month } { $year }
format-short-day = { $day }. { $month }
format-month = { $month } { $year }
format-month-1 = Jan.
format-month-2 = Feb.
format-month-3 = März
format-month-4 = Apr.
format-month-5 = Mai
format-month-6 = Juni
format-month-7 = Juli
format-month-8 = Aug.
format-month-9 = Sept.
format-month-10 = Okt.
format-month-11 = Nov.
format-month-12 = Dez.

format-coordinates = { $latitude }° { $north }, { $longitude }° { $east }
format-north = N
format-south = S
format-east = O
format-west = W
