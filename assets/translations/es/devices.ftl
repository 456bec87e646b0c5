devices-title = Dispositivos
devices-lead =
    { $count ->
        [0] Todavía ninguno.
        [one] Un dispositivo gana para ti.
       *[other] { $count } dispositivos ganan para ti.
    }
devices-add = Añadir dispositivo
devices-none = Todavía no tienes dispositivos.
devices-need-wallet = Para añadir un dispositivo necesitas una billetera. Puedes crearla desde la pantalla de inicio.

device-suspended = Suspendido
    .advice = Demasiadas veces, lo que informó era incorrecto o no pudo respaldarse. La red no acepta informes suyos durante un tiempo. Déjalo encendido y en línea, y actualízalo; después sigue solo.
device-silent = Sin informes
    .advice = Ha perdido épocas y mientras tanto no gana nada. Mira si tiene corriente y si funciona su Wi-Fi. Sigue solo en cuanto vuelvan los dos.
device-needs-place = Sin lugar
    .advice = La red no sabe dónde está, así que no cuenta nada de lo que mide. Ábrelo y di dónde está.
device-waiting = Falta el primer informe
    .advice = Todo está configurado. Su primer informe llega al final de la época; déjalo conectado.
device-working = Funciona
    .advice = Informa en cada época. No hay nada que hacer.

device-all = Todos los dispositivos
device-unknown = El dispositivo no es tuyo
    .lead = Puede que se haya liberado, o que el enlace sea de otra billetera.
device-earned = Ganado hasta ahora
device-last-report = Último informe
device-epoch = Época { $epoch }
device-no-report = Todavía ninguno
device-cell = Lugar (celda del mapa)
device-no-cell = Todavía ninguno
device-claimed = Registrado
device-address = Dirección
devices-loading = Cargando…
