earnings-title = Ganancias
earnings-lead = Cada recompensa, con sus razones. Todas se comprobaron en este equipo.
earnings-loading = Leyendo tus extractos…
earnings-none = En este periodo no se ganó nada. Las ganancias aparecen aquí después de la primera época en la que informe un dispositivo tuyo.
earnings-older-are-loading = Todavía se están trayendo y comprobando épocas anteriores. Las sumas crecen hasta que estén aquí.
earnings-summing = Sumando tus extractos…
earnings-today = Ganado hoy
earnings-week = Esta semana
earnings-month = Este mes
earnings-all = Ganado en total
earnings-in = Ganado: { $period }
earnings-only = Solo { $name }. Mostrar todo
earnings-chart = Ganado, por { $step }
earnings-step-epoch = época
earnings-step-hour = hora
earnings-step-day = día
earnings-step-week = semana
earnings-step-month = mes
earnings-week-of = semana del { $day }
earnings-adds-up =
    { $statements ->
        [one] Cuadra: un extracto da este total hasta la última unidad, { $count ->
            [one] en una barra.
           *[other] en { $count } barras.
        }
       *[other] Cuadra: { $statements } extractos dan este total hasta la última unidad, { $count ->
            [one] en una barra.
           *[other] en { $count } barras.
        }
    }
earnings-lines-add-up =
    { $count ->
        [one] Cuadra: la línea da el total de la época hasta la última unidad.
       *[other] Cuadra: { $count } líneas dan el total de la época hasta la última unidad.
    }
earnings-does-not-add-up = Las partes no dan el total. Por favor, no te fíes de esta cifra e informa del fallo.
earnings-resources = Por tipo de aporte
earnings-devices = Por dispositivo
earnings-devices-add-up = Cuadra: { $count } dispositivos dan el total hasta la última unidad.
earnings-epochs = Por época
earnings-epoch = Época { $epoch }
earnings-ended = terminó { $when }

period-label = Periodo
period-today = Hoy
period-week = Esta semana
period-month = Este mes
period-year = Este año
period-all = Todo el tiempo
period-last-days =
    { $count ->
        [one] Último día
       *[other] Últimos { $count } días
    }
period-from-to = { $first } a { $last }
period-choose = Elegir días
period-first = Desde
period-last = Hasta, este día incluido

chart-as-table = Ver como tabla
chart-as-chart = Ver como gráfico
chart-bar = { $name }: { $amount }
chart-amount = Importe
chart-more = Mostrar más

epoch-back = Todas las ganancias
epoch-total = Lo que pagó esta época
epoch-lines = Sus líneas
epoch-unpaid = Esta época no pagó nada, o su extracto todavía no está aquí.
epoch-pages = Páginas de líneas
epoch-before = Anterior
epoch-after = Siguiente
epoch-page = { $first } a { $last } de { $count }

losses-title = Lo que se pudo ganar de más
losses-none = En este periodo no se perdió nada: cuenta todo lo que era posible.
losses-best = Esto es lo que más recupera, hasta { $amount }:
    .do = Ver el dispositivo
losses-best-device =
    { $count ->
        [one] Se trata de { $name }.
       *[other] Se trata de { $count } dispositivos, y sobre todo de { $name }.
    }
losses-units = En unidades, para cada tipo de aporte
losses-lines =
    { $count ->
        [one] una línea
       *[other] { $count } líneas
    }
losses-add-up =
    { $count ->
        [one] Cuadra: lo que era posible, menos cada pérdida, es lo que se pagó, en una línea.
       *[other] Cuadra: lo que era posible, menos cada pérdida, es lo que se pagó, en { $count } líneas.
    }

export-title = Exportar
export-open = Crear un archivo (CSV)
export-format = Para
export-plain = Una hoja de cálculo: todo lo que se sabe de cada línea
export-koinly = Koinly
export-cointracking = CoinTracking
export-rows = Una fila por
export-lines = cada dispositivo y época
export-days = cada día
export-zone = Días en la zona
export-starts = El día empieza a las
export-do = Crear el archivo
export-working = Creando el archivo. Si el historial es largo, tarda unos segundos.
export-done =
    { $count ->
        [one] Creado, con una fila: { $path }
       *[other] Creado, con { $count } filas: { $path }
    }
export-adds-up = Cuadra: los importes del archivo suman { $amount }, el total de arriba.

waterfall-caption = { $resource }, en { $unit }
waterfall-possible = Posible
waterfall-accepted = Cuenta
waterfall-lost = − { $units }
waterfall-worth = vale { $amount }
waterfall-to-do = Qué hacer:
waterfall-times = × { $factor }
waterfall-reward = Recompensa

multiplier-none = Lo que paga su celda
    .means = Hay sitio en su celda, y hubo aportes hace poco: lo que cuenta se paga completo.
multiplier-crowd = Celda llena
    .means = Allí aportaron más dispositivos de los que caben en la celda, así que se reparten lo que paga. Un dispositivo gana más en una celda con menos vecinos.
multiplier-freshness = Extra por una celda descuidada
    .means = Hacía tiempo que nadie aportaba allí, así que la celda paga más hasta que vuelva a haber aportes en cada época.

resource-coverage = Cobertura inalámbrica
    .unit = señales de prueba
resource-storage = Almacenamiento
    .unit = MiB guardados toda la época
resource-compute = Cómputo
    .unit = tareas
resource-sensing = Temperatura y humedad
    .unit = lecturas
resource-energy = Energía
    .unit = Wh
resource-mapping = Cartografía
    .unit = milésimas de celda del mapa
