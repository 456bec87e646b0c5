history-title = Sus épocas
history-none = No se ha pagado ninguna época desde que se registró.
history-epoch = Época
history-counted = Contó
history-counted-of = { $accepted } de { $possible } { $unit }
history-paid = Pagado
history-no-report = Sin informe
history-more = Mostrar más épocas

device-settings = Ajustes
device-name = Nombre
    .hint = Solo lo ves tú, en este equipo.
device-rename = Guardar el nombre
device-change-fee = Cada cambio cuesta { $fee }, que se paga una vez de tu saldo.

device-place = Lugar
device-place-is = Está en la celda del mapa { $cell }.
device-place-none = La red no sabe dónde está, así que no cuenta nada de lo que hace.
device-place-change = Está en otro lugar
device-place-move = Pasar a esta celda

equipment-title = Equipamiento
equipment-lead = Lo que digas aquí limita lo que puede informar. Di la verdad: los informes que no encajan no se pagan, y si son demasiados, el dispositivo se suspende.
equipment-gain = Ganancia de la antena en dBi
    .hint = Está impresa en la antena, por ejemplo 5,8. Pon 0 si no tiene.
antenna-gain-invalid = La ganancia está entre 0 y { $most } dBi, con un decimal como mucho.
antenna-within = { $plan } permite radiar { $limit } dBm. Con esta antena, la radio puede quedarse como venía.
antenna-over = Demasiado fuerte para { $plan } si la radio se queda como venía: se pueden radiar como mucho { $limit } dBm. Ajusta la radio a { $left } dBm o menos antes de que emita.
equipment-source = De dónde viene la energía que aporta
equipment-source-none = De ningún sitio
equipment-source-solar = Paneles solares
equipment-source-wind = Viento
equipment-source-other = Agua, biogás, una batería u otra cosa
equipment-watts = Potencia máxima en vatios
    .hint = Lo máximo que puede dar, por ejemplo 4000.
equipment-watts-invalid = La potencia es un número entero de vatios mayor que 0.
equipment-declare = Decírselo a la red

height-title = Altura de la antena
height-lead = Solo para ti: la red no pregunta la altura, y la nota se queda en este equipo. Cuanto más alta está una antena sobre lo que la rodea, más vecinos oye.
height-metres = Altura sobre el suelo en metros
height-feet = Altura sobre el suelo en pies
height-hint = Un número entero, por ejemplo 12. Es solo para ti; déjalo vacío si no la sabes.
height-invalid = La altura es un número entero, como mucho { $most }.
height-note = Guardar la nota

changing-place = Cambiando su lugar en la red. Tarda unos segundos.
changing-equipment = Diciéndoselo a la red. Tarda unos segundos.
changing-offer = Ofreciéndolo. Tarda unos segundos.
changing-withdrawal = Retirando la oferta. Tarda unos segundos.
changing-owner = Pasándolo a tu cuenta. Tarda unos segundos.
changing-release = Liberándolo. Tarda unos segundos.

hand-over-title = Dárselo a alguien
hand-over-lead = Ofrécelo a la cuenta de otra persona. Sigue siendo tuyo, y gana para ti, hasta que acepte.
hand-over-to = Su dirección
    .hint = Empieza por op1. Pídesela, y compara las primeras y las últimas letras.
hand-over-offer = Ofrecer
hand-over-confirm = Ofreces { $name } a { $to }. La comisión es { $fee }.
    .after = Cuando acepte, será suyo, con todo lo que gane desde entonces. Lo que ganó antes sigue siendo tuyo. Hasta ese momento puedes retirar la oferta.
hand-over-offer-now = Sí, ofrecer
hand-over-keep = No, conservar
hand-over-offered = { $name } está ofrecido a
    .next = Es tuyo hasta que acepte. Envíale la dirección del dispositivo, que está arriba; lo abre en su app, en Dispositivos.
hand-over-withdraw = Retirar la oferta

release = Liberar
release-lead = O libéralo sin dárselo a nadie: quien lo tenga en las manos podrá registrarlo.
release-confirm = { $name } no será de nadie. La comisión es { $fee }.
    .after = No gana para nadie hasta que alguien lo registre, y para eso hay que confirmar en el dispositivo. Lo que ganó sigue siendo tuyo. Esto no se puede deshacer desde lejos.
release-now = Sí, liberar

offered-title = Te ofrecen un dispositivo
offered-lead = Su dueño quiere dártelo.
offered-owner = Su dueño
offered-nobody = Nadie
offered-means = Cuando aceptes, es tuyo, y también lo que gane desde entonces. La comisión es { $fee }. Después di dónde está: su lugar anterior se olvida.
offered-accept = Aceptar
