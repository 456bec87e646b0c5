# The map, the list beside it, and what a device would earn at a place.

map-title = Map
map-lead = Where people contribute, and what one more device would earn there. Proven on this phone or computer.
map-mapping = Plan a mapping walk from a track
map-opening = Opening the map…
map-label = Map of cells
map-failed = This machine cannot draw the map. The list has all that it shows.
map-nearer = Zoom in
map-farther = Zoom out
map-sources = Natural Earth, GeoNames
map-resource = Contribution
map-layer = Colour by
map-layer-coverage = Devices
map-layer-freshness = Freshness
map-layer-reward = Reward
map-shown = Show as
map-as-map = Map
map-as-list = List
map-list = Cells around the middle of the map
map-asking = Asking peers about these cells…
map-no-cells = Search a town, or zoom into the map, to see its cells.
map-too-far = Zoom in to see cells.
map-privacy = Peers learn which cells you look at, and nothing finer. Your exact position never leaves this phone or computer.
map-column-place = Cell
map-column-devices = Devices
map-column-last = Last contribution
map-column-reward = One more earns a day
map-nobody = Nobody
map-full = { $count } devices: full
map-never = Never
map-fresh = Last epoch
map-little = Least
map-unknown = Not known yet
map-key-device = Your device
map-key-plan = Planned
map-in-town = { $town }
map-near-town = { $distance } { $direction } of { $town }
map-north = north
map-north-east = north-east
map-east = east
map-south-east = south-east
map-south = south
map-south-west = south-west
map-west = west
map-north-west = north-west

cell-devices = Devices
    .value = { $devices }; a cell pays { $capacity } in full
cell-last = Last contribution
cell-own = Your devices here

estimate-title = What one more device would earn here
estimate-waiting = Asking peers, and working it out here…
estimate-day = In a day
estimate-month = In 30 days
estimate-range = between { $low } and { $high }
estimate-payback = Has paid for itself after
estimate-payback-range = between { $soonest } and { $latest } days
estimate-payback-maybe = after { $soonest } days at the best, perhaps never
estimate-never = Never, as things are
estimate-room =
    { $count ->
        [0] Nobody else contributes this here; { $capacity } devices are paid in full.
        [one] One device contributes this here; { $capacity } are paid in full.
       *[other] { $count } devices contribute this here; { $capacity } are paid in full.
    }
estimate-crowded =
    { $count ->
        [one] This cell is crowded: one device is here already. With yours, each is paid { $share } of the full rate. A neighbouring cell may pay more.
       *[other] This cell is crowded: { $count } devices are here already. With yours, each is paid { $share } of the full rate. A neighbouring cell may pay more.
    }
estimate-stale = Nobody contributed here for a while, so the first epoch pays { $share } of the usual.
estimate-how =
    { $count ->
        [one] A range, not a promise: from one paid epoch, for an average device. One time in ten it is less, one time in ten more.
       *[other] A range, not a promise: from the last { $count } paid epochs, for an average device. One time in ten it is less, one time in ten more.
    }
estimate-costs = Price and power: when has it paid for itself?
estimate-costs-note = In any currency, the same for all fields. Kept on this phone or computer only.
cost-price = Price of the device
cost-watts = Power that it takes, in watts
cost-kilowatt-hour = Price of a kilowatt hour
cost-token = What a token is worth to you
cost-token-hint = Nobody promises this; the payback depends on it.
cost-problem = Type a number, such as { $example }.
radio-limit = Radio rules here: { $plan }, at most { $limit } dBm radiated
radio-band = The band is { $low } to { $high } MHz. Transmit power and antenna gain together must stay below the limit: with a better antenna the hotspot must send with less.
radio-conducted = Besides, at most { $limit } dBm may go into the antenna.
radio-source = Source: { $source }

plans-title = Planned devices
plans-none = None yet. Choose a cell and plan a device there, to compare places before you buy.
plan-here = Plan a device here
plan-noted = Planned. It is in the list below.
plan-forget = Forget

mapping-title = Mapping
mapping-lead = Open a track of a walk or a ride, and see which cells it renews and what they pay.
mapping-how = The network pays a mapping device that goes along: its track counts only if it was sealed on the way, and if others saw the same. A track of before helps to choose where to go. Add a device with a GPS receiver to earn with it.
mapping-privacy = Tracks stay on this phone or computer. Peers learn which cells are looked at, and not that somebody went there.
track-open = Open a track
track-open-hint = A GPX or GeoJSON file, as watches, phones and most map apps export it.
track-reading = Reading the track…
track-loading = Looking for your tracks…
track-length =
    { $count ->
        [one] { $distance } through one cell
       *[other] { $distance } through { $count } cells
    }
track-total = These cells pay, at most:
track-total-note = At the newest price, to who maps them in the next epoch while at least two others agree and the cells are not crowded.
track-cells = Cells of the track, in the order of travel
track-column-last = Last mapped
track-column-pays = Pays at most
tracks-title = Your tracks
tracks-none = No tracks yet.
