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

waterfall-possible = Possible readings
waterfall-accepted = Readings that count
waterfall-cell-pay = What its cell pays
waterfall-times = × { $factor }
waterfall-reward = Reward

loss-joined-during-epoch = Before the device was claimed
loss-fewer-readings = Readings not taken
loss-no-location = No place was known
loss-out-of-range = Outside of what the sensor can measure
