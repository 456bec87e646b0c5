# What surrounds every screen, and words that many screens share.

app-name = Outpost
app-starting = Starting…
app-starting-network = Starting the practice network on this computer. The first time takes up to a minute…
app-starting-device = Starting the simulated device…
app-practice = Practice network: these tokens have no value.
app-back = Back
app-continue = Continue
app-retry = Try again
app-show = Show
app-hide = Hide
app-copy = Copy
app-copied = Copied

nav-label = Main
nav-home = Home
nav-devices = Devices
nav-earnings = Earnings
nav-map = Map
nav-network = Network
nav-settings = Settings
nav-more = More
nav-wallet = Wallet
nav-offline = No peers
nav-resting = Resting on battery
nav-connecting = Connecting…
nav-stale = Standing still
nav-synced = Block { $height }

freshness-line =
    Verified · block { $height } · { $peers ->
        [one] { $peers } peer
       *[other] { $peers } peers
    } · { $ago }
freshness-line-stale = Verified at block { $height } · nothing newer since { $since }
freshness-proof = This phone or computer checked this number itself. It comes with a proof against block { $height } ({ $time }), and that block carries the network’s seal.
freshness-peers =
    { $peers ->
        [one] One peer names this block or one that builds on it.
       *[other] { $peers } peers name this block or one that builds on it.
    }
proven-here = Proven on this phone or computer against block { $height }, { $ago }.
proven-stale = Old: there has been no newer block since { $since }.
proven-sum =
    { $count ->
        [one] It is one statement, proven at block { $highest }. { $peers ->
            [one] One peer agreed.
           *[other] { $peers } peers agreed.
        }
       *[other] It is the sum of { $count } statements, each proven by itself at blocks { $lowest } to { $highest }. { $peers ->
            [one] At least one peer agreed with each.
           *[other] At least { $peers } peers agreed with each.
        }
    }
freshness-stale-advice = The network has brought no newer block since then. The number was right at that time and may have changed. It renews itself as soon as blocks arrive again.

code-scan = Scan a QR code
code-picture = Read a QR code from a picture
code-picture-paste = A picture on the clipboard can be pasted here as well.
file-chosen = Chosen: { $name }
code-reading = Looking for the code…
