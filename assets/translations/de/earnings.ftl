earnings-title = Einnahmen
earnings-lead = Jede Vergütung mit ihren Gründen. Alle wurden auf diesem Computer oder Handy geprüft.
earnings-loading = Deine Abrechnungen werden gelesen…
earnings-none = In diesem Zeitraum wurde nichts verdient. Einnahmen stehen hier nach der ersten Epoche, in der ein Gerät von dir berichtet hat.
earnings-older-are-loading = Ältere Epochen werden noch geholt und geprüft. Bis sie hier sind, wachsen die Summen.
earnings-summing = Deine Abrechnungen werden addiert…
earnings-today = Heute verdient
earnings-week = Diese Woche
earnings-month = Dieser Monat
earnings-all = Insgesamt verdient
earnings-in = Verdient: { $period }
earnings-only = Nur { $name }. Alle zeigen
earnings-chart = Verdient, je { $step }
earnings-step-epoch = Epoche
earnings-step-hour = Stunde
earnings-step-day = Tag
earnings-step-week = Woche
earnings-step-month = Monat
earnings-week-of = Woche ab { $day }
earnings-adds-up =
    { $statements ->
        [one] Geht auf: Eine Abrechnung ergibt diese Summe, auf die letzte Einheit genau, { $count ->
            [one] in einem Balken.
           *[other] in { $count } Balken.
        }
       *[other] Geht auf: { $statements } Abrechnungen ergeben diese Summe, auf die letzte Einheit genau, { $count ->
            [one] in einem Balken.
           *[other] in { $count } Balken.
        }
    }
earnings-lines-add-up =
    { $count ->
        [one] Geht auf: Die Zeile ergibt die Summe der Epoche, auf die letzte Einheit genau.
       *[other] Geht auf: { $count } Zeilen ergeben die Summe der Epoche, auf die letzte Einheit genau.
    }
earnings-does-not-add-up = Die Teile ergeben nicht die Summe. Bitte verlass dich nicht auf diese Zahl, und melde den Fehler.
earnings-resources = Nach Art des Beitrags
earnings-devices = Nach Gerät
earnings-devices-add-up = Geht auf: { $count } Geräte ergeben die Summe, auf die letzte Einheit genau.
earnings-epochs = Nach Epoche
earnings-epoch = Epoche { $epoch }
earnings-ended = endete { $when }

period-label = Zeitraum
period-today = Heute
period-week = Diese Woche
period-month = Dieser Monat
period-year = Dieses Jahr
period-all = Gesamte Zeit
period-last-days =
    { $count ->
        [one] Letzter Tag
       *[other] Letzte { $count } Tage
    }
period-from-to = { $first } bis { $last }
period-choose = Tage wählen
period-first = Von
period-last = Bis, dieser Tag eingeschlossen

chart-as-table = Als Tabelle zeigen
chart-as-chart = Als Diagramm zeigen
chart-bar = { $name }: { $amount }
chart-amount = Betrag
chart-more = Mehr zeigen

epoch-back = Alle Einnahmen
epoch-total = Was diese Epoche gezahlt hat
epoch-lines = Zeilen
epoch-unpaid = Diese Epoche hat nichts gezahlt, oder ihre Abrechnung ist noch nicht hier.
epoch-pages = Seiten mit Zeilen
epoch-before = Vorige
epoch-after = Nächste
epoch-page = { $first } bis { $last } von { $count }

losses-title = Was mehr möglich gewesen wäre
losses-none = In diesem Zeitraum ging nichts verloren: Alles, was möglich war, zählt.
losses-best = Das bringt am meisten zurück, bis zu { $amount }:
    .do = Gerät ansehen
losses-best-device =
    { $count ->
        [one] Es geht um { $name }.
       *[other] Es geht um { $count } Geräte, vor allem um { $name }.
    }
losses-units = In Einheiten, für jede Art von Beitrag
losses-lines =
    { $count ->
        [one] eine Zeile
       *[other] { $count } Zeilen
    }
losses-add-up =
    { $count ->
        [one] Geht auf: Was möglich war, abzüglich aller Verluste, ist das, was gezahlt wurde, in einer Zeile.
       *[other] Geht auf: Was möglich war, abzüglich aller Verluste, ist das, was gezahlt wurde, über { $count } Zeilen.
    }

export-title = Export
export-open = Datei schreiben (CSV)
export-format = Wofür
export-plain = Tabellenprogramm: alles, was zu jeder Zeile bekannt ist
export-koinly = Koinly
export-cointracking = CoinTracking
export-rows = Eine Zeile für
export-lines = jedes Gerät und jede Epoche
export-days = jeden Tag
export-zone = Tage in der Zeitzone
export-starts = Ein Tag beginnt um
export-do = Datei schreiben
export-working = Die Datei wird geschrieben. Bei einer langen Geschichte dauert das einige Sekunden.
export-done =
    { $count ->
        [one] Geschrieben, mit einer Zeile: { $path }
       *[other] Geschrieben, mit { $count } Zeilen: { $path }
    }
export-adds-up = Geht auf: Die Beträge der Datei ergeben { $amount }, die Summe von oben.

waterfall-caption = { $resource }, in { $unit }
waterfall-possible = Möglich
waterfall-accepted = Zählt
waterfall-lost = − { $units }
waterfall-worth = { $amount } wert
waterfall-to-do = Was zu tun ist:
waterfall-times = × { $factor }
waterfall-reward = Vergütung

multiplier-none = Was seine Zelle zahlt
    .means = In seiner Zelle ist Platz, und zuletzt wurde dort beigetragen: Was zählt, wird voll bezahlt.
multiplier-crowd = Volle Zelle
    .means = Dort haben mehr Geräte beigetragen, als in der Zelle Platz haben. Darum teilen sie sich, was sie zahlt. In einer Zelle mit weniger anderen verdient ein Gerät mehr.
multiplier-freshness = Zuschlag für eine vernachlässigte Zelle
    .means = Dort hat eine Weile niemand beigetragen. Darum zahlt die Zelle mehr, bis wieder in jeder Epoche etwas kommt.

resource-coverage = Funkabdeckung
    .unit = Testsignalen
resource-storage = Speicher
    .unit = MiB, die ganze Epoche lang
resource-compute = Rechnen
    .unit = Aufträgen
resource-sensing = Temperatur und Feuchte
    .unit = Messwerten
resource-energy = Energie
    .unit = Wh
resource-mapping = Kartieren
    .unit = Tausendsteln einer Kartenzelle
