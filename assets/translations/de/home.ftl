home-title = Start
home-balance = Guthaben
home-devices = Deine Geräte
home-devices-in-need =
    { $count ->
        [one] Ein Gerät braucht dich
       *[other] { $count } Geräte brauchen dich
    }
home-all-devices = Alle { $count } Geräte
home-last-month = Die letzten 30 Tage
home-address = Deine Adresse
home-connecting = Peers werden gesucht. Das dauert ein paar Sekunden.
home-verifying-block = Der neueste Block wird geprüft…
home-verifying-account = Dein Guthaben wird gegen den neuesten Block geprüft…
home-looking-network = Du siehst dir an

next-create = Du siehst dich um
    .body = Um ein Gerät hinzuzufügen und damit zu verdienen, brauchst du eine Wallet. Das dauert eine Minute.
    .do = Zur Wallet
next-resume = Richte dein Gerät fertig ein
    .body = Du hast mittendrin aufgehört. Alles bisher ist noch da.
    .do = Weiter
next-attend = { $name }: { $state }
    .do = Nachsehen
next-back-up = Sichere deine Wallet
    .body = Jetzt gibt es etwas zu verlieren. Geht dieser Computer oder dieses Handy ohne Sicherung kaputt, sind deine Token für immer weg.
    .do = Jetzt sichern
next-tokens = Hol dir Token zum Üben
    .body = Ein Gerät zu registrieren kostet eine kleine Gebühr. In diesem Netz bekommst du die Token dafür umsonst.
    .do = Token holen
next-add = Füge dein erstes Gerät hinzu
    .body = Steck es an, bring es ins WLAN, sag, wo es steht. Ab der nächsten Epoche verdient es.
    .do = Gerät hinzufügen
next-wait = Alles in Ordnung
    .body = Nichts zu tun. Die nächsten Vergütungen kommen { $when }.
next-nothing = Im Moment ist nichts zu tun.
