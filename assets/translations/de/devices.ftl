devices-title = Geräte
devices-lead =
    { $count ->
        [0] Noch keine.
        [one] Ein Gerät verdient für dich.
       *[other] { $count } Geräte verdienen für dich.
    }
devices-add = Gerät hinzufügen
devices-none = Du hast noch keine Geräte.
devices-need-wallet = Um ein Gerät hinzuzufügen, brauchst du eine Wallet. Auf der Startseite kannst du eine anlegen.

device-suspended = Gesperrt
    .advice = Was es gemeldet hat, war zu oft falsch oder ließ sich nicht belegen. Das Netz nimmt eine Weile keine Berichte von ihm an. Lass es an und online, und bring es auf den neuesten Stand; dann geht es von selbst weiter.
device-silent = Keine Berichte
    .advice = Es hat Epochen verpasst und verdient solange nichts. Sieh nach, ob es Strom hat und ob sein WLAN funktioniert. Sobald beides wieder da ist, geht es von selbst weiter.
device-needs-place = Kein Ort
    .advice = Das Netz weiß nicht, wo es steht, darum zählt nichts, was es misst. Öffne es, und sag, wo es steht.
device-waiting = Erster Bericht steht aus
    .advice = Alles ist eingerichtet. Sein erster Bericht kommt am Ende der Epoche; lass es angesteckt.
device-working = Arbeitet
    .advice = Es berichtet in jeder Epoche. Nichts zu tun.

device-all = Alle Geräte
device-unknown = Das Gerät gehört dir nicht
    .lead = Vielleicht wurde es freigegeben, oder der Link stammt aus einer anderen Wallet.
device-earned = Bisher verdient
device-last-report = Letzter Bericht
device-epoch = Epoche { $epoch }
device-no-report = Noch keiner
device-cell = Ort (Zelle der Karte)
device-no-cell = Noch keiner
device-claimed = Registriert
device-address = Adresse
devices-loading = Wird geladen…
