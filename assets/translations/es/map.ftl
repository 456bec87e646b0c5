map-title = Mapa
map-lead = Dónde aporta la gente, y lo que ganaría allí un dispositivo más. Demostrado en este equipo.
map-mapping = Planear una ruta con un recorrido
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
plan-forget = Olvidar

mapping-title = Cartografía
mapping-lead = Abre el recorrido de un paseo o un viaje y mira qué celdas renueva y cuánto pagan.
mapping-how = La red paga a un dispositivo de cartografía que vaya contigo: su recorrido solo cuenta si se selló por el camino y si otros vieron lo mismo. Un recorrido anterior ayuda a elegir adónde ir. Para ganar con ello, añade un dispositivo con receptor GPS.
mapping-privacy = Los recorridos se quedan en este equipo. Los nodos saben qué celdas se miran, pero no que alguien estuvo allí.
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
tracks-title = Tus recorridos
tracks-none = Todavía no hay recorridos.
