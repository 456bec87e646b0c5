# The home screen.

home-title = Home
home-balance = Balance
home-devices = Your devices
home-devices-in-need =
    { $count ->
        [one] One device needs attention
       *[other] { $count } devices need attention
    }
home-all-devices = All { $count } devices
home-last-month = The last 30 days
home-address = Your address
home-connecting = Looking for peers. This takes a few seconds.
home-verifying-block = Checking the newest block…
home-verifying-account = Checking your balance against the newest block…
home-looking-network = You are looking at

next-create = You are looking around
    .body = To add a device and earn with it, you need a wallet. It takes a minute.
    .do = Create or restore a wallet
next-resume = Finish setting up your device
    .body = You left off half way. Everything so far is kept.
    .do = Go on
next-attend = { $name }: { $state }
    .do = Look after it
next-back-up = Back up your wallet
    .body = There is something to lose now. If this phone or computer breaks without a back-up, your tokens are gone for ever.
    .do = Back up now
next-tokens = Get tokens for practice
    .body = Claiming a device costs a small fee. On this network you get tokens for it free of charge.
    .do = Get practice tokens
next-add = Add your first device
    .body = Plug it in, give it Wi-Fi, say where it stands. It earns from the next epoch on.
    .do = Add a device
next-wait = All is well
    .body = Nothing to do. The next rewards are paid { $when }.
next-nothing = Nothing to do for now.
