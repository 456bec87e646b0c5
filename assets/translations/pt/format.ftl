# Como se escrevem números, dinheiro e tempo.

-token = OPT

format-token = { -token }
format-money = { $amount } { -token }
format-group = .
# Números com este tanto de algarismos ou mais ficam em grupos de três.
format-group-from = 4
format-decimal = ,
format-percent = { $number }%

format-metres = { $count } m
format-kilometres = { $number } km
format-feet = { $count } pés
format-miles = { $number } mi

format-seconds = { $count }{ "\u00A0" }s
format-minutes = { $count }{ "\u00A0" }min
format-hours = { $count }{ "\u00A0" }h
format-days =
    { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
format-just-now = agora mesmo
format-ago = há { $duration }
format-any-moment = a qualquer momento
format-in = em { $duration }
format-time = { $hour }:{ $minute }
format-today = hoje, { $time }
format-yesterday = ontem, { $time }
format-date = { $day } { $month } { $year }, { $time }
format-day = { $day } { $month } { $year }
format-short-day = { $day } { $month }
format-month = { $month } { $year }
format-month-1 = jan.
format-month-2 = fev.
format-month-3 = mar.
format-month-4 = abr.
format-month-5 = mai.
format-month-6 = jun.
format-month-7 = jul.
format-month-8 = ago.
format-month-9 = set.
format-month-10 = out.
format-month-11 = nov.
format-month-12 = dez.

format-coordinates = { $latitude }° { $north }, { $longitude }° { $east }
format-north = N
format-south = S
format-east = L
format-west = O
