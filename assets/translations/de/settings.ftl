settings-title = Einstellungen

settings-appearance = Aussehen
settings-language = Sprache
settings-language-system = Wie das System
settings-language-en = English
settings-language-es = Español
settings-language-de = Deutsch
settings-language-pt = Português
settings-language-ar = العربية
settings-theme = Farben
settings-theme-system = Wie das System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-units = Längen
settings-units-metric = Meter
settings-units-imperial = Fuß

settings-day = Dein Tag
settings-day-start = Ein Tag beginnt um
    .hint = Ab dieser Uhrzeit zählen die Einnahmen eines Tages, in der Anzeige und in Exporten.
settings-zone = Zeitzone
settings-zone-system = Wie das System
settings-zone-system-named = Wie das System ({ $zone })

settings-news = Benachrichtigungen
settings-news-offline = Ein Gerät berichtet nicht mehr
settings-news-reward = Eine Vergütung ist da
settings-news-transaction = Eine Transaktion ging durch oder schlug fehl
settings-news-backup = Eine Sicherung steht an
settings-news-devices = Neues von diesen Geräten

settings-computer = Dieser Computer
settings-start = Starten, wenn ich mich anmelde
    .hint = Im Hintergrund, damit die Zahlen aktuell sind, wenn du das Fenster öffnest.
settings-battery = Im Akkubetrieb ruhen
    .hint = Solange der Computer mit Akku läuft, wird nichts Neues geholt. Bei dem, was zu sehen ist, steht, wie alt es ist.
settings-folder = Datenordner
    .hint = Hier ist alles, was die App aufbewahrt, auch die Wallet. Wer ihn kopiert, braucht trotzdem deine Passphrase.
settings-folder-open = Ordner öffnen

support-title = Hilfe
support-warning = Niemand, der dir hilft, braucht deine Wörter.
    .body = Outpost hat keinen Kundendienst, der dich zuerst anschreibt. Wer deine zwölf Wörter, deine Passphrase oder eine Zahlung verlangt, will dich bestehlen, wie amtlich es auch aussieht.
support-what = Wenn du einen Fehler meldest, hilft dieser Text, ihn zu finden. Er enthält keine Wörter, keine Schlüssel, keine Adresse und keinen Ort. Lies ihn, bevor du ihn jemandem gibst.
support-preview = Text zeigen
support-text = Text für eine Meldung
support-save = Als Datei speichern
support-saved = Gespeichert: { $path }

licences-title = Über Outpost
licences-version = Outpost { $version }
licences-own = Outpost ist freie Software unter der Apache-Lizenz, Version 2.0. Es baut auf der Arbeit vieler anderer auf.
licences-show = Lizenzen zeigen
licences-reading = Die Liste wird gelesen…
licences-missing = Die Liste der Lizenzen ist nicht Teil dieser Fassung.
licences-list = Software und Lizenzen
licences-count = { $count } Pakete
licences-name = Name
licences-number = Version
licences-licence = Lizenz
