notice-device-offline = { $name } berichtet nicht
    .body = Es verpasst Epochen und verdient solange nichts. Outpost zeigt, warum.
notice-reward = Du hast { $amount } verdient
    .body = In deinem Guthaben, und bewiesen.
notice-transaction = Eine Transaktion ist endgültig
    .body = { $amount } · auf diesem Computer oder Handy bewiesen.
notice-transaction-failed = Eine Transaktion wurde nicht ausgeführt
    .body = { $amount } bleiben auf deinem Konto. Outpost sagt, warum.
notice-backup-due = Schreib deine Wörter auf
    .body = Jetzt gibt es etwas zu verlieren, und nur die Wörter bringen es zurück.

tray-open = Outpost öffnen
tray-quit = Beenden
tray-locked = Outpost ist gesperrt
tray-offline = Nicht mit dem Netz verbunden
tray-well =
    { $count ->
        [0] Verbunden
        [one] Ein Gerät, alles in Ordnung
       *[other] { $count } Geräte, alles in Ordnung
    }
tray-attention =
    { $count ->
        [one] Ein Gerät braucht dich
       *[other] { $count } Geräte brauchen dich
    }
