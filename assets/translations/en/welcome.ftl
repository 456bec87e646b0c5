# The way in.

welcome-title = Run a piece of the network. Check every number yourself.
welcome-lead = Set up your devices, see what they contribute, and see what you earn.
welcome-create = Create a wallet
    .lead = New here. Takes a minute; you will write down a few words.
welcome-restore = Restore a wallet
    .lead = You have the words of an earlier back-up.
welcome-pair = Pair with my other phone or computer
    .lead = Outpost already has your wallet there. It shows a code and six words.
welcome-watch = Watch an account
    .lead = Follow a balance and its devices by an address. No keys on this phone or computer.
welcome-look-around = Look around first
    .lead = See the network without a wallet. Nothing to sign, nothing to pay.
welcome-creating = Creating your wallet…
welcome-promise = Your keys stay on this phone or computer. No company stands between you and your earnings.

passphrase-title = Choose a passphrase
passphrase-lead = It locks the file that holds your keys. You will be asked for it each time the app starts.
passphrase-label = Passphrase
passphrase-hint = At least { $shortest } characters. A few unrelated words are easy to remember and hard to guess.
passphrase-repeat = The same again
passphrase-differs = This is not the same as above.
passphrase-notice = Nobody can reset it. If you forget it, the words of your back-up bring the wallet back.

restore-title = Restore your wallet
restore-lead = Type the words of your back-up in their order, with spaces between them.
restore-words = Words of your back-up
restore-count =
    { $count ->
        [0] Back-ups have 12 or 24 words.
        [one] { $count } word so far. Back-ups have 12 or 24.
       *[other] { $count } words so far. Back-ups have 12 or 24.
    }
restore-continue = Restore

pair-title = Pair with my other phone or computer
pair-lead = There, open Wallet, then Lock and back-up, then “Put my wallet on another phone or computer”. It shows a code and six words.
pair-code = The code
    .hint = Paste it here. The camera of a phone opens it too.
pair-words = The six words
    .hint = In their order, with spaces between them.
pair-notice = Your wallet and its accounts come along, and whether your back-up was checked. Names of accounts and devices, your address book and settings stay where they are.
pair-continue = Bring my wallet here
pair-working = Opening the code…

unlock-title = Welcome back
unlock-lead = Your passphrase unlocks the wallet on this phone or computer.
unlock-lead-biometrics = Your fingerprint or face unlocks the wallet on this phone. So does your passphrase.
unlock-biometrics = Unlock with fingerprint or face
    .reason = Unlock your Outpost wallet
    .cancel = Use passphrase
unlock-continue = Unlock
unlock-forgotten = I forgot my passphrase
unlock-aside-title = Bring it back with your words
unlock-aside-body = Nobody can reset a passphrase, but the words of your back-up make the same wallet again, under a new one. The locked file is set aside on this phone or computer, not deleted.
unlock-aside = I have my words
unlock-aside-anyway = Put it aside all the same
unlock-opening = Opening your wallet. Your system may ask for your permission.
