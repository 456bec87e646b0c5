loss-joined-during-epoch =
    .what = Antes de añadirlo
    .means = Añadiste el dispositivo cuando la época ya había empezado. Lo de antes no cuenta.
    .next = Nada: desde la próxima época cuenta completo.

loss-fewer-readings =
    .what = Lecturas sin hacer
    .means = Estuvo apagado u ocupado una parte de la época.
    .next = Procura que siempre tenga corriente.

loss-no-location =
    .what = Lugar desconocido
    .means = La red no sabe dónde está, así que no cuenta nada de lo que hizo.
    .next = Añade otra vez el dispositivo para terminar su configuración.

loss-out-of-range =
    .what = Valores imposibles
    .means = Al menos un valor quedó fuera de lo que puede medir un sensor así, de modo que no se creyó ninguno.
    .next = Mira si el sensor está mojado, suelto o roto.

loss-not-shown =
    .what = Datos no mostrados
    .means = La red pidió ver sus datos y no los recibió a tiempo.
    .next = Déjalo encendido y en línea después del final de cada época. Los dispositivos a los que les pasa a menudo se suspenden.

loss-flawed =
    .what = Los datos no coinciden
    .means = Los datos que mostró no son los que había informado.
    .next = Reinícialo y actualízalo. Los dispositivos a los que les pasa a menudo se suspenden.

loss-disagrees =
    .what = Distinto de sus vecinos
    .means = La mayoría de los sensores cercanos midieron otra cosa.
    .next = Aléjalo del sol, de las paredes, de la calefacción y de las salidas de aire.

loss-stuck =
    .what = Siempre el mismo valor
    .means = Los valores de un sensor que funciona cambian un poco. Estos no.
    .next = Mira si el sensor está conectado. Si lo está, cámbialo.

loss-copied =
    .what = Valores de otro dispositivo
    .means = Otro dispositivo informó exactamente lo mismo, y no hay dos sensores que midan exactamente lo mismo.
    .next = Restablece el dispositivo y configúralo de nuevo.

loss-same-owner =
    .what = Ya lo cubre otro dispositivo tuyo
    .means = Lo que hacen dos dispositivos tuyos en un mismo lugar cuenta una vez.
    .next = Lleva uno de ellos adonde todavía no tengas ninguno.

loss-fewer-beacons =
    .what = Señales de prueba sin enviar
    .means = Envió menos señales de prueba de las que debía.
    .next = Procura que siempre tenga corriente y que su antena esté conectada.

loss-not-scheduled =
    .what = Fuera del horario
    .means = Nombró señales de prueba que nadie debía enviar a esa hora.
    .next = Reinícialo y actualízalo, para que su reloj esté en hora.

loss-too-near =
    .what = Demasiado cerca unos de otros
    .means = Oyó dispositivos que están tan cerca que eso no dice nada de la cobertura.
    .next = Aléjalo más de los otros.

loss-impossible-signal =
    .what = Señal demasiado fuerte
    .means = La señal de la que informó es más fuerte de lo que puede ser desde tan lejos.
    .next = Revisa el lugar y la antena que indicaste.

loss-not-witnessed =
    .what = Nadie lo oyó
    .means = No lo oyó ningún dispositivo de otro dueño, y él no oyó ninguno.
    .next = Pon su antena más alta, y fuera. Donde todavía no hay nadie más, cuenta cuando lleguen otros.

loss-closed-ring =
    .what = Oído solo dentro de un grupo
    .means = Los que lo oyen solo se oyen entre ellos.
    .next = Cuenta cuando también lo oigan dispositivos de otros que estén alrededor.

loss-beyond-capacity =
    .what = Más de lo que puede dar la instalación
    .means = Aportó más energía de la que puede dar una instalación del tamaño que declaraste.
    .next = Corrige el tamaño que declaraste.

loss-no-daylight =
    .what = Energía solar sin luz del día
    .means = El contador contó energía solar cuando no había sol.
    .next = Revisa su lugar. Si la energía viene de una batería, decláralo.

loss-meter-jumped =
    .what = El contador saltó
    .means = Fue hacia atrás, o siguió desde un número distinto de aquel en el que se había parado.
    .next = Nada, si se cambió el contador. Si no, haz que lo revisen.

loss-fewer-sectors =
    .what = Espacio que ya no guarda
    .means = Guarda para otros menos de lo que aceptó guardar.
    .next = Mira si su disco está lleno o roto.

loss-dissent =
    .what = Un resultado distinto
    .means = La mayoría de los que hicieron la misma tarea obtuvieron otro resultado.
    .next = Reinícialo y actualízalo. Si se repite, puede que su memoria esté rota.

loss-no-quorum =
    .what = Muy pocos hicieron la tarea
    .means = Tan pocos hicieron la misma tarea que nadie puede saber qué resultado es el correcto.
    .next = Nada: pasa mientras hay pocos dispositivos que calculan.

loss-fewer-jobs =
    .what = Tareas sin hacer
    .means = Hizo menos tareas de las que recibió.
    .next = Procura que esté siempre encendido y sin otras ocupaciones.

loss-already-fresh =
    .what = Cartografiado hace poco
    .means = El mapa de este lugar todavía era reciente, así que pagó menos o nada.
    .next = Ve adonde el mapa sea más antiguo.

loss-unconfirmed =
    .what = Todavía sin confirmar
    .means = Nadie más ha visto allí lo mismo todavía. Un lugar lo confirman otros que lo cartografían; un contador, al menos tres contadores de otros dueños cercanos, de la misma fuente, que notaron las mismas nubes o rachas.
    .next = Nada: cuenta completo donde también otros cartografían o miden. La energía que llega de forma constante nunca se confirma.

loss-too-sparse =
    .what = Muy pocos puntos
    .means = El recorrido tiene allí muy pocos puntos para cartografiar el lugar.
    .next = Ve más despacio y deja al receptor ver bien el cielo.

loss-not-sealed =
    .what = No anunciado antes
    .means = Lo que se mide debe sellarse en una época y abrirse en la siguiente, para que nadie pueda copiarlo. Esto no coincidía con su sello, o todavía no había ninguno.
    .next = Déjalo encendido. Después de una interrupción vuelve a contar desde la segunda época.
