welcome-title = Lleva una parte de la red. Comprueba cada cifra por tu cuenta.
welcome-lead = Configura tus dispositivos, mira lo que aportan y mira lo que ganas.
welcome-create = Crear una billetera
    .lead = Es tu primera vez. Tardas un minuto; vas a anotar unas palabras.
welcome-restore = Recuperar una billetera
    .lead = Tienes las palabras de una copia anterior.
welcome-pair = Emparejar con mi otro equipo
    .lead = Outpost ya tiene tu billetera ahí. Muestra un código y seis palabras.
welcome-watch = Observar una cuenta
    .lead = Sigue un saldo y sus dispositivos con una dirección. Sin claves en este equipo.
welcome-look-around = Primero echar un vistazo
    .lead = Mira la red sin billetera. Nada que firmar, nada que pagar.
welcome-creating = Creando tu billetera…
welcome-promise = Tus claves se quedan en este equipo. Ninguna empresa se interpone entre tú y tus ganancias.

passphrase-title = Elige una frase de acceso
passphrase-lead = Cierra el archivo que guarda tus claves. Te la pediremos cada vez que se inicie la app.
passphrase-label = Frase de acceso
passphrase-hint = Al menos { $shortest } caracteres. Unas cuantas palabras sin relación son fáciles de recordar y difíciles de adivinar.
passphrase-repeat = La misma otra vez
passphrase-differs = No es la misma que arriba.
passphrase-notice = Nadie puede restablecerla. Si la olvidas, las palabras de tu copia te devuelven la billetera.

restore-title = Recupera tu billetera
restore-lead = Escribe las palabras de tu copia en su orden, con espacios entre ellas.
restore-words = Palabras de tu copia
restore-count =
    { $count ->
        [0] Las copias tienen 12 o 24 palabras.
        [one] { $count } palabra por ahora. Las copias tienen 12 o 24.
       *[other] { $count } palabras por ahora. Las copias tienen 12 o 24.
    }
restore-continue = Recuperar

pair-title = Emparejar con mi otro equipo
pair-lead = En el otro equipo abre Billetera, luego Bloqueo y copia, luego «Llevar mi billetera a otro equipo». Muestra un código y seis palabras.
pair-code = El código
    .hint = Pégalo aquí. La cámara de un teléfono también lo abre.
pair-words = Las seis palabras
    .hint = En su orden, con espacios entre ellas.
pair-notice = Vienen tu billetera y sus cuentas, y si tu copia fue comprobada. Los nombres de cuentas y dispositivos, tu libreta y los ajustes se quedan en el otro equipo.
pair-continue = Traer mi billetera
pair-working = Abriendo el código…

unlock-title = Hola de nuevo
unlock-lead = Tu frase de acceso desbloquea la billetera de este equipo.
unlock-lead-biometrics = Tu huella o tu rostro desbloquea la billetera en este teléfono. Tu frase de acceso también.
unlock-biometrics = Desbloquear con huella o rostro
    .reason = Desbloquea tu billetera de Outpost
    .cancel = Usar la frase de acceso
unlock-continue = Desbloquear
unlock-forgotten = Olvidé mi frase de acceso
unlock-aside-title = Recupérala con tus palabras
unlock-aside-body = Nadie puede restablecer una frase de acceso, pero las palabras de tu copia crean otra vez la misma billetera, con una nueva. El archivo cerrado se aparta en este equipo, no se borra.
unlock-aside = Tengo mis palabras
unlock-aside-anyway = Apartarla de todos modos
unlock-opening = Abriendo tu billetera. Puede que tu sistema te pida permiso.
