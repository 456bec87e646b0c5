app-name = Outpost
app-starting = Iniciando…
app-starting-network = Iniciando la red de práctica en este equipo. La primera vez tarda hasta un minuto…
app-starting-device = Iniciando el dispositivo simulado…
app-practice = Red de práctica: estos tokens no tienen valor.
app-back = Atrás
app-continue = Continuar
app-retry = Reintentar
app-show = Mostrar
app-hide = Ocultar
app-copy = Copiar
app-copied = Copiado

nav-label = Menú principal
nav-home = Inicio
nav-devices = Dispositivos
nav-earnings = Ganancias
nav-map = Mapa
nav-network = Red
nav-settings = Ajustes
nav-more = Más
nav-wallet = Billetera
nav-offline = Sin nodos
nav-resting = Ahorro de batería
nav-connecting = Conectando…
nav-stale = Parada
nav-synced = Bloque { $height }

freshness-line =
    Comprobado · bloque { $height } · { $peers ->
        [one] { $peers } nodo
       *[other] { $peers } nodos
    } · { $ago }
freshness-line-stale = Comprobado en el bloque { $height } · nada más reciente desde { $since }
freshness-proof = Este equipo comprobó la cifra por sí mismo. Viene con una prueba frente al bloque { $height } ({ $time }), y ese bloque lleva el sello de la red.
freshness-peers =
    { $peers ->
        [one] Un nodo nombra este bloque o uno que se apoya en él.
       *[other] { $peers } nodos nombran este bloque o uno que se apoya en él.
    }
proven-here = Demostrado en este equipo frente al bloque { $height }, { $ago }.
proven-stale = Antiguo: no hay ningún bloque más reciente desde { $since }.
proven-sum =
    { $count ->
        [one] Es un extracto, demostrado en el bloque { $highest }. Nodos que coinciden: { $peers }.
       *[other] Es la suma de { $count } extractos, cada uno demostrado por separado, en los bloques { $lowest } a { $highest }. Nodos que coinciden: al menos { $peers }.
    }
freshness-stale-advice = Desde entonces la red no ha traído ningún bloque más reciente. La cifra era correcta en ese momento y puede haber cambiado. Se renueva en cuanto vuelvan a llegar bloques.

code-scan = Escanear un código QR
code-picture = Leer un código QR de una imagen
code-picture-paste = También se puede pegar aquí una imagen del portapapeles.
file-chosen = Elegido: { $name }
code-reading = Buscando el código…
