-token = OPT

format-token = { -token }
format-money = { $amount } { -token }
format-group = .
format-group-from = 5
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
        [one] { $count } día
       *[other] { $count } días
    }
format-just-now = ahora mismo
format-ago = hace { $duration }
format-any-moment = en cualquier momento
format-in = en { $duration }
format-time = { $hour }:{ $minute }
format-today = hoy, { $time }
format-yesterday = ayer, { $time }
format-date = { $day } { $month } { $year }, { $time }
format-day = { $day } { $month } { $year }
format-short-day = { $day } { $month }
format-month = { $month } { $year }
format-month-1 = ene
format-month-2 = feb
format-month-3 = mar
format-month-4 = abr
format-month-5 = may
format-month-6 = jun
format-month-7 = jul
format-month-8 = ago
format-month-9 = sept
format-month-10 = oct
format-month-11 = nov
format-month-12 = dic

format-coordinates = { $latitude }° { $north }, { $longitude }° { $east }
format-north = N
format-south = S
format-east = E
format-west = O
