wallet-title = Billetera
wallet-send = Enviar
wallet-receive = Recibir
wallet-more = Más en la billetera
wallet-accounts = Cuentas
wallet-contacts = Agenda
wallet-sign = Firmar un mensaje
wallet-security = Bloqueo y copia
wallet-watching = Solo observas esta cuenta. Sus claves no están en este equipo: puedes ver todo y no puedes firmar nada.

account-numbered = Cuenta { $number }
accounts-lead = Tus palabras recuperan todas tus cuentas propias. Las observadas tienen sus claves en otro sitio.
account-shown = Se muestra ahora
account-switch = Mostrar esta cuenta
account-name = Nombre
account-rename = Guardar nombre
account-forget = Dejar de observar
account-add = Otra cuenta tuya
    .lead = Tiene su propia dirección, y las mismas palabras la recuperan. Otros no ven que las dos son tuyas.
    .do = Añadir cuenta
account-watch = Observar una cuenta
    .lead = Sigue una cuenta solo con su dirección, por ejemplo una cuyas palabras están en una caja fuerte.
accounts-own = Una cuenta tuya
    .lead = Para firmar y pagar necesitas una billetera en este equipo. Lo que observas se queda.

watch-title = Observar una cuenta
watch-lead = Mira su saldo, sus dispositivos y sus ganancias. Este equipo comprueba cada cifra.
watch-notice = Para mirar basta una dirección. Sin sus palabras no se puede firmar ni pagar nada.
watch-address = Dirección que observar
watch-address-hint = Empieza por op1. También sirve un enlace.
watch-do = Observar

contacts-lead = Cómo llamas a los demás. Los nombres se quedan en este equipo.
contacts-none = Todavía nadie. Añade a alguien abajo, o después de haberle pagado.
contacts-loading = Abriendo la agenda…
contact-new = Añadir a alguien
contact-keep = Recordar quién es
contact-name = Nombre
contact-address = Dirección
contact-save = Guardar
contact-pay = Enviar
contact-remove = Quitar

receive-title = Recibir
receive-lead = Quien quiera pagarte escanea este código o copia tu dirección.
receive-address = Tu dirección
receive-qr = Código QR de tu dirección
receive-compare = Para comparar direcciones, mira las letras en negrita de los dos extremos.
receive-copy = Copiar dirección
receive-copy-link = Copiar enlace
receive-ask = Pedir una cantidad
receive-amount = Cantidad
receive-amount-hint = Rellena el formulario de quien paga. Todavía puede cambiarla.
receive-note = Concepto
receive-note-hint = Lo ve quien paga. Está en el enlace y nunca en la red.

send-title = Enviar
send-lead = Verás lo que va a pasar antes de que se firme nada.
send-to = Para
send-to-hint = Una dirección, un enlace o un nombre de tu agenda.
send-amount = Cantidad
send-everything = Enviar todo
send-everything-is = Todo, menos la comisión.
send-part = Mejor escribir una cantidad
send-note = Concepto
send-note-hint = Solo para ti. Se queda en este equipo.
send-fee = Comisión
note-too-long = Como mucho { $most } caracteres sencillos.
amount-no-number = Escribe un número como { $example }.
amount-decimals = Como mucho { $most } cifras después de la coma.
amount-too-large = Es más de lo que existe.

confirm-title = ¿Enviar { $amount } a { $who }?
confirm-lead = { $who } recibe { $amount }. La red quema una comisión de { $fee }. Te quedan { $after }. Una vez firmado, nadie puede deshacerlo.
confirm-itself = Esta es la dirección de la misma cuenta que paga. Pagarías una comisión y te quedarías con el resto.
confirm-never-used = Nadie ha usado todavía esta dirección. Si una letra está mal, los tokens se pierden para siempre. Compárala con la original.
confirm-before = Tienes ahora
confirm-after = Te quedan
confirm-send = Enviar { $amount }

progress-signing = Firmando…
progress-stage-signed = Firmado y anotado
progress-stage-sent = Entregado a la red
progress-stage-final = Definitivo y demostrado
progress-waiting = Buscando un nodo que lo acepte. Puedes cerrar la app; sigue la próxima vez que se inicie.
progress-sent = La red lo tiene. Es definitivo en unos segundos. No hace falta que esperes.
progress-final = Listo. Es definitivo, y este equipo tiene la prueba del bloque { $height }.
progress-done = Volver a la billetera

transaction-waiting = Esperando un nodo
transaction-sent = En camino
transaction-final = Definitiva y demostrada
transaction-failed = No se hizo; no se pagó nada
transaction-proven = Demostrada en
transaction-height = bloque { $height }
transaction-id = Número

ledger-title = Historial
ledger-more = Mostrar anteriores
ledger-loading = Preparando tu historial…
ledger-catching-up = Todavía llegan extractos anteriores; después se cuentan los cambios más recientes.
ledger-none = Todavía no ha pasado nada. Lo que entre se verá aquí.
ledger-was-there = Saldo cuando este equipo miró por primera vez
    .why = En el bloque { $height } la cuenta tenía esto. Lo que pasó antes lo sabe el dispositivo en el que pasó.
ledger-reward = Recompensas de la época { $epoch }
    .why = Cada unidad se explica en Ganancias.
ledger-came-in = Recibido
    .why = Entró después del bloque { $after } y no más tarde del bloque { $until }. La red demuestra saldos, así que esta es la diferencia exacta, sin recompensas y sin lo que gastaste. No dice de quién.
ledger-elsewhere = Desde otro dispositivo
    .why =
    { $count ->
        [one] Se hizo una transacción con las mismas palabras en otro sitio, después del bloque { $after } y no más tarde del bloque { $until }. Esto es lo que suma junto con lo que haya entrado.
       *[other] Se hicieron { $count } transacciones con las mismas palabras en otro sitio, después del bloque { $after } y no más tarde del bloque { $until }. Esto es lo que suman junto con lo que haya entrado.
    }
ledger-note = Tu nota: { $note }
ledger-to = Para { $who }
ledger-claim = Registraste { $device }
ledger-place = Fijaste el lugar de { $device }
ledger-release = Liberaste { $device }
ledger-offer = Ofreciste { $device } a alguien
ledger-accept = Aceptaste { $device }
ledger-equipment = Declaraste el equipamiento de { $device }
ledger-credits = Compraste créditos
ledger-use = Usaste la red
ledger-sums = De qué se compone tu saldo
ledger-opening = Al principio
ledger-rewards = Recompensas
ledger-received = Recibido
ledger-sent = Enviado
ledger-fees = Comisiones
ledger-adds-up =
    { $count ->
        [one] Un cambio da tu saldo.
       *[other] { $count } cambios dan tu saldo.
    }

sign-lead = Demuestra que una cuenta es tuya, o comprueba lo que ha firmado otra persona.
sign-means = Firmar un mensaje no mueve tokens y no cuesta nada. Demuestra que tienes las claves de esta cuenta. Firma solo lo que dirías en público, y nunca lo que te pida un desconocido.
sign-text = Mensaje
sign-do = Firmar
sign-done = Entrega todo esto, con las líneas de guiones:
verify-title = Comprobar un mensaje firmado
verify-text = Mensaje firmado
verify-do = Comprobar
verify-yes = { $who } firmó exactamente esto.
verify-no = La firma es incorrecta. No te fíes de este texto ni de quien se dice que lo escribió.

security-lead = No dejes entrar a otros y ten la billetera a salvo.
security-backup = Copia de seguridad
security-backed-up = Has mostrado que tienes anotadas las palabras de esta billetera.
security-not-backed-up = No consta que las palabras de esta billetera estén anotadas. Sin ellas, si se rompe el dispositivo se pierden los tokens.
security-check-backup = Comprobarla otra vez
security-pair = Llevar mi billetera a otro equipo
    .lead = La misma billetera en tu teléfono y tu computadora. Ambos firman entonces por las mismas cuentas.
    .do = Mostrar un código
security-lock = Bloqueo
    .lead = No se ve nada hasta que la desbloquees de nuevo. Los pagos en camino siguen adelante.
    .do = Bloquear ahora
biometrics = Desbloquear con huella o rostro
    .hint = La pantalla de bloqueo lo pide primero. Tu frase de acceso siempre sirve también, así que no la olvides.
    .reason = Comprueba que así se abre tu billetera de Outpost
    .cancel = Cancelar
security-passphrase = Frase de acceso
    .lead = La billetera sigue igual. El archivo antiguo se conserva hasta que se haya abierto el nuevo.
    .do = Cambiarla
security-old = Frase de acceso actual
security-changed = Se cambió la frase de acceso.
security-system = El almacén de claves de tu sistema guarda esta billetera y la abre cuando inicias sesión, con tu huella o tu cara si el sistema está configurado así. Bloquea tu dispositivo para que no entre nadie más.

offer-title = Llevar mi billetera a otro equipo
offer-lead = Recibes un código y seis palabras. Juntos llevan esta billetera, con todas sus cuentas, al otro equipo.
offer-warning = Quien tenga ambos tiene tus tokens, ahora y para siempre. Asegúrate de que nadie mire, no tomes foto de ambos y no los envíes a nadie.
offer-passphrase = Frase de acceso de esta billetera
offer-do = Mostrar código y palabras
offer-next = En el otro equipo elige «Emparejar con mi otro equipo» en la primera pantalla; luego escanea o pega el código y escribe las palabras.
offer-qr = El código como imagen para una cámara
offer-copy = Copiar el código
offer-words = Las seis palabras
offer-until = Ambos se ocultan después de dos minutos, o cuando sales.
offer-hide = Listo, ocultar
offer-hidden = El código y las palabras están ocultos. Para mostrar otros, empieza de nuevo.
