# O que cerca todas as telas, e palavras que muitas telas usam.

app-name = Outpost
app-starting = Iniciando…
app-starting-network = Iniciando a rede de treino neste computador. A primeira vez leva até um minuto…
app-starting-device = Iniciando o dispositivo simulado…
app-practice = Rede de treino: estes tokens não têm valor.
app-back = Voltar
app-continue = Continuar
app-retry = Tentar de novo
app-show = Mostrar
app-hide = Ocultar
app-copy = Copiar
app-copied = Copiado

nav-label = Principal
nav-home = Início
nav-devices = Dispositivos
nav-earnings = Ganhos
nav-map = Mapa
nav-network = Rede
nav-settings = Ajustes
nav-more = Mais
nav-wallet = Carteira
nav-offline = Sem pares
nav-resting = Em pausa na bateria
nav-connecting = Conectando…
nav-stale = Parada
nav-synced = Bloco { $height }

freshness-line =
    Verificado · bloco { $height } · { $peers ->
        [one] { $peers } par
       *[other] { $peers } pares
    } · { $ago }
freshness-line-stale = Verificado no bloco { $height } · nada mais novo desde { $since }
freshness-proof = Este aparelho conferiu o número por conta própria. Ele vem com uma prova contra o bloco { $height } ({ $time }), e esse bloco traz o selo da rede.
freshness-peers =
    { $peers ->
        [one] Um par indica este bloco ou um que se apoia nele.
       *[other] { $peers } pares indicam este bloco ou um que se apoia nele.
    }
proven-here = Provado neste aparelho contra o bloco { $height }, { $ago }.
proven-stale = Antigo: não há bloco mais novo desde { $since }.
proven-sum =
    { $count ->
        [one] É um extrato, provado no bloco { $highest }. Pares de acordo: { $peers }.
       *[other] É a soma de { $count } extratos, cada um provado por si nos blocos { $lowest } a { $highest }. Pares de acordo: pelo menos { $peers }.
    }
freshness-stale-advice = Desde então a rede não trouxe blocos novos. O número estava certo naquele momento e pode ter mudado. Ele se renova sozinho assim que voltarem a chegar blocos.

code-scan = Escanear um código QR
code-picture = Ler um código QR de uma imagem
code-picture-paste = Também dá para colar aqui uma imagem da área de transferência.
file-chosen = Escolhido: { $name }
code-reading = Procurando o código…
