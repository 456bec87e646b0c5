loss-joined-during-epoch =
    .what = Bevor es dabei war
    .means = Du hast das Gerät hinzugefügt, als die Epoche schon lief. Was davor war, zählt nicht.
    .next = Nichts: Ab der nächsten Epoche zählt es voll.

loss-fewer-readings =
    .what = Messungen fehlen
    .means = Einen Teil der Epoche war es aus oder beschäftigt.
    .next = Sorge dafür, dass es immer Strom hat.

loss-no-location =
    .what = Ort unbekannt
    .means = Das Netz weiß nicht, wo es steht. Darum zählt nichts von dem, was es getan hat.
    .next = Füge das Gerät noch einmal hinzu, um die Einrichtung abzuschließen.

loss-out-of-range =
    .what = Unmögliche Werte
    .means = Mindestens ein Wert lag außerhalb dessen, was so ein Sensor messen kann. Darum wurde keinem geglaubt.
    .next = Sieh nach, ob der Sensor nass, locker oder kaputt ist.

loss-not-shown =
    .what = Aufzeichnungen nicht gezeigt
    .means = Das Netz wollte seine Aufzeichnungen sehen und bekam sie nicht rechtzeitig.
    .next = Lass es nach dem Ende einer Epoche an und online. Geräte, denen das oft passiert, werden gesperrt.

loss-flawed =
    .what = Aufzeichnungen passen nicht
    .means = Die Aufzeichnungen, die es gezeigt hat, sind nicht die, die es gemeldet hat.
    .next = Starte es neu und bring es auf den neuesten Stand. Geräte, denen das oft passiert, werden gesperrt.

loss-disagrees =
    .what = Anders als die Nachbarn
    .means = Die meisten Sensoren in der Nähe haben etwas anderes gemessen.
    .next = Stell es aus der Sonne, und weg von Wänden, Heizungen und Abluft.

loss-stuck =
    .what = Immer derselbe Wert
    .means = Die Werte eines Sensors, der funktioniert, ändern sich ein wenig. Diese nicht.
    .next = Sieh nach, ob der Sensor angeschlossen ist. Wenn ja, tausch ihn aus.

loss-copied =
    .what = Werte eines anderen Geräts
    .means = Ein anderes Gerät hat genau dasselbe gemeldet, und keine zwei Sensoren messen genau dasselbe.
    .next = Setz das Gerät zurück und richte es neu ein.

loss-same-owner =
    .what = Schon durch dein anderes Gerät abgedeckt
    .means = Was zwei deiner Geräte am selben Ort tun, zählt einmal.
    .next = Stell eines davon dorthin, wo du noch keines hast.

loss-fewer-beacons =
    .what = Testsignale nicht gesendet
    .means = Es hat weniger Testsignale gesendet, als es sollte.
    .next = Sorge dafür, dass es immer Strom hat und seine Antenne angeschlossen ist.

loss-not-scheduled =
    .what = Nicht im Plan
    .means = Es hat Testsignale genannt, die zu dieser Zeit niemand senden sollte.
    .next = Starte es neu und bring es auf den neuesten Stand, damit seine Uhr stimmt.

loss-too-near =
    .what = Zu nah beieinander
    .means = Es hat Geräte gehört, die so nah stehen, dass das nichts über die Abdeckung sagt.
    .next = Stell es weiter weg von den anderen.

loss-impossible-signal =
    .what = Zu starkes Signal
    .means = Das Signal, das es gemeldet hat, ist stärker, als es von so weit weg sein kann.
    .next = Prüf den Ort und die Antenne, die du dafür angegeben hast.

loss-not-witnessed =
    .what = Niemand hat es gehört
    .means = Kein Gerät eines anderen Besitzers hat es gehört, und es hat keines gehört.
    .next = Bring seine Antenne höher an, und draußen. Wo sonst noch niemand ist, zählt es, sobald andere dazukommen.

loss-closed-ring =
    .what = Nur in einer Gruppe gehört
    .means = Die, die es hören, hören nur einander.
    .next = Es zählt, sobald auch Geräte von anderen ringsum es hören.

loss-beyond-capacity =
    .what = Mehr, als die Anlage geben kann
    .means = Es hat mehr Energie eingespeist, als eine Anlage der angegebenen Größe geben kann.
    .next = Berichtige die Größe, die du angegeben hast.

loss-no-daylight =
    .what = Sonnenenergie ohne Tageslicht
    .means = Der Zähler hat Sonnenenergie gezählt, als die Sonne nicht schien.
    .next = Prüf seinen Ort. Wenn eine Batterie einspeist, gib sie als Quelle an.

loss-meter-jumped =
    .what = Der Zähler ist gesprungen
    .means = Er lief rückwärts, oder er machte bei einer anderen Zahl weiter als der, bei der er aufgehört hatte.
    .next = Nichts, wenn der Zähler getauscht wurde. Sonst lass ihn prüfen.

loss-fewer-sectors =
    .what = Speicher nicht mehr bereitgehalten
    .means = Es hält für andere weniger bereit, als es zugesagt hat.
    .next = Sieh nach, ob sein Speicher voll oder kaputt ist.

loss-dissent =
    .what = Anderes Ergebnis als die anderen
    .means = Die meisten, die denselben Auftrag gerechnet haben, bekamen ein anderes Ergebnis.
    .next = Starte es neu und bring es auf den neuesten Stand. Wiederholt sich das, ist vielleicht sein Arbeitsspeicher kaputt.

loss-no-quorum =
    .what = Zu wenige rechneten mit
    .means = So wenige haben denselben Auftrag gerechnet, dass niemand sagen kann, wessen Ergebnis stimmt.
    .next = Nichts: Das kommt vor, solange nur wenige Geräte rechnen.

loss-fewer-jobs =
    .what = Aufträge nicht erledigt
    .means = Es hat weniger Aufträge erledigt, als es bekommen hat.
    .next = Sorge dafür, dass es immer an ist und nichts anderes zu tun hat.

loss-already-fresh =
    .what = Vor Kurzem erst kartiert
    .means = Die Karte war hier noch frisch, darum gab es weniger oder nichts.
    .next = Geh dorthin, wo die Karte älter ist.

loss-unconfirmed =
    .what = Noch nicht bestätigt
    .means = Noch niemand sonst hat dort dasselbe gesehen. Einen Ort bestätigen andere, die ihn kartieren; einen Zähler mindestens drei Zähler anderer in der Nähe mit derselben Quelle, die dieselben Wolken oder Böen gespürt haben.
    .next = Nichts: Wo auch andere kartieren oder messen, zählt es voll. Energie, die gleichmäßig kommt, wird nie bestätigt.

loss-too-sparse =
    .what = Zu wenige Punkte
    .means = Die Spur hat dort zu wenige Punkte, um den Ort zu kartieren.
    .next = Geh langsamer, und gib dem Empfänger freie Sicht zum Himmel.

loss-not-sealed =
    .what = Nicht vorher angekündigt
    .means = Was gemessen wurde, muss in einer Epoche versiegelt und in der nächsten geöffnet werden, damit es niemand abschreiben kann. Dieses passte nicht zu seinem Siegel, oder es gab noch keines.
    .next = Lass es an. Nach einer Unterbrechung zählt es ab der zweiten Epoche wieder.
