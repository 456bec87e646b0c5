# Failures: what happened, what it means for you, what to do.

error-words-invalid =
    .what = These words are no back-up of a wallet.
    .means =
        { $word ->
            [none] Each word exists, but together they do not fit. One may be missing, swapped or misread.
           *[other] “{ $word }” is not a word that back-ups use.
        }
    .next = Compare them with your paper, letter by letter and in their order.
error-passphrase-wrong =
    .what = That is not the passphrase.
    .means = Your wallet stays locked. Nothing was changed.
    .next = Try again; mind capital letters. If you have forgotten it, the words of your back-up bring the wallet back.
error-passphrase-needed =
    .what = A passphrase is needed.
    .means = This device has no protected place for keys, so they are kept in a locked file.
    .next = Choose a passphrase and continue.
error-passphrase-too-short =
    .what = The passphrase is too short.
    .means = It could be guessed. Nothing was created.
    .next = Use at least eight characters.
error-wallet-exists =
    .what = There is a wallet on this device already.
    .means = It is never overwritten, so that nothing can be lost by accident.
    .next = Close the app and open it again to use that wallet.
error-wallet-missing =
    .what = There is no wallet on this device.
    .means = What you asked for needs one.
    .next = Create a wallet, or restore one from its words.
error-wallet-locked =
    .what = The wallet is locked.
    .means = Nothing was signed or sent.
    .next = Unlock it with your passphrase, then try again.
error-key-file-damaged =
    .what = The file with your keys is damaged.
    .means = It was left exactly as it is: { $path }
    .next = Keep a copy of that file. Then restore the wallet from the words of your back-up.
error-key-store-unavailable =
    .what = This device’s key store refused.
    .means = Your keys could not be read or saved. Nothing was changed.
    .next = Unlock your system’s key ring or log in again, then try again.
error-no-device-found =
    .what = No device was found.
    .means = Nothing that is plugged in or nearby answered as a device that can be set up.
    .next = See whether it is switched on and whether the cable carries data (some only charge). Without a cable, press the device’s button first. Then search again.
error-port-not-permitted =
    .what = This user may not open { $port }.
    .means = The system keeps it for others; the device itself is fine.
    .next = Run this once, log out and in, and search again: { $command }
error-port-busy =
    .what = Another program is using { $port }.
    .means = Only one program can talk to a device at a time.
    .next = Close programs such as serial monitors, then try again.
error-port-gone =
    .what = The device at { $port } is gone.
    .means = It was unplugged, switched off or taken too far away. What was done so far is kept.
    .next = Plug it in again or go near it, and try again.
error-device-out-of-reach =
    .what = The device cannot be reached over Bluetooth.
    .means = It is too far away, switched off, or no longer waiting to be set up. What was done so far is kept.
    .next = Go near it, press its button so that it can be found again, and try again.
error-bluetooth-missing =
    .what = This computer has no Bluetooth.
    .means = Devices can be set up with a USB cable only.
    .next = Use a cable, or plug in a Bluetooth adapter and search again.
error-bluetooth-off =
    .what = Bluetooth is off.
    .means = Devices nearby cannot be found without it; a USB cable works all the same.
    .next =
        { $command ->
            [none] Turn Bluetooth on in the system’s settings, then search again.
           *[other] Turn Bluetooth on in the system’s settings, or run this, then search again: { $command }
        }
error-bluetooth-blocked =
    .what = Bluetooth is blocked.
    .means = Devices nearby cannot be found without it; a USB cable works all the same.
    .next =
        { $command ->
            [none] Turn on the wireless switch of this computer, then search again.
           *[other] Turn flight mode off, or run this, then search again: { $command }
        }
error-bluetooth-no-service =
    .what = The system’s Bluetooth does not run.
    .means = Devices nearby cannot be found without it; a USB cable works all the same.
    .next =
        { $command ->
            [none] Turn Bluetooth on in the system’s settings, then search again.
           *[other] Run this once, then search again: { $command }
        }
error-bluetooth-not-permitted =
    .what = The system does not let this app use Bluetooth.
    .means = Devices nearby cannot be found without it; a USB cable works all the same.
    .next =
        { $command ->
            [none] Allow Bluetooth for this app in the system’s settings, under privacy. Then search again.
           *[other] Run this once, log out and in, and search again: { $command }
        }
error-bluetooth-failed =
    .what = Bluetooth failed.
    .means = Devices nearby may not be found; a USB cable works all the same.
    .next = Search again. If it stays so, turn Bluetooth off and on in the system’s settings.
error-device-silent =
    .what = The device did not answer in time.
    .means = It may be starting up, or hang. What was done so far is kept.
    .next = Wait ten seconds and try again. If that fails, unplug it and plug it in again.
error-device-garbled =
    .what = The device’s answer made no sense.
    .means = Nothing of it was used. A loose cable is the usual reason.
    .next = Check the cable, or use another, then try again.
error-device-unsupported =
    .what = The device does not know this step.
    .means = Its firmware is too old or made for something else.
    .next = Update its firmware as its maker describes, then start again.
error-device-proof-needed =
    .what = The device wants the code that is printed on it.
    .means = With the code it knows that you stand before it. Nothing was changed.
    .next = Look for a code on its label, its box or its screen, type it below and continue.
error-device-proof-wrong =
    .what = The device did not take this code.
    .means = Nothing was changed. The code may be mistyped, or belong to another device.
    .next = Compare it letter by letter with the label, and mind capital letters. Then try again.
error-device-unprotected =
    .what = This device does not protect what is sent to it.
    .means = You typed a code, so it should. Somebody may be playing the device; your Wi-Fi password was not sent.
    .next = Move away from others and try again. If it stays so, set the device up with a cable.
error-wifi-failed =
    .what = The device could not join “{ $ssid }”.
    .means = The password may be wrong, or the signal too weak. The device still waits for its Wi-Fi.
    .next = Type the password again, or move the device closer to the router.
error-wifi-invalid =
    .what = The name or the password of the Wi-Fi does not fit.
    .means = It is empty or too long; the device was told nothing.
    .next = Check both and try again.
error-device-not-authorized =
    .what = The device wants you to press its button first.
    .means = That is how it makes sure that you stand next to it.
    .next = Press its button, then try again.
error-claim-not-confirmed =
    .what = Nobody confirmed at the device in time.
    .means = Nothing was claimed and nothing paid.
    .next = Try again, and press the device’s button while its light blinks.
error-claim-invalid =
    .what = The device’s consent does not bear its own signature.
    .means = Nothing was claimed and nothing paid. The device may be a fake, or another answered in its place.
    .next = Unplug other devices and try again. If it stays so, do not use this device.
error-device-changed =
    .what = Another device answers than the one you chose.
    .means = It was told nothing, so that nothing lands on the wrong device.
    .next = Plug the first one in again, or cancel and start again with this one.
error-device-already-claimed =
    .what = This device belongs to another account.
    .means = It cannot earn for you. Nothing was paid.
    .next = Ask its owner to release it. If you are the owner, restore the wallet that claimed it.
error-device-not-offered =
    .what = This device is not offered to you.
    .means = Only its owner can offer it, and only to one account. Nothing was paid.
    .next = Give its owner your address, and ask for it to be offered to you.
error-address-invalid =
    .what = That is not the address of an account.
    .means = A letter may be wrong or missing. Nothing was sent.
    .next = Copy the whole address, which begins with op1, and paste it here.
error-place-invalid =
    .what = That is no place on Earth.
    .means = The device has no place yet, and without one nothing counts.
    .next = Choose a town, or type coordinates such as 38.72, -9.14.
error-insufficient-balance =
    .what = Your balance does not cover the fee.
    .means = You have { $balance }; { $needed } is needed. Nothing was paid.
    .next = Get some tokens, then try again.
error-offline =
    .what = No peer could be reached.
    .means = You see what was verified before; nothing new arrives. Your tokens are safe.
    .next = Check this device’s connection to the internet, then try again.
error-not-verified =
    .what = The peers’ answers could not be verified.
    .means = They were thrown away and the peers dropped. What you see was verified before.
    .next = Try again; other peers will be asked.
error-transaction-refused =
    .what = The network refused it.
    .means = Its reason: { $reason }. Nothing was paid.
    .next = Try again in a minute. If it stays so, cancel and start again.
error-network-busy =
    .what = The network is busy.
    .means = Your request was not taken. Nothing was paid.
    .next = Try again in a few seconds.
error-no-faucet =
    .what = This network gives no tokens for practice.
    .means = Its tokens have a value, so they must be earned or bought.
    .next = Ask somebody who has some to send them to your address.
error-practice-not-started =
    .what = The practice network does not start.
    .means = Without a network there is nothing to show. What you have is safe.
    .next = Close Outpost and open it again. If that does not help, restart this computer; what went wrong is in the folder “practice” of the data folder.
error-data-folder-unwritable =
    .what = The app cannot write to its folder.
    .means = Nothing can be saved: { $path }
    .next = Make space on the disk, or give yourself the right to write there, then start the app again.
error-folder-not-shown =
    .what = Your system did not show the folder.
    .means = The folder is there, and nothing in it was changed: { $path }
    .next = Open it in your own program for files.
error-step-out-of-order =
    .what = The set-up is at another step.
    .means = It went on meanwhile, perhaps in another window. Nothing was changed.
    .next = Go on from the step that is shown.
error-malformed =
    .what = The two halves of the app do not understand each other.
    .means = They are probably of different versions. Your wallet is not affected.
    .next = Close the app and open it again. If it stays so, install it again; your wallet stays.
error-internal =
    .what = Something in the app went wrong.
    .means = Your tokens are not affected. The fault has the number { $reference }.
    .next = Try again. If it stays so, start the app again and report that number.
