# How numbers, money and time are written.

-token = OPT

format-token = { -token }
format-money = { $amount } { -token }
format-group = ,
# Numbers of so many digits and more stand in groups of three.
format-group-from = 4
format-decimal = .
format-percent = { $number } %

format-metres = { $count } m
format-kilometres = { $number } km
format-feet = { $count } ft
format-miles = { $number } mi

format-seconds = { $count } s
format-minutes = { $count } min
format-hours = { $count } h
format-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
format-just-now = just now
format-ago = { $duration } ago
format-any-moment = any moment now
format-in = in { $duration }
format-time = { $hour }:{ $minute }
format-today = today, { $time }
format-yesterday = yesterday, { $time }
format-date = { $day } { $month } { $year }, { $time }
format-day = { $day } { $month } { $year }
format-short-day = { $day } { $month }
format-month = { $month } { $year }
format-month-1 = Jan
format-month-2 = Feb
format-month-3 = Mar
format-month-4 = Apr
format-month-5 = May
format-month-6 = Jun
format-month-7 = Jul
format-month-8 = Aug
format-month-9 = Sep
format-month-10 = Oct
format-month-11 = Nov
format-month-12 = Dec

format-coordinates = { $latitude }° { $north }, { $longitude }° { $east }
format-north = N
format-south = S
format-east = E
format-west = W
