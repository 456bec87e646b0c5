map-title = Karte
map-lead = Wo Leute beitragen, und was ein Gerät mehr dort verdienen würde. Auf diesem Computer oder Handy bewiesen.
map-mapping = Weg aufzeichnen oder aus einer Spur planen
map-opening = Die Karte wird geöffnet…
map-label = Karte der Zellen
map-failed = Dieser Computer kann die Karte nicht zeichnen. In der Liste steht alles, was sie zeigt.
map-nearer = Näher
map-farther = Weiter weg
map-sources = Natural Earth, GeoNames
map-resource = Beitrag
map-layer = Farbe nach
map-layer-coverage = Geräte
map-layer-freshness = Alter
map-layer-reward = Vergütung
map-shown = Zeigen als
map-as-map = Karte
map-as-list = Liste
map-list = Zellen um die Mitte der Karte
map-asking = Peers werden nach diesen Zellen gefragt…
map-no-cells = Such eine Stadt oder zoom in die Karte, um ihre Zellen zu sehen.
map-too-far = Zoom näher heran, um Zellen zu sehen.
map-privacy = Peers erfahren, welche Zellen du dir ansiehst, und nichts Genaueres. Deine genaue Position verlässt diesen Computer oder dieses Handy nie.
map-column-place = Zelle
map-column-devices = Geräte
map-column-last = Letzter Beitrag
map-column-reward = Eines mehr verdient am Tag
map-nobody = Niemand
map-full = { $count } Geräte: voll
map-never = Nie
map-fresh = Letzte Epoche
map-little = Am wenigsten
map-unknown = Noch unbekannt
map-key-device = Dein Gerät
map-key-plan = Geplant
map-in-town = { $town }
map-near-town = { $distance } { $direction } von { $town }
map-north = nördlich
map-north-east = nordöstlich
map-east = östlich
map-south-east = südöstlich
map-south = südlich
map-south-west = südwestlich
map-west = westlich
map-north-west = nordwestlich

cell-devices = Geräte
    .value = { $devices }; voll bezahlt werden in einer Zelle { $capacity }
cell-last = Letzter Beitrag
cell-own = Deine Geräte hier

estimate-title = Was ein Gerät mehr hier verdienen würde
estimate-waiting = Peers werden gefragt, und hier wird gerechnet…
estimate-day = An einem Tag
estimate-month = In 30 Tagen
estimate-range = zwischen { $low } und { $high }
estimate-payback = Hat sich bezahlt gemacht nach
estimate-payback-range = zwischen { $soonest } und { $latest } Tagen
estimate-payback-maybe = im besten Fall nach { $soonest } Tagen, vielleicht nie
estimate-never = Nie, so wie es jetzt ist
estimate-room =
    { $count ->
        [0] Niemand sonst trägt das hier bei; voll bezahlt werden { $capacity } Geräte.
        [one] Ein Gerät trägt das hier bei; voll bezahlt werden { $capacity }.
       *[other] { $count } Geräte tragen das hier bei; voll bezahlt werden { $capacity }.
    }
estimate-crowded =
    { $count ->
        [one] Diese Zelle ist voll: Ein Gerät ist schon hier. Mit deinem bekommt jedes { $share } des vollen Satzes. Eine Nachbarzelle zahlt vielleicht mehr.
       *[other] Diese Zelle ist voll: { $count } Geräte sind schon hier. Mit deinem bekommt jedes { $share } des vollen Satzes. Eine Nachbarzelle zahlt vielleicht mehr.
    }
estimate-stale = Hier hat eine Weile niemand beigetragen. Darum zahlt die erste Epoche { $share } des Üblichen.
estimate-how =
    { $count ->
        [one] Eine Spanne, kein Versprechen: aus einer bezahlten Epoche, für ein durchschnittliches Gerät. Einmal von zehn ist es weniger, einmal von zehn mehr.
       *[other] Eine Spanne, kein Versprechen: aus den letzten { $count } bezahlten Epochen, für ein durchschnittliches Gerät. Einmal von zehn ist es weniger, einmal von zehn mehr.
    }
estimate-costs = Preis und Strom: Wann hat es sich bezahlt gemacht?
estimate-costs-note = In einer beliebigen Währung, in allen Feldern derselben. Bleibt auf diesem Computer oder Handy.
cost-price = Preis des Geräts
cost-watts = Strom, den es braucht, in Watt
cost-kilowatt-hour = Preis einer Kilowattstunde
cost-token = Was dir ein Token wert ist
cost-token-hint = Das verspricht niemand; davon hängt ab, wann es sich bezahlt macht.
cost-problem = Gib eine Zahl ein, wie { $example }.
radio-limit = Funkregeln hier: { $plan }, höchstens { $limit } dBm abgestrahlt
radio-band = Das Band reicht von { $low } bis { $high } MHz. Sendeleistung und Antennengewinn zusammen müssen unter der Grenze bleiben: Mit einer besseren Antenne muss der Hotspot schwächer senden.
radio-conducted = Außerdem dürfen höchstens { $limit } dBm in die Antenne gehen.
radio-source = Quelle: { $source }

plans-title = Geplante Geräte
plans-none = Noch keine. Wähle eine Zelle und plane dort ein Gerät, um Orte zu vergleichen, bevor du kaufst.
plan-here = Hier ein Gerät planen
plan-noted = Geplant. Es steht unten in der Liste.
plan-earns = { $amount } am Tag
plan-forget = Vergessen

mapping-title = Kartieren
mapping-lead = Zeichne einen Weg oder eine Fahrt auf, sieh, welche Zellen das auffrischt und was sie zahlen, und lass dich dafür bezahlen.
mapping-how = Eine Spur von früher wird nicht bezahlt, weil sie nicht unterwegs versiegelt wurde. Sie hilft zu wählen, wohin du gehst.
mapping-privacy = Genaue Orte bleiben hier. Eingereicht werden Zellen, und wer prüft, bekommt einzelne Stücke des Weges zu sehen, auf 50 m genau.
track-open = Spur öffnen
track-open-hint = Eine GPX- oder GeoJSON-Datei, wie Uhren, Handys und die meisten Karten-Apps sie exportieren.
track-reading = Die Spur wird gelesen…
track-loading = Deine Spuren werden gesucht…
track-length =
    { $count ->
        [one] { $distance } durch eine Zelle
       *[other] { $distance } durch { $count } Zellen
    }
track-total = Diese Zellen zahlen höchstens:
track-total-note = Zum neuesten Preis, an den, der sie in der nächsten Epoche kartiert, wenn mindestens zwei andere dasselbe sehen und die Zellen nicht voll sind.
track-cells = Zellen der Spur, in der Reihenfolge des Weges
track-column-last = Zuletzt kartiert
track-column-pays = Zahlt höchstens
tracks-title = Spuren von anderswo
tracks-none = Noch keine Spuren.

walk-title = Einen Weg aufzeichnen
walk-receiver = Aufzeichnen mit
walk-receiver-hint = Ein GPS-Empfänger an einem USB-Anschluss, oder dieses Handy.
walk-phone = Dieses Handy
walk-looking = Empfänger werden gesucht…
walk-look-again = Noch einmal suchen
walk-no-receiver = Es wurde kein GPS-Empfänger gefunden. Stecke einen an, oder öffne Outpost auf einem Handy.
walk-record = Aufzeichnen
walk-go-on = Weiter
walk-pause = Pause
walk-end = Weg beenden
walk-paused = Angehalten. Was aufgezeichnet ist, bleibt.
walk-searching = Der Empfänger wird erwartet…
walk-no-fix = Der Empfänger weiß noch nicht, wo er ist. Geh dorthin, wo er den Himmel sieht.
walk-recording = Es wird aufgezeichnet. Jeder Punkt wird sofort behalten.
walk-gone = Der Empfänger ist weg. Sobald er wieder da ist, geht es weiter.
walk-not-permitted = Outpost darf nicht sehen, wo dieses Handy ist. Erlaub es in den Einstellungen des Handys unter Outpost und Standort, sieh nach, ob der Standort eingeschaltet ist, und drück auf „Weiter“.
walk-not-kept = Das kann nicht aufgeschrieben werden: Vielleicht ist auf diesem Gerät kein Platz mehr. Schaff Platz, dann geht die Aufzeichnung von selbst weiter.
walk-accuracy = Kann abweichen um
walk-speed = Tempo
walk-an-hour = { $distance } in der Stunde
walk-length = Bisher
walk-cells = Zellen bisher
walk-around = WLAN-Zugangspunkte in Reichweite
walk-unknown = Nicht bekannt
walk-sees-nothing = Dieses System sagt nicht, welche WLAN-Zugangspunkte in Reichweite sind. Ohne sie kann niemand bestätigen, wo du warst: Dieser Weg wird behalten, aber nicht bezahlt.
walk-device-name = Diese App (Kartieren)
walk-device-nobody = Wege werden bezahlt, sobald diese App als Gerät deines Kontos angemeldet ist. Was vorher aufgezeichnet wurde, nicht.
walk-device-fee = Das kostet einmalig { $fee }.
walk-device-claim = Diese App anmelden
walk-device-claiming = Die App wird angemeldet. Das dauert ein paar Sekunden.
walk-device-another = Diese App ist für ein anderes Konto angemeldet, das für Wege bezahlt wird. Wechsle zu diesem Konto, um das zu sehen.
walks-title = Deine Wege
walks-none = Noch keine Wege.
walk-stage-recording = Geht weiter
walk-stage-offline = Nicht eingereicht: wartet auf das Netz
walk-stage-waiting = Nicht eingereicht: Die Epoche läuft noch, oder das Netz ist weg ({ $done } von { $of })
walk-stage-handing-in = Wird eingereicht: { $done } von { $of }
walk-stage-done =
    { $count ->
        [one] Eingereicht, mit einer Zelle
       *[other] Eingereicht, mit { $count } Zellen
    }
walk-stage-partly =
    { $count ->
        [one] Eingereicht, mit einer Zelle; der Rest kam zu spät und bleibt hier
       *[other] Eingereicht, mit { $count } Zellen; der Rest kam zu spät und bleibt hier
    }
walk-stage-late = Kam zu spät: Das Netz nimmt für diese Zeit keine Meldung mehr. Er bleibt hier.
walk-stage-nothing = Nichts davon zählt: Eine Zelle braucht zwei Dutzend Punkte und Zugangspunkte in Reichweite. Er bleibt hier.
walk-export = Als GPX speichern
walk-exported = Gespeichert: { $path }
walk-delete = Löschen
walk-delete-unsent = Dieser Weg ist nicht eingereicht. Wenn du ihn löschst, wird er nie bezahlt.
walk-keep = Behalten
walk-delete-anyway = Trotzdem löschen
unsent-walks =
    { $count ->
        [one] Ein Weg ist noch nicht eingereicht. Bis dahin bleibt er hier.
       *[other] { $count } Wege sind noch nicht eingereicht. Bis dahin bleiben sie hier.
    }
unsent-progress = { $done } von { $of } Meldungen sind eingereicht.
unsent-label = Eingereichte Meldungen
unsent-open = Wege zeigen
