wallet-title = Wallet
wallet-send = Senden
wallet-receive = Empfangen
wallet-more = Mehr in der Wallet
wallet-accounts = Konten
wallet-contacts = Adressbuch
wallet-sign = Nachricht unterschreiben
wallet-security = Sperre und Sicherung
wallet-watching = Dieses Konto beobachtest du nur. Seine Schlüssel sind nicht auf diesem Computer oder Handy. Du siehst alles und kannst nichts unterschreiben.

account-numbered = Konto { $number }
accounts-lead = Deine Wörter bringen alle deine eigenen Konten zurück. Bei beobachteten liegen die Schlüssel anderswo.
account-shown = Wird gezeigt
account-switch = Dieses Konto zeigen
account-name = Name
account-rename = Namen speichern
account-forget = Nicht mehr beobachten
account-add = Noch ein eigenes Konto
    .lead = Es hat eine eigene Adresse, und dieselben Wörter bringen es zurück. Andere sehen nicht, dass beide dir gehören.
    .do = Konto hinzufügen
account-watch = Konto beobachten
    .lead = Verfolge ein Konto allein über seine Adresse, etwa eines, dessen Wörter im Tresor liegen.
accounts-own = Ein eigenes Konto
    .lead = Zum Unterschreiben und Zahlen brauchst du eine Wallet auf diesem Computer oder Handy. Was du beobachtest, bleibt.

watch-title = Konto beobachten
watch-lead = Sieh sein Guthaben, seine Geräte und Einnahmen. Jede Zahl wird hier auf Computer oder Handy geprüft.
watch-notice = Zum Ansehen genügt eine Adresse. Ohne die Wörter lässt sich nichts unterschreiben und nichts zahlen.
watch-address = Adresse zum Beobachten
watch-address-hint = Beginnt mit op1. Ein Link geht auch.
watch-do = Beobachten

contacts-lead = Wie du andere nennst. Die Namen bleiben auf diesem Computer oder Handy.
contacts-none = Noch niemand. Füge unten jemanden hinzu, oder nachdem du ihn bezahlt hast.
contacts-loading = Das Adressbuch wird geöffnet…
contact-new = Jemanden hinzufügen
contact-keep = Merken, wer das ist
contact-name = Name
contact-address = Adresse
contact-save = Speichern
contact-pay = Senden
contact-remove = Entfernen

receive-title = Empfangen
receive-lead = Wer dir etwas zahlen will, scannt diesen Code oder kopiert deine Adresse.
receive-address = Deine Adresse
receive-qr = QR-Code deiner Adresse
receive-compare = Um Adressen zu vergleichen, sieh auf die fetten Buchstaben an beiden Enden.
receive-copy = Adresse kopieren
receive-copy-link = Link kopieren
receive-ask = Um einen Betrag bitten
receive-amount = Betrag
receive-amount-hint = Steht dann schon im Formular des Zahlers. Er kann ihn noch ändern.
receive-note = Wofür
receive-note-hint = Der Zahler sieht es. Es steht im Link und nie im Netz.

send-title = Senden
send-lead = Du siehst, was geschieht, bevor etwas unterschrieben wird.
send-to = An
send-to-hint = Eine Adresse, ein Link oder ein Name aus deinem Adressbuch.
send-amount = Betrag
send-everything = Alles senden
send-everything-is = Alles, weniger die Gebühr.
send-part = Lieber einen Betrag eingeben
send-note = Wofür
send-note-hint = Nur für dich. Es bleibt auf diesem Computer oder Handy.
send-fee = Gebühr
note-too-long = Höchstens { $most } einfache Zeichen.
amount-no-number = Gib eine Zahl ein, wie { $example }.
amount-decimals = Höchstens { $most } Stellen nach dem Komma.
amount-too-large = Das ist mehr, als es gibt.

confirm-title = { $amount } an { $who } senden?
confirm-lead = { $who } bekommt { $amount }. Das Netz verbrennt eine Gebühr von { $fee }. Du behältst { $after }. Ist es einmal unterschrieben, kann es niemand zurücknehmen.
confirm-itself = Das ist die Adresse des Kontos, das zahlt. Du würdest eine Gebühr zahlen und hättest am Ende den Rest.
confirm-never-used = Noch niemand hat diese Adresse benutzt. Ist ein Buchstabe falsch, sind die Token für immer weg. Vergleich sie mit dem Original.
confirm-before = Du hast jetzt
confirm-after = Du behältst
confirm-send = { $amount } senden

progress-signing = Wird unterschrieben…
progress-stage-signed = Unterschrieben und aufgeschrieben
progress-stage-sent = Dem Netz übergeben
progress-stage-final = Endgültig und bewiesen
progress-waiting = Ein Peer wird gesucht, der es annimmt. Du kannst die App schließen; beim nächsten Start geht es weiter.
progress-sent = Das Netz hat es. In ein paar Sekunden ist es endgültig. Darauf musst du nicht warten.
progress-final = Fertig. Es ist endgültig, und hier liegt der Beweis aus Block { $height }.
progress-done = Zurück zur Wallet

transaction-waiting = Wartet auf einen Peer
transaction-sent = Unterwegs
transaction-final = Endgültig und bewiesen
transaction-failed = Nicht ausgeführt; nichts wurde bezahlt
transaction-proven = Bewiesen bei
transaction-height = Block { $height }
transaction-id = Nummer

ledger-title = Verlauf
ledger-more = Ältere zeigen
ledger-loading = Dein Verlauf wird zusammengestellt…
ledger-catching-up = Ältere Abrechnungen kommen noch an; danach stehen hier die neuesten Änderungen.
ledger-none = Noch ist nichts geschehen. Was hereinkommt, steht hier.
ledger-was-there = Guthaben, als hier zuerst nachgesehen wurde
    .why = Bei Block { $height } hatte das Konto so viel. Was davor war, weiß der Computer oder das Handy, auf dem es geschah.
ledger-reward = Vergütungen für Epoche { $epoch }
    .why = Jede Einheit davon ist unter Einnahmen erklärt.
ledger-came-in = Empfangen
    .why = Es kam nach Block { $after } und bis Block { $until } herein. Das Netz beweist Guthaben; darum ist das der genaue Unterschied, ohne Vergütungen und ohne das, was du ausgegeben hast. Von wem es kam, sagt es nicht.
ledger-elsewhere = Von einem anderen Computer oder Handy
    .why =
    { $count ->
        [one] Mit denselben Wörtern wurde anderswo eine Transaktion gemacht, nach Block { $after } und bis Block { $until }. So viel macht sie zusammen mit dem aus, was hereinkam.
       *[other] Mit denselben Wörtern wurden anderswo { $count } Transaktionen gemacht, nach Block { $after } und bis Block { $until }. So viel machen sie zusammen mit dem aus, was hereinkam.
    }
ledger-note = Deine Notiz: { $note }
ledger-to = An { $who }
ledger-claim = { $device } registriert
ledger-place = Ort von { $device } festgelegt
ledger-release = { $device } freigegeben
ledger-offer = { $device } jemandem angeboten
ledger-accept = { $device } übernommen
ledger-equipment = Ausstattung von { $device } angegeben
ledger-credits = Nutzungsguthaben gekauft
ledger-use = Netz genutzt
ledger-sums = Woraus dein Guthaben besteht
ledger-opening = Am Anfang
ledger-rewards = Vergütungen
ledger-received = Empfangen
ledger-sent = Gesendet
ledger-fees = Gebühren
ledger-adds-up =
    { $count ->
        [one] Eine Änderung ergibt dein Guthaben.
       *[other] { $count } Änderungen ergeben dein Guthaben.
    }

sign-lead = Zeig, dass ein Konto deines ist, oder prüf, was jemand anderes unterschrieben hat.
sign-means = Eine Nachricht zu unterschreiben bewegt keine Token und kostet nichts. Es zeigt, dass du die Schlüssel dieses Kontos hast. Unterschreib nur, was du auch öffentlich sagen würdest, und nie, worum dich ein Fremder bittet.
sign-text = Nachricht
sign-do = Unterschreiben
sign-done = Gib das alles weiter, auch die Zeilen aus Strichen:
verify-title = Unterschriebene Nachricht prüfen
verify-text = Unterschriebene Nachricht
verify-do = Prüfen
verify-yes = { $who } hat genau das unterschrieben.
verify-no = Die Unterschrift ist falsch. Verlass dich nicht auf diesen Text, und nicht darauf, wer ihn geschrieben haben soll.

security-lead = Halte andere fern und die Wallet sicher.
security-backup = Sicherung
security-backed-up = Du hast gezeigt, dass die Wörter dieser Wallet aufgeschrieben sind.
security-not-backed-up = Es ist nicht bekannt, dass die Wörter dieser Wallet aufgeschrieben sind. Ohne sie bedeutet ein kaputter Computer oder ein kaputtes Handy verlorene Token.
security-check-backup = Noch einmal prüfen
security-pair = Meine Wallet auf ein anderes Handy oder einen anderen Computer bringen
    .lead = Dieselbe Wallet auf Handy und Computer. Beide unterschreiben dann für dieselben Konten.
    .do = Code zeigen
security-lock = Sperre
    .lead = Nichts ist zu sehen, bis du sie wieder entsperrst. Zahlungen, die unterwegs sind, gehen weiter.
    .do = Jetzt sperren
biometrics = Mit Fingerabdruck oder Gesicht entsperren
    .hint = Der Sperrbildschirm fragt dann zuerst danach. Deine Passphrase funktioniert immer, also behalte sie im Kopf.
    .reason = Zeig, dass sich deine Outpost-Wallet so öffnet
    .cancel = Abbrechen
security-passphrase = Passphrase
    .lead = Die Wallet bleibt dieselbe. Die alte Datei bleibt, bis die neue einmal geöffnet wurde.
    .do = Passphrase ändern
security-old = Jetzige Passphrase
security-changed = Die Passphrase wurde geändert.
security-system = Der Schlüsselspeicher deines Systems bewahrt diese Wallet auf und öffnet sie, wenn du dich anmeldest, mit Fingerabdruck oder Gesicht, wenn das System so eingestellt ist. Sperr deinen Computer oder dein Handy, damit niemand sonst herankommt.

offer-title = Meine Wallet auf ein anderes Handy oder einen anderen Computer bringen
offer-lead = Du bekommst einen Code und sechs Wörter. Zusammen bringen sie diese Wallet mit allen ihren Konten dorthin.
offer-warning = Wer beides hat, hat deine Token, jetzt und für immer. Sorg dafür, dass niemand zusieht, fotografiere nicht beides und schick es niemandem.
offer-passphrase = Passphrase dieser Wallet
offer-do = Code und Wörter zeigen
offer-next = Wähl dort auf der ersten Seite „Mit meinem anderen Handy oder Computer koppeln“, dann scanne den Code oder füg ihn ein und tippe die Wörter.
offer-qr = Der Code als Bild für eine Kamera
offer-copy = Code kopieren
offer-words = Die sechs Wörter
offer-until = Beides wird nach zwei Minuten verborgen, oder wenn du die Seite verlässt.
offer-hide = Fertig, verbergen
offer-hidden = Code und Wörter sind verborgen. Für neue fang noch einmal an.
