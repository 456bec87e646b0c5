notice-device-offline = { $name } no informa
    .body = Pierde épocas y mientras tanto no gana nada. Outpost muestra por qué.
notice-reward = Ganaste { $amount }
    .body = Está en tu saldo, y demostrado.
notice-transaction = Una transacción es definitiva
    .body = { $amount } · demostrado en este equipo.
notice-transaction-failed = Una transacción no se hizo
    .body = { $amount } siguen en tu cuenta. Outpost dice por qué.
notice-backup-due = Anota tus palabras
    .body = Ahora hay algo que perder, y solo las palabras lo devuelven.

tray-open = Abrir Outpost
tray-quit = Salir
tray-locked = Outpost está bloqueado
tray-offline = Sin conexión con la red
tray-well =
    { $count ->
        [0] Conectado
        [one] Un dispositivo, todo va bien
       *[other] { $count } dispositivos, todo va bien
    }
tray-attention =
    { $count ->
        [one] Un dispositivo necesita atención
       *[other] { $count } dispositivos necesitan atención
    }
