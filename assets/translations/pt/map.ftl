# O mapa, a lista ao lado, e quanto um dispositivo ganharia em um lugar.

map-title = Mapa
map-lead = Onde as pessoas contribuem, e quanto mais um dispositivo ganharia ali. Provado neste aparelho.
map-mapping = Planejar um passeio de mapeamento a partir de um trajeto
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
plan-forget = Esquecer

mapping-title = Mapeamento
mapping-lead = Abra o trajeto de uma caminhada ou viagem, e veja quais células ele renova e quanto pagam.
mapping-how = A rede paga um dispositivo de mapeamento que vai junto: o trajeto só conta se foi selado no caminho e se outros viram o mesmo. Um trajeto antigo ajuda a escolher aonde ir. Para ganhar, adicione um dispositivo com receptor GPS.
mapping-privacy = Os trajetos ficam neste aparelho. Os pares ficam sabendo quais células são olhadas, e não que alguém passou por ali.
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
tracks-title = Os seus trajetos
tracks-none = Ainda não há trajetos.
