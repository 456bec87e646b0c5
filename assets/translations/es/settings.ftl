settings-title = Ajustes

settings-appearance = Apariencia
settings-language = Idioma
settings-language-system = Como el sistema
settings-language-en = English
settings-language-es = Español
settings-language-de = Deutsch
settings-language-pt = Português
settings-language-ar = العربية
settings-theme = Tema
settings-theme-system = Como el sistema
settings-theme-light = Claro
settings-theme-dark = Oscuro
settings-units = Longitudes
settings-units-metric = Metros
settings-units-imperial = Pies

settings-day = Tu día
settings-day-start = El día empieza a las
    .hint = Las ganancias de un día se cuentan desde esta hora, en las pantallas y en las exportaciones.
settings-zone = Zona horaria
settings-zone-system = Como el sistema
settings-zone-system-named = Como el sistema ({ $zone })

settings-news = Notificaciones
settings-news-offline = Un dispositivo dejó de informar
settings-news-reward = Llegó una recompensa
settings-news-transaction = Una transacción se completó o falló
settings-news-backup = Toca hacer una copia de seguridad
settings-news-devices = Novedades de estos dispositivos

settings-computer = Este equipo
settings-start = Iniciar cuando abro sesión
    .hint = En segundo plano, para que las cifras estén al día cuando abras la ventana.
settings-battery = Descansar con batería
    .hint = Mientras el equipo funciona con batería no se trae nada nuevo. Lo que se muestra dice de cuándo es.
settings-folder = Carpeta de datos
    .hint = Aquí está todo lo que guarda la app, también la billetera. Quien la copie necesita además tu frase de acceso.
settings-folder-open = Abrir carpeta

support-title = Ayuda
support-warning = Nadie que te ayude necesita tus palabras.
    .body = Outpost no tiene ningún servicio de ayuda que te escriba primero. Quien te pida tus doce palabras, tu frase de acceso o un pago quiere robarte, por muy oficial que parezca.
support-what = Si informas de un fallo, este texto ayuda a encontrarlo. No contiene palabras, claves, direcciones ni lugares. Léelo antes de dárselo a alguien.
support-preview = Ver el texto
support-text = Texto para informar
support-save = Guardar como archivo
support-saved = Guardado: { $path }

licences-title = Acerca de
licences-version = Outpost { $version }
licences-own = Outpost es software libre con licencia Apache, versión 2.0. Está hecho con el trabajo de muchas otras personas.
licences-show = Ver sus licencias
licences-reading = Leyendo la lista…
licences-missing = La lista de licencias no forma parte de esta versión.
licences-list = Software y licencias
licences-count = { $count } paquetes
licences-name = Nombre
licences-number = Versión
licences-licence = Licencia
