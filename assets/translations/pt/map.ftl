# O mapa, a lista ao lado, e quanto um dispositivo ganharia em um lugar.

map-title = Mapa
map-lead = Onde as pessoas contribuem, e quanto mais um dispositivo ganharia ali. Provado neste aparelho.
map-mapping = Gravar uma caminhada ou planejar uma a partir de um trajeto
map-opening = Abrindo o mapa…
map-label = Mapa de células
map-failed = Esta máquina não consegue desenhar o mapa. A lista tem tudo o que ele mostra.
map-nearer = Aproximar
map-farther = Afastar
map-sources = Natural Earth, GeoNames
map-resource = Contribuição
map-layer = Cor por
map-layer-coverage = Dispositivos
map-layer-freshness = Atualidade
map-layer-reward = Recompensa
map-shown = Ver como
map-as-map = Mapa
map-as-list = Lista
map-list = Células em volta do centro do mapa
map-asking = Perguntando aos pares sobre estas células…
map-no-cells = Procure uma cidade, ou aproxime o mapa, para ver as células.
map-too-far = Aproxime para ver células.
map-privacy = Os pares ficam sabendo quais células você olha, e nada mais preciso. A sua posição exata nunca sai deste aparelho.
map-column-place = Célula
map-column-devices = Dispositivos
map-column-last = Última contribuição
map-column-reward = Mais um ganha por dia
map-nobody = Ninguém
map-full = { $count } dispositivos: cheia
map-never = Nunca
map-fresh = Última época
map-little = Mínimo
map-unknown = Ainda não se sabe
map-key-device = Seu dispositivo
map-key-plan = Planejado
map-in-town = { $town }
map-near-town = { $distance } a { $direction } de { $town }
map-north = norte
map-north-east = nordeste
map-east = leste
map-south-east = sudeste
map-south = sul
map-south-west = sudoeste
map-west = oeste
map-north-west = noroeste

cell-devices = Dispositivos
    .value = { $devices }; a célula paga { $capacity } por inteiro
cell-last = Última contribuição
cell-own = Os seus dispositivos aqui

estimate-title = Quanto mais um dispositivo ganharia aqui
estimate-waiting = Perguntando aos pares, e calculando aqui…
estimate-day = Em um dia
estimate-month = Em 30 dias
estimate-range = entre { $low } e { $high }
estimate-payback = Terá se pago depois de
estimate-payback-range = entre { $soonest } e { $latest } dias
estimate-payback-maybe = { $soonest } dias na melhor das hipóteses, talvez nunca
estimate-never = Nunca, do jeito que está
estimate-room =
    { $count ->
        [0] Ninguém mais contribui com isto aqui; { $capacity } dispositivos são pagos por inteiro.
        [one] Um dispositivo contribui com isto aqui; { $capacity } são pagos por inteiro.
       *[other] { $count } dispositivos contribuem com isto aqui; { $capacity } são pagos por inteiro.
    }
estimate-crowded =
    { $count ->
        [one] Esta célula está cheia: já há um dispositivo aqui. Com o seu, cada um recebe { $share } do valor inteiro. Uma célula vizinha pode pagar mais.
       *[other] Esta célula está cheia: já há { $count } dispositivos aqui. Com o seu, cada um recebe { $share } do valor inteiro. Uma célula vizinha pode pagar mais.
    }
estimate-stale = Faz tempo que ninguém contribui aqui, por isso a primeira época paga { $share } do normal.
estimate-how =
    { $count ->
        [one] Uma faixa, não uma promessa: a partir de uma época paga, para um dispositivo médio. Uma vez em dez é menos, uma vez em dez é mais.
       *[other] Uma faixa, não uma promessa: a partir das últimas { $count } épocas pagas, para um dispositivo médio. Uma vez em dez é menos, uma vez em dez é mais.
    }
estimate-costs = Preço e energia: quando ele terá se pago?
estimate-costs-note = Em qualquer moeda, a mesma em todos os campos. Fica só neste aparelho.
cost-price = Preço do dispositivo
cost-watts = Potência que consome, em watts
cost-kilowatt-hour = Preço do quilowatt-hora
cost-token = Quanto um token vale para você
cost-token-hint = Ninguém promete isto; o retorno depende dele.
cost-problem = Digite um número, como { $example }.
radio-limit = Regras de rádio aqui: { $plan }, no máximo { $limit } dBm irradiados
radio-band = A faixa é de { $low } a { $high } MHz. A potência de transmissão e o ganho da antena, juntos, devem ficar abaixo do limite: com uma antena melhor, o hotspot deve transmitir com menos.
radio-conducted = Além disso, no máximo { $limit } dBm podem entrar na antena.
radio-source = Fonte: { $source }

plans-title = Dispositivos planejados
plans-none = Ainda nenhum. Escolha uma célula e planeje um dispositivo ali, para comparar lugares antes de comprar.
plan-here = Planejar aqui
plan-noted = Planejado. Está na lista abaixo.
plan-earns = { $amount } por dia
plan-forget = Esquecer

mapping-title = Mapeamento
mapping-lead = Grave uma caminhada ou viagem, veja quais células ela renova e quanto pagam, e receba por isso.
mapping-how = Um trajeto antigo não é pago, porque não foi selado no caminho. Ele ajuda a escolher aonde ir.
mapping-privacy = Os lugares exatos ficam aqui. O que se entrega são células e, a quem confere, trechos soltos do caminho, com detalhe de 50 m.
track-open = Abrir um trajeto
track-open-hint = Um arquivo GPX ou GeoJSON, como exportam relógios, telefones e a maioria dos apps de mapas.
track-reading = Lendo o trajeto…
track-loading = Procurando os seus trajetos…
track-length =
    { $count ->
        [one] { $distance } por uma célula
       *[other] { $distance } por { $count } células
    }
track-total = Estas células pagam, no máximo:
track-total-note = Ao preço mais recente, a quem as mapear na próxima época, desde que pelo menos outros dois concordem e as células não estejam cheias.
track-cells = Células do trajeto, na ordem do percurso
track-column-last = Último mapeamento
track-column-pays = Paga no máximo
tracks-title = Trajetos de outros lugares
tracks-none = Ainda não há trajetos.

walk-title = Gravar uma caminhada
walk-receiver = Gravar com
walk-receiver-hint = Um receptor GPS numa porta USB, ou este telefone.
walk-phone = Este telefone
walk-looking = Procurando receptores…
walk-look-again = Procurar de novo
walk-no-receiver = Nenhum receptor GPS foi encontrado. Conecte um, ou abra o Outpost num telefone.
walk-record = Gravar
walk-go-on = Continuar
walk-pause = Pausar
walk-end = Terminar a caminhada
walk-paused = Em pausa. O que foi gravado fica guardado.
walk-searching = Esperando o receptor…
walk-no-fix = O receptor ainda não sabe onde está. Vá para onde ele veja o céu.
walk-recording = Gravando. Cada ponto é guardado assim que chega.
walk-gone = O receptor sumiu. A gravação continua assim que ele voltar.
walk-not-permitted = O Outpost não pode ver onde este celular está. Permita isso nos ajustes do celular, em Outpost e Localização, veja se a localização está ativada e toque em “Continuar”.
walk-not-kept = Isto não pode ser guardado: talvez não haja mais espaço neste aparelho. Libere espaço, e a gravação continua sozinha.
walk-accuracy = Pode desviar
walk-speed = Velocidade
walk-an-hour = { $distance } por hora
walk-length = Até agora
walk-cells = Células até agora
walk-around = Pontos de acesso ao alcance
walk-unknown = Não se sabe
walk-sees-nothing = Este sistema não diz quais pontos de acesso Wi-Fi estão ao alcance. Sem eles ninguém pode confirmar por onde você passou: esta caminhada fica guardada, mas não é paga.
walk-device-name = Este app (mapeamento)
walk-device-nobody = As caminhadas são pagas quando este app está registrado como dispositivo da sua conta. O que foi gravado antes não é pago.
walk-device-fee = Custa { $fee }, uma única vez.
walk-device-claim = Registrar este app
walk-device-claiming = Registrando o app. Leva alguns segundos.
walk-device-another = Este app está registrado em outra conta, que recebe pelas caminhadas. Mude para essa conta para vê-las.
walks-title = As suas caminhadas
walks-none = Ainda não há caminhadas.
walk-stage-recording = Em andamento
walk-stage-offline = Não entregue: espera pela rede
walk-stage-waiting = Não entregue: a época ainda corre, ou a rede está fora ({ $done } de { $of })
walk-stage-handing-in = Sendo entregue: { $done } de { $of }
walk-stage-done =
    { $count ->
        [one] Entregue, com uma célula
       *[other] Entregue, com { $count } células
    }
walk-stage-partly =
    { $count ->
        [one] Entregue, com uma célula; o resto chegou tarde e fica guardado aqui
       *[other] Entregue, com { $count } células; o resto chegou tarde e fica guardado aqui
    }
walk-stage-late = Chegou tarde: a rede não aceita mais relatórios desse tempo. Fica guardada aqui.
walk-stage-nothing = Nada conta: uma célula precisa de duas dúzias de pontos e de pontos de acesso ao alcance. Fica guardada aqui.
walk-export = Salvar como GPX
walk-exported = Salvo: { $path }
walk-delete = Apagar
walk-delete-unsent = Esta caminhada não foi entregue. Se você apagar, ela nunca será paga.
walk-keep = Manter
walk-delete-anyway = Apagar mesmo assim
unsent-walks =
    { $count ->
        [one] Uma caminhada ainda não foi entregue. Fica guardada aqui até lá.
       *[other] { $count } caminhadas ainda não foram entregues. Ficam guardadas aqui até lá.
    }
unsent-progress = { $done } de { $of } relatórios entregues.
unsent-label = Relatórios entregues
unsent-open = Mostrar as caminhadas
