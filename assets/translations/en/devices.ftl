# The devices.

devices-title = Devices
devices-lead =
    { $count ->
        [0] None yet.
        [one] One device earns for you.
       *[other] { $count } devices earn for you.
    }
devices-add = Add a device
devices-none = You have no devices yet.
devices-need-wallet = To add a device you need a wallet. You can make one from the home screen.

device-suspended = Suspended
    .advice = What it reported could not be shown, or was wrong, too often. The network takes no reports from it for a while. Leave it on and online, and bring it up to date; it goes on by itself.
device-silent = No reports
    .advice = It has missed epochs and earns nothing meanwhile. See whether it has power and whether its Wi-Fi works. It goes on by itself once both are back.
device-needs-place = No place
    .advice = The network does not know where it stands, so nothing it measures counts. Open it, and say where it stands.
device-waiting = First report to come
    .advice = All is set up. Its first report comes at the end of the epoch; leave it plugged in.
device-working = Working
    .advice = It reports every epoch. Nothing to do.

device-all = All devices
device-unknown = The device is not yours
    .lead = It may have been released, or the link is from another wallet.
device-earned = Earned so far
device-last-report = Last report
device-epoch = Epoch { $epoch }
device-no-report = None yet
device-cell = Place (map cell)
device-no-cell = None yet
device-claimed = Claimed
device-address = Address
devices-loading = Loading…
