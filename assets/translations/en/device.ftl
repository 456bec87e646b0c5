# One device: its history, its settings, and how it goes to somebody else.

history-title = Its epochs
history-none = No epoch has been paid since it was claimed.
history-epoch = Epoch
history-counted = Counted
history-counted-of = { $accepted } of { $possible } { $unit }
history-paid = Paid
history-no-report = No report
history-more = Show more epochs

device-settings = Settings
device-name = Name
    .hint = Only you see it, on this phone or computer.
device-rename = Save the name
device-change-fee = Each change costs { $fee }, paid once from your balance.

device-place = Place
device-place-is = It stands in the map cell { $cell }.
device-place-none = The network does not know where it stands, so nothing that it does counts.
device-place-change = It stands somewhere else
device-place-move = Move it to this cell

equipment-title = Equipment
equipment-lead = What it reports is bounded by what you say here. Say what is true: reports that do not fit are not paid, and too many of them suspend the device.
equipment-gain = Antenna gain in dBi
    .hint = Printed on the antenna, for example 5.8. 0 if it has none.
antenna-gain-invalid = A gain is between 0 and { $most } dBi, with one decimal at most.
antenna-within = { $plan } allows { $limit } dBm radiated. With this antenna the radio can stay as it came.
antenna-over = Too strong for { $plan } if the radio stays as it came: at most { $limit } dBm may be radiated. Set the radio to { $left } dBm or less before it sends.
equipment-source = What feeds energy in
equipment-source-none = Nothing
equipment-source-solar = Solar panels
equipment-source-wind = Wind
equipment-source-other = Water, biogas, a battery or anything else
equipment-watts = Peak power in watts
    .hint = The most that it can give, for example 4000.
equipment-watts-invalid = A power is a whole number of watts above 0.
equipment-declare = Say so on the network

height-title = Antenna height
height-lead = Only for you: the network asks for no height, and the note stays on this phone or computer. The higher an antenna is above what is around it, the more of its neighbours it hears.
height-metres = Height above the ground in metres
height-feet = Height above the ground in feet
height-hint = A whole number, for example 12. Only for you; leave it empty if you do not know it.
height-invalid = A height is a whole number, at most { $most }.
height-note = Keep the note

changing-place = Moving it on the network. This takes a few seconds.
changing-equipment = Saying so on the network. This takes a few seconds.
changing-offer = Offering it. This takes a few seconds.
changing-withdrawal = Withdrawing the offer. This takes a few seconds.
changing-owner = Taking it over. This takes a few seconds.
changing-release = Releasing it. This takes a few seconds.

hand-over-title = Give it away
hand-over-lead = Offer it to somebody else’s account. It stays yours, and earns for you, until they accept.
hand-over-to = Their address
    .hint = It begins with op1. Ask them for it, and compare the first and the last letters.
hand-over-offer = Offer it
hand-over-confirm = You offer { $name } to { $to }. The fee is { $fee }.
    .after = Once they accept, it and all that it earns from then on are theirs. What it earned before stays yours. You can withdraw the offer until then.
hand-over-offer-now = Yes, offer it
hand-over-keep = No, keep it
hand-over-offered = { $name } is offered to
    .next = It is yours until they accept. Send them its address, which is above; they open it in their app under Devices.
hand-over-withdraw = Withdraw the offer

release = Release it
release-lead = Or release it to nobody: whoever has it in their hands can then claim it.
release-confirm = { $name } will be nobody’s. The fee is { $fee }.
    .after = It earns for nobody until somebody claims it, for which they must confirm at the device. What it earned stays yours. This cannot be undone from afar.
release-now = Yes, release it

offered-title = A device is offered to you
offered-lead = Its owner wants to give it to you.
offered-owner = Its owner
offered-nobody = Nobody
offered-means = When you accept, it is yours, and so is what it earns from then on. The fee is { $fee }. Then say where it stands: its old place is forgotten.
offered-accept = Accept it
