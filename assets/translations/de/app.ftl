app-name = Outpost
app-starting = Outpost startet…
app-starting-network = Das Übungsnetz startet auf diesem Computer. Beim ersten Mal dauert das bis zu einer Minute…
app-starting-device = Das simulierte Gerät startet…
app-practice = Übungsnetz: Diese Token haben keinen Wert.
app-back = Zurück
app-continue = Weiter
app-retry = Noch einmal
app-show = Zeigen
app-hide = Verbergen
app-copy = Kopieren
app-copied = Kopiert

nav-label = Hauptmenü
nav-home = Start
nav-devices = Geräte
nav-earnings = Einnahmen
nav-map = Karte
nav-network = Netz
nav-settings = Einstellungen
nav-more = Mehr
nav-wallet = Wallet
nav-offline = Keine Peers
nav-resting = Ruht (Akku)
nav-connecting = Verbinden…
nav-stale = Steht still
nav-synced = Block { $height }

freshness-line =
    Geprüft · Block { $height } · { $peers ->
        [one] { $peers } Peer
       *[other] { $peers } Peers
    } · { $ago }
freshness-line-stale = Geprüft bei Block { $height } · nichts Neueres seit { $since }
freshness-proof = Die Zahl wurde hier, auf diesem Computer oder Handy, geprüft. Zu ihr gehört ein Beweis gegen Block { $height } ({ $time }), und dieser Block trägt das Siegel des Netzes.
freshness-peers =
    { $peers ->
        [one] Ein Peer nennt diesen Block oder einen, der darauf aufbaut.
       *[other] { $peers } Peers nennen diesen Block oder einen, der darauf aufbaut.
    }
proven-here = Auf diesem Computer oder Handy gegen Block { $height } bewiesen, { $ago }.
proven-stale = Alt: Seit { $since } gab es keinen neueren Block.
proven-sum =
    { $count ->
        [one] Das ist eine Abrechnung, bewiesen bei Block { $highest }. Peers, die zustimmen: { $peers }.
       *[other] Das ist die Summe aus { $count } Abrechnungen, jede für sich bewiesen, bei den Blöcken { $lowest } bis { $highest }. Peers, die zustimmen: mindestens { $peers }.
    }
freshness-stale-advice = Seitdem hat das Netz keinen neueren Block gebracht. Die Zahl stimmte zu dieser Zeit und kann sich geändert haben. Sie erneuert sich, sobald wieder Blöcke ankommen.

code-scan = QR-Code scannen
code-picture = QR-Code aus einem Bild lesen
code-picture-paste = Ein Bild in der Zwischenablage lässt sich hier auch einfügen.
file-chosen = Ausgewählt: { $name }
code-reading = Der Code wird gesucht …
