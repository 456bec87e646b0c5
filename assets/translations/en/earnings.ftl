# Earnings.

earnings-title = Earnings
earnings-lead = Every reward, with the reasons for it. Each was checked on this phone or computer.
earnings-loading = Reading your statements…
earnings-none = Nothing was earned in this period. Earnings appear here after the first epoch in which a device of yours reported.
earnings-older-are-loading = Older epochs are still being fetched and checked. The sums grow until they are here.
earnings-summing = Adding up your statements…
earnings-today = Earned today
earnings-week = This week
earnings-month = This month
earnings-all = Earned in all
earnings-in = Earned: { $period }
earnings-only = Only { $name }. Show all
earnings-chart = Earned, by { $step }
earnings-step-epoch = epoch
earnings-step-hour = hour
earnings-step-day = day
earnings-step-week = week
earnings-step-month = month
earnings-week-of = week of { $day }
earnings-adds-up =
    { $statements ->
        [one] Adds up: one statement makes this total to the last unit, { $count ->
            [one] in one bar.
           *[other] in { $count } bars.
        }
       *[other] Adds up: { $statements } statements make this total to the last unit, { $count ->
            [one] in one bar.
           *[other] in { $count } bars.
        }
    }
earnings-lines-add-up =
    { $count ->
        [one] Adds up: the line makes the total of the epoch to the last unit.
       *[other] Adds up: { $count } lines make the total of the epoch to the last unit.
    }
earnings-does-not-add-up = The parts do not make the total. Please do not rely on this number, and report it.
earnings-resources = By what was contributed
earnings-devices = By device
earnings-devices-add-up = Adds up: { $count } devices make the total to the last unit.
earnings-epochs = By epoch
earnings-epoch = Epoch { $epoch }
earnings-ended = ended { $when }

period-label = Period
period-today = Today
period-week = This week
period-month = This month
period-year = This year
period-all = All time
period-last-days =
    { $count ->
        [one] Last day
       *[other] Last { $count } days
    }
period-from-to = { $first } to { $last }
period-choose = Choose days
period-first = From
period-last = To, this day included

chart-as-table = Show as a table
chart-as-chart = Show as a chart
chart-bar = { $name }: { $amount }
chart-amount = Amount
chart-more = Show more

epoch-back = All earnings
epoch-total = What this epoch paid
epoch-lines = Its lines
epoch-unpaid = This epoch paid nothing, or its statement is not here yet.
epoch-pages = Pages of lines
epoch-before = Before
epoch-after = After
epoch-page = { $first } to { $last } of { $count }

losses-title = What more could have been earned
losses-none = Nothing was lost in this period: all that was possible counts.
losses-best = This recovers most, up to { $amount }:
    .do = Look at the device
losses-best-device =
    { $count ->
        [one] It is about { $name }.
       *[other] It is about { $count } devices, and most of all about { $name }.
    }
losses-units = In units, for each kind of contribution
losses-lines =
    { $count ->
        [one] one line
       *[other] { $count } lines
    }
losses-add-up =
    { $count ->
        [one] Adds up: what was possible, less each loss, is what was paid, in one line.
       *[other] Adds up: what was possible, less each loss, is what was paid, over { $count } lines.
    }

export-title = Export
export-open = Write a file (CSV)
export-format = For
export-plain = A spreadsheet: all that is known of each line
export-koinly = Koinly
export-cointracking = CoinTracking
export-rows = A row for
export-lines = each device and epoch
export-days = each day
export-zone = Days in the zone
export-starts = A day begins at
export-do = Write the file
export-working = Writing the file. A long history takes some seconds.
export-done =
    { $count ->
        [one] Written, with one row: { $path }
       *[other] Written, with { $count } rows: { $path }
    }
export-adds-up = Adds up: the file’s amounts make { $amount }, which is the total above.

waterfall-caption = { $resource }, in { $unit }
waterfall-possible = Possible
waterfall-accepted = Counts
waterfall-lost = − { $units }
waterfall-worth = worth { $amount }
waterfall-to-do = What to do:
waterfall-times = × { $factor }
waterfall-reward = Reward

multiplier-none = What its cell pays
    .means = There is room in its cell, and there were contributions lately: what counts is paid in full.
multiplier-crowd = Crowded cell
    .means = More devices contributed there than the cell has room for, so they share its pay. A device in a cell with fewer others earns more.
multiplier-freshness = Bonus for a neglected cell
    .means = Nobody had contributed there for a while, so the cell pays more, until there are contributions in each epoch again.

resource-coverage = Wireless coverage
    .unit = beacons
resource-storage = Storage
    .unit = MiB kept through the epoch
resource-compute = Computing
    .unit = jobs
resource-sensing = Temperature and humidity
    .unit = readings
resource-energy = Energy
    .unit = Wh
resource-mapping = Mapping
    .unit = thousandths of a map cell
