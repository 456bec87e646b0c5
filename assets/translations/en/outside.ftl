# What is said outside of the window: notices, and the line in the tray.

notice-device-offline = { $name } does not report
    .body = It misses epochs and earns nothing meanwhile. Outpost shows why.
notice-reward = You earned { $amount }
    .body = It is in your balance, and proven.
notice-transaction = A transaction is final
    .body = { $amount } · proven on this phone or computer.
notice-transaction-failed = A transaction was not done
    .body = { $amount } is still in your account. Outpost shows why.
notice-backup-due = Write down your words
    .body = There is something to lose now, and only the words bring it back.

tray-open = Open Outpost
tray-quit = Quit
tray-locked = Outpost is locked
tray-offline = Not connected to the network
tray-well =
    { $count ->
        [0] Connected
        [one] One device, all is well
       *[other] { $count } devices, all is well
    }
tray-attention =
    { $count ->
        [one] One device needs attention
       *[other] { $count } devices need attention
    }
