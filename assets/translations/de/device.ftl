history-title = Seine Epochen
history-none = Seit es registriert wurde, hat noch keine Epoche gezahlt.
history-epoch = Epoche
history-counted = Zählte
history-counted-of = { $accepted } von { $possible } { $unit }
history-paid = Gezahlt
history-no-report = Kein Bericht
history-more = Mehr Epochen zeigen

device-settings = Einstellungen
device-name = Name
    .hint = Nur du siehst ihn, auf diesem Computer oder Handy.
device-rename = Namen speichern
device-change-fee = Jede Änderung kostet { $fee }, einmal von deinem Guthaben bezahlt.

device-place = Ort
device-place-is = Es steht in der Kartenzelle { $cell }.
device-place-none = Das Netz weiß nicht, wo es steht, darum zählt nichts, was es tut.
device-place-change = Es steht woanders
device-place-move = In diese Zelle

equipment-title = Ausstattung
equipment-lead = Was du hier sagst, begrenzt, was es melden kann. Sag, was stimmt: Berichte, die nicht passen, werden nicht bezahlt, und zu viele davon führen dazu, dass das Gerät gesperrt wird.
equipment-gain = Antennengewinn in dBi
    .hint = Steht auf der Antenne, zum Beispiel 5,8. Schreib 0, wenn sie keinen hat.
antenna-gain-invalid = Ein Gewinn liegt zwischen 0 und { $most } dBi und hat höchstens eine Nachkommastelle.
antenna-within = { $plan } erlaubt { $limit } dBm Abstrahlung. Mit dieser Antenne kann die Sendeleistung bleiben, wie sie ist.
antenna-over = Zu stark für { $plan }, wenn die Sendeleistung bleibt, wie sie ist: Höchstens { $limit } dBm dürfen abgestrahlt werden. Stell sie auf höchstens { $left } dBm, bevor das Gerät sendet.
equipment-source = Was Energie einspeist
equipment-source-none = Nichts
equipment-source-solar = Solarmodule
equipment-source-wind = Wind
equipment-source-other = Wasser, Biogas, eine Batterie oder etwas anderes
equipment-watts = Spitzenleistung in Watt
    .hint = Das Meiste, was die Anlage geben kann, zum Beispiel 4000.
equipment-watts-invalid = Eine Leistung ist eine ganze Zahl von Watt über 0.
equipment-declare = Dem Netz mitteilen

height-title = Höhe der Antenne
height-lead = Nur für dich: Das Netz fragt nicht nach der Höhe, und die Notiz bleibt auf diesem Computer oder Handy. Je höher eine Antenne über allem um sie herum steht, desto mehr Nachbarn hört sie.
height-metres = Höhe über dem Boden in Metern
height-feet = Höhe über dem Boden in Fuß
height-hint = Eine ganze Zahl, zum Beispiel 12. Nur für dich; lass es leer, wenn du sie nicht weißt.
height-invalid = Eine Höhe ist eine ganze Zahl, höchstens { $most }.
height-note = Notiz behalten

changing-place = Der neue Ort wird dem Netz mitgeteilt. Das dauert ein paar Sekunden.
changing-equipment = Es wird dem Netz mitgeteilt. Das dauert ein paar Sekunden.
changing-offer = Es wird angeboten. Das dauert ein paar Sekunden.
changing-withdrawal = Das Angebot wird zurückgezogen. Das dauert ein paar Sekunden.
changing-owner = Es wird übernommen. Das dauert ein paar Sekunden.
changing-release = Es wird freigegeben. Das dauert ein paar Sekunden.

hand-over-title = Weitergeben
hand-over-lead = Biete es dem Konto von jemand anderem an. Bis die Person annimmt, bleibt es deines und verdient für dich.
hand-over-to = Adresse der Person
    .hint = Sie beginnt mit op1. Frag danach, und vergleich die ersten und die letzten Buchstaben.
hand-over-offer = Anbieten
hand-over-confirm = Du bietest { $name } an: { $to }. Die Gebühr ist { $fee }.
    .after = Sobald die Person annimmt, gehört es ihr, mit allem, was es von da an verdient. Was es vorher verdient hat, bleibt deines. Bis dahin kannst du das Angebot zurückziehen.
hand-over-offer-now = Ja, anbieten
hand-over-keep = Nein, behalten
hand-over-offered = { $name } ist angeboten, und zwar
    .next = Es bleibt deines, bis die Person annimmt. Schick ihr seine Adresse, die oben steht; sie öffnet es in ihrer App unter Geräte.
hand-over-withdraw = Angebot zurückziehen

release = Freigeben
release-lead = Oder gib es frei, an niemanden: Wer es in den Händen hat, kann es dann registrieren.
release-confirm = { $name } gehört dann niemandem. Die Gebühr ist { $fee }.
    .after = Es verdient für niemanden, bis jemand es registriert, und dazu muss er am Gerät bestätigen. Was es verdient hat, bleibt deines. Das lässt sich aus der Ferne nicht rückgängig machen.
release-now = Ja, freigeben

offered-title = Dir wird ein Gerät angeboten
offered-lead = Sein Besitzer möchte es dir geben.
offered-owner = Sein Besitzer
offered-nobody = Niemand
offered-means = Wenn du annimmst, gehört es dir, und alles, was es von da an verdient. Die Gebühr ist { $fee }. Sag danach, wo es steht: Sein alter Ort wird vergessen.
offered-accept = Annehmen
