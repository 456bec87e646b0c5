# The wallet: balance and history, sending and receiving, people, accounts, messages, safety.

wallet-title = Wallet
wallet-send = Send
wallet-receive = Receive
wallet-more = More in the wallet
wallet-accounts = Accounts
wallet-contacts = Address book
wallet-sign = Sign a message
wallet-security = Lock and back-up
wallet-watching = You only watch this account. Its keys are not on this phone or computer, so everything shows and nothing can be signed.

account-numbered = Account { $number }
accounts-lead = Your words bring all of your own accounts back. Watched ones have their keys elsewhere.
account-shown = Shown now
account-switch = Show this account
account-name = Name
account-rename = Save name
account-forget = Stop watching
account-add = Another account of your own
    .lead = It has an address of its own, and the same words bring it back. Others cannot see that both are yours.
    .do = Add an account
account-watch = Watch an account
    .lead = Follow an account by its address alone, such as one whose words are in a safe.
accounts-own = An account of your own
    .lead = To sign and pay you need a wallet on this phone or computer. What you watch stays.

watch-title = Watch an account
watch-lead = See its balance, devices and earnings, each number checked by this phone or computer.
watch-notice = An address is enough to look. Nothing can be signed or paid without its words.
watch-address = Address to watch
watch-address-hint = Begins with op1. A link works too.
watch-do = Watch

contacts-lead = What you call others. The names stay on this phone or computer.
contacts-none = Nobody yet. Add somebody below, or after you have paid them.
contacts-loading = Opening the address book…
contact-new = Add somebody
contact-keep = Remember who this is
contact-name = Name
contact-address = Address
contact-save = Save
contact-pay = Send
contact-remove = Remove

receive-title = Receive
receive-lead = Whoever wants to pay you scans this code or copies your address.
receive-address = Your address
receive-qr = QR code of your address
receive-compare = To compare addresses, look at the strong letters at both ends.
receive-copy = Copy address
receive-copy-link = Copy link
receive-ask = Ask for an amount
receive-amount = Amount
receive-amount-hint = Fills in the payer’s form. They can still change it.
receive-note = What for
receive-note-hint = The payer sees it. It is in the link and never on the network.

send-title = Send
send-lead = You will see what happens before anything is signed.
send-to = To
send-to-hint = An address, a link, or a name from your address book.
send-amount = Amount
send-everything = Send everything
send-everything-is = Everything, less the fee.
send-part = Type an amount instead
send-note = What for
send-note-hint = Only for you. It stays on this phone or computer.
send-fee = Fee
note-too-long = At most { $most } plain characters.
amount-no-number = Type a number such as { $example }.
amount-decimals = At most { $most } digits after the decimal sign.
amount-too-large = This is more than there is.

confirm-title = Send { $amount } to { $who }?
confirm-lead = { $who } receives { $amount }. The network burns a fee of { $fee }. You keep { $after }. Once it is signed, nobody can take it back.
confirm-itself = This is the address of the account that pays. You would pay a fee and end up with the rest.
confirm-never-used = Nobody has used this address yet. If a letter of it is wrong, the tokens are gone for ever. Compare it with the original.
confirm-before = You have now
confirm-after = You keep
confirm-send = Send { $amount }

progress-signing = Signing…
progress-stage-signed = Signed and written down
progress-stage-sent = Handed to the network
progress-stage-final = Final and proven
progress-waiting = Looking for a peer that takes it. You can close the app; it goes on at the next start.
progress-sent = The network has it. It is final in a few seconds. You need not wait for that.
progress-final = Done. It is final, and this phone or computer has proof from block { $height }.
progress-done = Back to the wallet

transaction-waiting = Waiting for a peer
transaction-sent = On its way
transaction-final = Final and proven
transaction-failed = Not done; nothing was paid
transaction-proven = Proven at
transaction-height = block { $height }
transaction-id = Number

ledger-title = History
ledger-more = Show older
ledger-loading = Adding up your history…
ledger-catching-up = Older statements are still arriving; then the newest changes are told.
ledger-none = Nothing has happened yet. What comes in shows here.
ledger-was-there = Balance when this phone or computer first looked
    .why = At block { $height } the account held this much. What happened before is known to the device that it happened on.
ledger-reward = Rewards for epoch { $epoch }
    .why = Every unit of it is explained under Earnings.
ledger-came-in = Received
    .why = It came in after block { $after } and by block { $until }. The network proves balances, so this is the exact difference, less rewards and what you spent. It does not say from whom.
ledger-elsewhere = From another device
    .why =
    { $count ->
        [one] One transaction was made with the same words elsewhere, after block { $after } and by block { $until }. This is what it and anything that came in amount to.
       *[other] { $count } transactions were made with the same words elsewhere, after block { $after } and by block { $until }. This is what they and anything that came in amount to.
    }
ledger-note = Your note: { $note }
ledger-to = To { $who }
ledger-claim = Claimed { $device }
ledger-place = Set the place of { $device }
ledger-release = Released { $device }
ledger-offer = Offered { $device } to somebody
ledger-accept = Took over { $device }
ledger-equipment = Declared the equipment of { $device }
ledger-credits = Bought credits
ledger-use = Used the network
ledger-sums = What your balance is made of
ledger-opening = At first
ledger-rewards = Rewards
ledger-received = Received
ledger-sent = Sent
ledger-fees = Fees
ledger-adds-up =
    { $count ->
        [one] One change adds up to your balance.
       *[other] { $count } changes add up to your balance.
    }

sign-lead = Show that an account is yours, or check what somebody else has signed.
sign-means = Signing a message moves no tokens and costs nothing. It shows that you hold this account’s keys. Sign only what you would say in public, and never what a stranger asks you to.
sign-text = Message
sign-do = Sign
sign-done = Hand on all of this, lines of dashes included:
verify-title = Check a signed message
verify-text = Signed message
verify-do = Check
verify-yes = { $who } signed exactly this.
verify-no = The signature is wrong. Do not rely on this text or on who is said to have written it.

security-lead = Keep others out, and keep the wallet safe.
security-backup = Back-up
security-backed-up = You have shown that the words of this wallet are written down.
security-not-backed-up = The words of this wallet are not known to be written down. Without them, a broken device means lost tokens.
security-check-backup = Check it again
security-pair = Put my wallet on another phone or computer
    .lead = The same wallet on your phone and your computer. Both then sign for the same accounts.
    .do = Show a code
security-lock = Lock
    .lead = Nothing shows until you unlock it again. Payments on their way go on.
    .do = Lock now
biometrics = Unlock with fingerprint or face
    .hint = The lock screen then asks for it first. Your passphrase always works too, so keep it in mind.
    .reason = Show that this opens your Outpost wallet
    .cancel = Cancel
security-passphrase = Passphrase
    .lead = The wallet stays the same. The old file is kept until the new one has been opened.
    .do = Change passphrase
security-old = Passphrase now
security-changed = The passphrase was changed.
security-system = Your system’s key store keeps this wallet and opens it when you sign in, with your fingerprint or face if the system is set up so. Lock your device to keep others out.

offer-title = Put my wallet on another phone or computer
offer-lead = You get a code and six words. Together they bring this wallet, with all its accounts, to your other phone or computer.
offer-warning = Whoever has both has your tokens, now and for ever. Make sure nobody is looking, take no picture of both, and send them to nobody.
offer-passphrase = Passphrase of this wallet
offer-do = Show code and words
offer-next = There, choose “Pair with my other phone or computer” on the first screen, then scan or paste the code and type the words.
offer-qr = The code as a picture for a camera
offer-copy = Copy the code
offer-words = The six words
offer-until = Both are hidden after two minutes, or when you leave.
offer-hide = Done, hide them
offer-hidden = Code and words are hidden. To show new ones, begin again.
