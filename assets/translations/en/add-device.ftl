# The wizard that sets up a device.

wizard-opening = Opening the set-up…
wizard-steps = Steps of the set-up
wizard-back = Back
wizard-later = Finish later
wizard-cancel = Cancel set-up
wizard-identify = Make it blink

step-find = Find
step-wifi = Wi-Fi
step-place = Place
step-claim = Claim
step-done = Done

working-searching = Looking for devices that are plugged in or nearby. This takes up to ten seconds.
working-connecting = Getting to know the device…
working-identifying = Look for the device that blinks or beeps.
working-scanning-wifi = The device is looking for networks. This takes up to ten seconds.
working-joining-wifi = The device is joining the Wi-Fi. This can take half a minute.
working-waiting-for-confirmation = Waiting for you to confirm at the device.
working-sending-claim = Sending the claim…
working-waiting-for-claim = Waiting until the claim is final. This takes a few seconds.
working-sending-place = Sending the place…
working-waiting-for-place = Waiting until the place is final. This takes a few seconds.

find-title = Connect your device
find-lead = Switch it on. Plug it into this computer with a USB cable, or hold down its Bluetooth button until its light blinks.
find-candidates = Devices that were found
find-search = Search
find-search-again = Search again
find-device = { $hardware } · { $firmware }
find-nearby = Device nearby
find-signal-strong = Bluetooth, strong signal
find-signal-fair = Bluetooth, fair signal
find-signal-weak = Bluetooth, weak signal: go nearer
find-signal-unknown = Bluetooth
find-online = Is on a Wi-Fi already
find-offline = Not on a Wi-Fi yet
find-unknown = Something is plugged in here, but it did not answer.
    .next = If it is your device, unplug it, plug it in again and search again.

wifi-title = Give it Wi-Fi
wifi-lead = The device sends its reports over your Wi-Fi. The password goes straight to the device and is not kept.
wifi-networks = Networks the device sees
wifi-none = The device sees no networks here. Move it closer to your router and search again, or type the name.
wifi-other = Another network
wifi-ssid = Name of the network
wifi-password = Password
wifi-password-hint = Leave it empty for a network without one.
wifi-secured = Needs a password
wifi-strong = Strong signal
wifi-fair = Fair signal
wifi-weak = Weak signal: it may drop out
wifi-scan = Search again
wifi-connect = Connect
wifi-online = The device is on a Wi-Fi already.
wifi-keep = Keep its Wi-Fi

place-title = Where does it stand?
place-lead = Rewards depend on the place. Choose the town, then the cell that the device stands in.
place-search = Town or coordinates
place-search-hint = For example Lisbon, or 38.72, -9.14
place-none = No such town in the list. Try a larger one nearby, or type coordinates.
place-cells = Cells to choose from
place-cell = Cell { $number }, around { $place }
place-privacy = Only the cell becomes public, never the address within it.

claim-title = Make it yours
claim-lead = The claim ties the device to your wallet, so that what it earns is yours.
claim-fee = Fee in all
claim-fee-asking = Asking the network…
claim-fee-note = Paid once, from your balance. Nothing else is charged.
claim-stages = What will happen
claim-agree = You confirm at the device
    .body = Its light blinks; press its button. So nobody can claim it from afar.
claim-claim = The claim goes to the network
    .body = Final after a few seconds, and checked here.
claim-place = Its place goes to the network
    .body = Only the cell that you chose.
claim-confirm = Now confirm at the device
    .body = Press its button while its light blinks.
claim-start = Claim this device
claim-resume = Go on with the claim

done-title = It is yours
done-lead = { $name } is claimed and on its own now. You can unplug it from this computer and power it anywhere in its cell.
done-claimed = Claimed and placed
    .body = Final on the network, and checked on this device.
done-epoch = Its first full epoch begins
    .body = Begins { $when }. What it measures counts from then on.
    .soon = Begins with the next epoch.
done-report = It sends its report
    .body = By itself, at the end of each epoch. The app need not be open.
done-reward = Your first reward
    .body = Paid about { $when }, and then shown with its proof.
    .soon = Paid after the epoch, and then shown with its proof.
done-finish = Finish
