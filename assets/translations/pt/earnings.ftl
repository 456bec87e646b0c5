# Ganhos.

earnings-title = Ganhos
earnings-lead = Cada recompensa, com os motivos. Todas foram conferidas neste aparelho.
earnings-loading = Lendo os seus extratos…
earnings-none = Nada foi ganho neste período. Os ganhos aparecem aqui depois da primeira época em que um dispositivo seu enviou relatório.
earnings-older-are-loading = Épocas mais antigas ainda estão sendo buscadas e conferidas. As somas crescem até elas chegarem.
earnings-summing = Somando os seus extratos…
earnings-today = Ganho hoje
earnings-week = Esta semana
earnings-month = Este mês
earnings-all = Ganho no total
earnings-in = Ganho: { $period }
earnings-only = Só { $name }. Mostrar todos
earnings-chart = Ganho, por { $step }
earnings-step-epoch = época
earnings-step-hour = hora
earnings-step-day = dia
earnings-step-week = semana
earnings-step-month = mês
earnings-week-of = semana de { $day }
earnings-adds-up =
    { $statements ->
        [one] A conta fecha: um extrato forma este total até a última unidade, { $count ->
            [one] em uma barra.
           *[other] em { $count } barras.
        }
       *[other] A conta fecha: { $statements } extratos formam este total até a última unidade, { $count ->
            [one] em uma barra.
           *[other] em { $count } barras.
        }
    }
earnings-lines-add-up =
    { $count ->
        [one] A conta fecha: a linha forma o total da época até a última unidade.
       *[other] A conta fecha: { $count } linhas formam o total da época até a última unidade.
    }
earnings-does-not-add-up = As partes não formam o total. Não confie neste número e informe o erro, por favor.
earnings-resources = Por tipo de contribuição
earnings-devices = Por dispositivo
earnings-devices-add-up = A conta fecha: { $count } dispositivos formam o total até a última unidade.
earnings-epochs = Por época
earnings-epoch = Época { $epoch }
earnings-ended = terminou { $when }

period-label = Período
period-today = Hoje
period-week = Esta semana
period-month = Este mês
period-year = Este ano
period-all = Tudo
period-last-days =
    { $count ->
        [one] Último dia
       *[other] Últimos { $count } dias
    }
period-from-to = { $first } a { $last }
period-choose = Escolher dias
period-first = De
period-last = Até, inclusive

chart-as-table = Ver como tabela
chart-as-chart = Ver como gráfico
chart-bar = { $name }: { $amount }
chart-amount = Valor
chart-more = Mostrar mais

epoch-back = Todos os ganhos
epoch-total = O que esta época pagou
epoch-lines = Linhas
epoch-unpaid = Esta época não pagou nada, ou o extrato ainda não chegou.
epoch-pages = Páginas de linhas
epoch-before = Anterior
epoch-after = Seguinte
epoch-page = { $first } a { $last } de { $count }

losses-title = O que mais poderia ter sido ganho
losses-none = Nada se perdeu neste período: tudo o que era possível conta.
losses-best = Isto recupera mais, até { $amount }:
    .do = Ver o dispositivo
losses-best-device =
    { $count ->
        [one] Trata-se de { $name }.
       *[other] Trata-se de { $count } dispositivos, e principalmente de { $name }.
    }
losses-units = Em unidades, para cada tipo de contribuição
losses-lines =
    { $count ->
        [one] uma linha
       *[other] { $count } linhas
    }
losses-add-up =
    { $count ->
        [one] A conta fecha: o possível, menos cada perda, é o que foi pago, em uma linha.
       *[other] A conta fecha: o possível, menos cada perda, é o que foi pago, em { $count } linhas.
    }

export-title = Exportar
export-open = Gravar arquivo (CSV)
export-format = Para
export-plain = Uma planilha: tudo o que se sabe de cada linha
export-koinly = Koinly
export-cointracking = CoinTracking
export-rows = Uma linha para
export-lines = cada dispositivo e época
export-days = cada dia
export-zone = Dias no fuso
export-starts = O dia começa às
export-do = Gravar arquivo
export-working = Gravando o arquivo. Um histórico longo leva alguns segundos.
export-done =
    { $count ->
        [one] Gravado, com uma linha: { $path }
       *[other] Gravado, com { $count } linhas: { $path }
    }
export-adds-up = A conta fecha: os valores do arquivo somam { $amount }, que é o total acima.

waterfall-caption = { $resource }, em { $unit }
waterfall-possible = Possível
waterfall-accepted = Conta
waterfall-lost = − { $units }
waterfall-worth = vale { $amount }
waterfall-to-do = O que fazer:
waterfall-times = × { $factor }
waterfall-reward = Recompensa

multiplier-none = O que a célula paga
    .means = Há espaço na célula, e houve contribuições há pouco: o que conta é pago por inteiro.
multiplier-crowd = Célula cheia
    .means = Mais dispositivos contribuíram ali do que cabem na célula, por isso dividem o pagamento. Um dispositivo em uma célula com menos vizinhos ganha mais.
multiplier-freshness = Bônus por célula esquecida
    .means = Fazia tempo que ninguém contribuía ali, por isso a célula paga mais, até haver contribuições em todas as épocas outra vez.

resource-coverage = Cobertura sem fio
    .unit = sinais de rádio
resource-storage = Armazenamento
    .unit = MiB guardados durante a época
resource-compute = Computação
    .unit = tarefas
resource-sensing = Temperatura e umidade
    .unit = medições
resource-energy = Energia
    .unit = Wh
resource-mapping = Mapeamento
    .unit = milésimos de célula do mapa
