# Earnings.

earnings-title = Earnings
earnings-lead = Every reward, with the reasons for it. Each was checked on this device.
earnings-loading = Reading your statements…
earnings-none = No earnings yet. They appear here after the first epoch in which a device of yours reported.
earnings-older-are-loading = Older epochs are still being fetched and checked. The sums grow until they are here.
earnings-today = Earned today
earnings-all = Earned in all
earnings-chart =
    { $count ->
        [one] The last epoch
       *[other] The last { $count } epochs, oldest first
    }
earnings-adds-up =
    { $count ->
        [one] Adds up: one statement makes this total to the last unit.
       *[other] Adds up: { $count } statements make this total to the last unit.
    }
earnings-lines-add-up =
    { $count ->
        [one] Adds up: the line makes the total of the epoch to the last unit.
       *[other] Adds up: { $count } lines make the total of the epoch to the last unit.
    }
earnings-does-not-add-up = The parts do not make the total. Please do not rely on this number, and report it.
earnings-epochs = By epoch
earnings-epoch = Epoch { $epoch }
earnings-ended = ended { $when }
earnings-more = Show more

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
