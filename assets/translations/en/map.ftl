# The map, the list beside it, and what a device would earn at a place.

map-title = Map
map-lead = Where people contribute, and what one more device would earn there. Proven on this phone or computer.
map-mapping = Record a walk, or plan one from a track
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
plan-earns = { $amount } in a day
plan-forget = Forget

mapping-title = Mapping
mapping-lead = Record a walk or a ride, see which cells it renews and what they pay, and be paid for it.
mapping-how = A track of before is not paid, since it was not sealed on the way. It helps to choose where to go.
mapping-privacy = Exact positions stay here. What is handed in are cells, and to who checks it single stretches of the way, in places of 50 m.
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
tracks-title = Tracks of elsewhere
tracks-none = No tracks yet.

walk-title = Record a walk
walk-receiver = Record with
walk-receiver-hint = A GPS receiver on a USB port, or this phone.
walk-phone = This phone
walk-looking = Looking for receivers…
walk-look-again = Look again
walk-no-receiver = No GPS receiver was found. Plug one in, or open Outpost on a phone.
walk-record = Record
walk-go-on = Go on
walk-pause = Pause
walk-end = End the walk
walk-paused = Paused. What was recorded is kept.
walk-searching = Waiting for the receiver…
walk-no-fix = The receiver does not know where it is yet. Go to where it sees the sky.
walk-recording = Recording. Each point is kept as it comes.
walk-gone = The receiver is gone. Recording goes on as soon as it is back.
walk-not-permitted = Outpost may not see where this phone is. Allow it in the phone’s settings, under Outpost and Location, see that location is switched on, and press “Go on”.
walk-not-kept = This cannot be written down: there may be no room left on this device. Make room, and recording goes on by itself.
walk-accuracy = May be off by
walk-speed = Speed
walk-an-hour = { $distance } an hour
walk-length = So far
walk-cells = Cells so far
walk-around = Access points in reach
walk-unknown = Not known
walk-sees-nothing = This system does not tell which Wi-Fi access points are in reach. Without them nobody can confirm where you went, so this walk is kept, and not paid.
walk-device-name = This app (mapping)
walk-device-nobody = Walks are paid once this app is registered as a device of your account. What was recorded before is not.
walk-device-fee = That costs { $fee }, once.
walk-device-claim = Register this app
walk-device-claiming = Registering. This takes a few seconds.
walk-device-another = This app is registered to another account, which is paid for walks. Switch to that account to see them.
walks-title = Your walks
walks-none = No walks yet.
walk-stage-recording = Goes on
walk-stage-offline = Not handed in: waits for the network
walk-stage-waiting = Not handed in: its epoch still runs, or the network is away ({ $done } of { $of })
walk-stage-handing-in = Being handed in: { $done } of { $of }
walk-stage-done =
    { $count ->
        [one] Handed in, with one cell
       *[other] Handed in, with { $count } cells
    }
walk-stage-partly =
    { $count ->
        [one] Handed in, with one cell; the rest came too late and is kept here
       *[other] Handed in, with { $count } cells; the rest came too late and is kept here
    }
walk-stage-late = Came too late: the network takes no report for that time any more. It is kept here.
walk-stage-nothing = Nothing in it counts: a cell needs two dozen points and access points in reach. It is kept here.
walk-export = Save as GPX
walk-exported = Saved: { $path }
walk-delete = Delete
walk-delete-unsent = This walk is not handed in. If you delete it, it is never paid.
walk-keep = Keep it
walk-delete-anyway = Delete it all the same
unsent-walks =
    { $count ->
        [one] One walk is not handed in yet. It is kept here until it is.
       *[other] { $count } walks are not handed in yet. They are kept here until they are.
    }
unsent-progress = { $done } of { $of } reports are handed in.
unsent-label = Reports handed in
unsent-open = Show walks
