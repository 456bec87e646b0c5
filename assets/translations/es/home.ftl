home-title = Inicio
home-balance = Saldo
home-devices = Tus dispositivos
home-devices-in-need =
    { $count ->
        [one] Un dispositivo necesita atención
       *[other] { $count } dispositivos necesitan atención
    }
home-all-devices = Los { $count } dispositivos
home-last-month = Los últimos 30 días
home-address = Tu dirección
home-connecting = Buscando nodos. Tarda unos segundos.
home-verifying-block = Comprobando el bloque más reciente…
home-verifying-account = Comprobando tu saldo frente al bloque más reciente…
home-looking-network = Estás mirando

next-create = Estás echando un vistazo
    .body = Para añadir un dispositivo y ganar con él necesitas una billetera. Es un minuto.
    .do = Crear o recuperar
next-resume = Termina de configurar tu dispositivo
    .body = Lo dejaste a medias. Todo lo que hiciste se conserva.
    .do = Seguir
next-attend = { $name }: { $state }
    .do = Revisarlo
next-back-up = Haz una copia de tu billetera
    .body = Ahora hay algo que perder. Si este equipo se rompe y no hay copia, tus tokens se pierden para siempre.
    .do = Hacer copia
next-tokens = Consigue tokens para practicar
    .body = Registrar un dispositivo cuesta una pequeña comisión. En esta red te damos gratis los tokens para pagarla.
    .do = Pedir tokens
next-add = Añade tu primer dispositivo
    .body = Conéctalo, dale Wi-Fi y di dónde está. Gana desde la próxima época.
    .do = Añadir dispositivo
next-wait = Todo va bien
    .body = No hay nada que hacer. Las próximas recompensas se pagan { $when }.
next-nothing = Por ahora no hay nada que hacer.
