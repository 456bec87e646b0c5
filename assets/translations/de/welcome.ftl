welcome-title = Betreibe ein Stück des Netzes. Prüf jede Zahl selbst.
welcome-lead = Richte deine Geräte ein, sieh, was sie beitragen, und sieh, was du verdienst.
welcome-create = Wallet anlegen
    .lead = Du bist neu hier. Dauert eine Minute; du schreibst dir ein paar Wörter auf.
welcome-restore = Wallet wiederherstellen
    .lead = Du hast die Wörter einer früheren Sicherung.
welcome-pair = Mit meinem anderen Handy oder Computer koppeln
    .lead = Outpost hat deine Wallet schon dort. Es zeigt einen Code und sechs Wörter.
welcome-watch = Konto beobachten
    .lead = Verfolge ein Guthaben und seine Geräte über eine Adresse. Ohne Schlüssel auf diesem Computer oder Handy.
welcome-look-around = Erst einmal umsehen
    .lead = Sieh dir das Netz ohne Wallet an. Nichts zu unterschreiben, nichts zu zahlen.
welcome-creating = Deine Wallet wird angelegt…
welcome-promise = Deine Schlüssel bleiben auf diesem Computer oder Handy. Zwischen dir und deinen Einnahmen steht keine Firma.

passphrase-title = Wähle eine Passphrase
passphrase-lead = Sie schließt die Datei mit deinen Schlüsseln ab. Du wirst bei jedem Start der App danach gefragt.
passphrase-label = Passphrase
passphrase-hint = Mindestens { $shortest } Zeichen. Ein paar Wörter, die nichts miteinander zu tun haben, sind leicht zu merken und schwer zu erraten.
passphrase-repeat = Noch einmal dieselbe
passphrase-differs = Das ist nicht dasselbe wie oben.
passphrase-notice = Niemand kann sie zurücksetzen. Wenn du sie vergisst, bringen die Wörter deiner Sicherung die Wallet zurück.

restore-title = Stell deine Wallet wieder her
restore-lead = Tippe die Wörter deiner Sicherung in ihrer Reihenfolge ein, mit Leerzeichen dazwischen.
restore-words = Wörter deiner Sicherung
restore-count =
    { $count ->
        [0] Sicherungen haben 12 oder 24 Wörter.
        [one] Bisher { $count } Wort. Sicherungen haben 12 oder 24.
       *[other] Bisher { $count } Wörter. Sicherungen haben 12 oder 24.
    }
restore-continue = Wiederherstellen

pair-title = Mit meinem anderen Handy oder Computer koppeln
pair-lead = Öffne dort Wallet, dann Sperre und Sicherung, dann „Meine Wallet auf ein anderes Handy oder einen anderen Computer bringen“. Es zeigt einen Code und sechs Wörter.
pair-code = Der Code
    .hint = Füg ihn hier ein. Auch die Kamera eines Handys öffnet ihn.
pair-words = Die sechs Wörter
    .hint = In ihrer Reihenfolge, mit Leerzeichen dazwischen.
pair-notice = Deine Wallet und ihre Konten kommen mit, und ob deine Sicherung geprüft wurde. Namen von Konten und Geräten, dein Adressbuch und die Einstellungen bleiben, wo sie sind.
pair-continue = Meine Wallet herholen
pair-working = Der Code wird geöffnet…

unlock-title = Willkommen zurück
unlock-lead = Deine Passphrase entsperrt die Wallet auf diesem Computer oder Handy.
unlock-lead-biometrics = Dein Fingerabdruck oder Gesicht entsperrt die Wallet auf diesem Handy. Deine Passphrase tut es auch.
unlock-biometrics = Mit Fingerabdruck oder Gesicht entsperren
    .reason = Outpost-Wallet entsperren
    .cancel = Passphrase benutzen
unlock-continue = Entsperren
unlock-forgotten = Passphrase vergessen
unlock-aside-title = Hol sie mit deinen Wörtern zurück
unlock-aside-body = Niemand kann eine Passphrase zurücksetzen, aber aus den Wörtern deiner Sicherung entsteht dieselbe Wallet noch einmal, mit einer neuen. Die abgeschlossene Datei wird auf diesem Computer oder Handy beiseitegelegt, nicht gelöscht.
unlock-aside = Ich habe meine Wörter
unlock-aside-anyway = Trotzdem beiseitelegen
unlock-opening = Deine Wallet wird geöffnet. Vielleicht fragt dein System um Erlaubnis.
