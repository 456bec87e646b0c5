map-title = Mapa
map-lead = Dónde aporta la gente, y lo que ganaría allí un dispositivo más. Demostrado en este equipo.
map-mapping = Grabar un recorrido o planear uno
map-opening = Abriendo el mapa…
map-label = Mapa de celdas
map-failed = Este equipo no puede dibujar el mapa. La lista tiene todo lo que muestra.
map-nearer = Acercar
map-farther = Alejar
map-sources = Natural Earth, GeoNames
map-resource = Aporte
map-layer = Color según
map-layer-coverage = Dispositivos
map-layer-freshness = Antigüedad
map-layer-reward = Recompensa
map-shown = Ver como
map-as-map = Mapa
map-as-list = Lista
map-list = Celdas alrededor del centro del mapa
map-asking = Preguntando a los nodos por estas celdas…
map-no-cells = Busca una ciudad, o acerca el mapa, para ver sus celdas.
map-too-far = Acerca el mapa para ver celdas.
map-privacy = Los nodos saben qué celdas miras, y nada más preciso. Tu posición exacta nunca sale de este equipo.
map-column-place = Celda
map-column-devices = Dispositivos
map-column-last = Último aporte
map-column-reward = Uno más gana al día
map-nobody = Nadie
map-full = { $count } dispositivos: llena
map-never = Nunca
map-fresh = Última época
map-little = Lo mínimo
map-unknown = Aún no se sabe
map-key-device = Tu dispositivo
map-key-plan = Planeado
map-in-town = { $town }
map-near-town = { $distance } al { $direction } de { $town }
map-north = norte
map-north-east = noreste
map-east = este
map-south-east = sureste
map-south = sur
map-south-west = suroeste
map-west = oeste
map-north-west = noroeste

cell-devices = Dispositivos
    .value = { $devices }; una celda paga completo a { $capacity }
cell-last = Último aporte
cell-own = Tus dispositivos aquí

estimate-title = Lo que ganaría aquí un dispositivo más
estimate-waiting = Preguntando a los nodos y calculando aquí…
estimate-day = En un día
estimate-month = En 30 días
estimate-range = entre { $low } y { $high }
estimate-payback = Se habrá pagado solo en
estimate-payback-range = entre { $soonest } y { $latest } días
estimate-payback-maybe = { $soonest } días en el mejor caso, quizá nunca
estimate-never = Nunca, tal como está ahora
estimate-room =
    { $count ->
        [0] Nadie más aporta esto aquí; se paga completo a { $capacity } dispositivos.
        [one] Un dispositivo aporta esto aquí; se paga completo a { $capacity }.
       *[other] { $count } dispositivos aportan esto aquí; se paga completo a { $capacity }.
    }
estimate-crowded =
    { $count ->
        [one] Esta celda está llena: ya hay un dispositivo aquí. Con el tuyo, cada uno cobra { $share } de la tarifa completa. Una celda vecina puede pagar más.
       *[other] Esta celda está llena: ya hay { $count } dispositivos aquí. Con el tuyo, cada uno cobra { $share } de la tarifa completa. Una celda vecina puede pagar más.
    }
estimate-stale = Hace tiempo que nadie aporta aquí, así que la primera época paga { $share } de lo habitual.
estimate-how =
    { $count ->
        [one] Un margen, no una promesa: a partir de una época pagada, para un dispositivo medio. Una vez de cada diez es menos, y una de cada diez es más.
       *[other] Un margen, no una promesa: a partir de las últimas { $count } épocas pagadas, para un dispositivo medio. Una vez de cada diez es menos, y una de cada diez es más.
    }
estimate-costs = Precio y consumo: ¿cuándo se habrá pagado solo?
estimate-costs-note = En la moneda que quieras, la misma en todos los campos. Se guarda solo en este equipo.
cost-price = Precio del dispositivo
cost-watts = Potencia que consume, en vatios
cost-kilowatt-hour = Precio del kilovatio hora
cost-token = Lo que vale un token para ti
cost-token-hint = Nadie lo promete; de esto depende cuándo se paga solo.
cost-problem = Escribe un número, como { $example }.
radio-limit = Normas de radio aquí: { $plan }, como mucho { $limit } dBm radiados
radio-band = La banda va de { $low } a { $high } MHz. La potencia de emisión y la ganancia de la antena juntas deben quedar por debajo del límite: con una antena mejor, el hotspot debe emitir con menos.
radio-conducted = Además, a la antena pueden llegar como mucho { $limit } dBm.
radio-source = Fuente: { $source }

plans-title = Dispositivos planeados
plans-none = Todavía ninguno. Elige una celda y planea un dispositivo allí, para comparar lugares antes de comprar.
plan-here = Planear uno aquí
plan-noted = Planeado. Está en la lista de abajo.
plan-earns = { $amount } al día
plan-forget = Olvidar

mapping-title = Cartografía
mapping-lead = Graba un paseo o un viaje, mira qué celdas renueva y cuánto pagan, y cobra por ello.
mapping-how = Un recorrido anterior no se paga, porque no se selló por el camino. Ayuda a elegir adónde ir.
mapping-privacy = Los lugares exactos se quedan aquí. Lo que se entrega son celdas y, a quien comprueba, tramos sueltos del camino, con 50 m de detalle.
track-open = Abrir un recorrido
track-open-hint = Un archivo GPX o GeoJSON, como los que exportan los relojes, los teléfonos y la mayoría de las apps de mapas.
track-reading = Leyendo el recorrido…
track-loading = Buscando tus recorridos…
track-length =
    { $count ->
        [one] { $distance } por una celda
       *[other] { $distance } por { $count } celdas
    }
track-total = Estas celdas pagan, como mucho:
track-total-note = Al precio más reciente, a quien las cartografíe en la próxima época, si al menos otros dos coinciden y las celdas no están llenas.
track-cells = Celdas del recorrido, por orden de paso
track-column-last = Última vez
track-column-pays = Paga como mucho
tracks-title = Recorridos de otros sitios
tracks-none = Todavía no hay recorridos.

walk-title = Grabar un recorrido
walk-receiver = Grabar con
walk-receiver-hint = Un receptor GPS en un puerto USB, o este teléfono.
walk-phone = Este teléfono
walk-looking = Buscando receptores…
walk-look-again = Buscar otra vez
walk-no-receiver = No se encontró ningún receptor GPS. Conecta uno, o abre Outpost en un teléfono.
walk-record = Grabar
walk-go-on = Seguir
walk-pause = Pausar
walk-end = Terminar el recorrido
walk-paused = En pausa. Lo grabado se conserva.
walk-searching = Esperando al receptor…
walk-no-fix = El receptor aún no sabe dónde está. Ve a donde vea el cielo.
walk-recording = Grabando. Cada punto se guarda en cuanto llega.
walk-gone = El receptor no está. La grabación sigue en cuanto vuelva.
walk-not-permitted = Outpost no puede ver dónde está este teléfono. Permítelo en los ajustes del teléfono, en Outpost y Ubicación, comprueba que la ubicación esté activada y pulsa «Seguir».
walk-not-kept = Esto no se puede guardar: puede que no quede espacio en este dispositivo. Libera espacio y la grabación seguirá sola.
walk-accuracy = Puede desviarse
walk-speed = Velocidad
walk-an-hour = { $distance } por hora
walk-length = Hasta ahora
walk-cells = Celdas hasta ahora
walk-around = Puntos de acceso al alcance
walk-unknown = No se sabe
walk-sees-nothing = Este sistema no dice qué puntos de acceso Wi-Fi hay al alcance. Sin ellos nadie puede confirmar por dónde fuiste: este recorrido se conserva, pero no se paga.
walk-device-name = Esta app (cartografía)
walk-device-nobody = Los recorridos se pagan cuando esta app está registrada como dispositivo de tu cuenta. Lo grabado antes no se paga.
walk-device-fee = Cuesta { $fee }, una sola vez.
walk-device-claim = Registrar esta app
walk-device-claiming = Registrando la app. Tarda unos segundos.
walk-device-another = Esta app está registrada en otra cuenta, que cobra los recorridos. Cambia a esa cuenta para verlos.
walks-title = Lo que grabaste
walks-none = Todavía no hay nada grabado.
walk-stage-recording = En marcha
walk-stage-offline = Sin entregar: espera a la red
walk-stage-waiting = Sin entregar: su época aún corre, o la red no está ({ $done } de { $of })
walk-stage-handing-in = Entregando: { $done } de { $of }
walk-stage-done =
    { $count ->
        [one] Entregado, con una celda
       *[other] Entregado, con { $count } celdas
    }
walk-stage-partly =
    { $count ->
        [one] Entregado, con una celda; el resto llegó tarde y se conserva aquí
       *[other] Entregado, con { $count } celdas; el resto llegó tarde y se conserva aquí
    }
walk-stage-late = Llegó tarde: la red ya no acepta informes de ese tiempo. Se conserva aquí.
walk-stage-nothing = Nada cuenta: una celda necesita dos docenas de puntos y puntos de acceso al alcance. Se conserva aquí.
walk-export = Guardar como GPX
walk-exported = Guardado: { $path }
walk-delete = Borrar
walk-delete-unsent = Este recorrido no está entregado. Si lo borras, nunca se pagará.
walk-keep = Conservarlo
walk-delete-anyway = Borrarlo de todos modos
unsent-walks =
    { $count ->
        [one] Un recorrido aún no está entregado. Se conserva aquí hasta entonces.
       *[other] { $count } recorridos aún no están entregados. Se conservan aquí hasta entonces.
    }
unsent-progress = { $done } de { $of } informes entregados.
unsent-label = Informes entregados
unsent-open = Ver los recorridos
