# Por que unidades não contam: o que aconteceu, o que significa para você, o que fazer.

loss-joined-during-epoch =
    .what = Antes de ser adicionado
    .means = O dispositivo foi adicionado depois do início da época. O que houve antes não conta.
    .next = Nada: a partir da próxima época ele conta por inteiro.

loss-fewer-readings =
    .what = Medições não feitas
    .means = Ele esteve desligado ou ocupado durante parte da época.
    .next = Cuide para que tenha energia o tempo todo.

loss-no-location =
    .what = Local desconhecido
    .means = A rede não sabe onde ele fica, por isso nada do que ele fez conta.
    .next = Adicione o dispositivo de novo para concluir a configuração.

loss-out-of-range =
    .what = Valores impossíveis
    .means = Pelo menos um valor estava fora do que um sensor assim pode medir, por isso nenhum foi aceito.
    .next = Veja se o sensor está molhado, solto ou quebrado.

loss-not-shown =
    .what = Registros não mostrados
    .means = A rede pediu os registros dele e não os recebeu a tempo.
    .next = Deixe-o ligado e on-line depois do fim da época. Dispositivos com que isso acontece muito são suspensos.

loss-flawed =
    .what = Registros não batem
    .means = Os registros que ele mostrou não são os que ele relatou.
    .next = Reinicie-o e atualize-o. Dispositivos com que isso acontece muito são suspensos.

loss-disagrees =
    .what = Diferente dos vizinhos
    .means = A maioria dos sensores por perto mediu outra coisa.
    .next = Tire-o do sol e afaste-o de paredes, aquecedores e saídas de ar.

loss-stuck =
    .what = Sempre o mesmo valor
    .means = Os valores de um sensor que funciona mudam um pouco. Estes não mudaram.
    .next = Veja se o sensor está conectado. Se estiver, troque-o.

loss-copied =
    .what = Valores de outro dispositivo
    .means = Outro dispositivo relatou exatamente o mesmo, e não há dois sensores que meçam exatamente igual.
    .next = Redefina o dispositivo e configure-o de novo.

loss-same-owner =
    .what = Coberto por outro dispositivo seu
    .means = O que dois dispositivos seus fazem no mesmo lugar conta uma vez.
    .next = Leve um deles para onde você ainda não tem nenhum.

loss-fewer-beacons =
    .what = Sinais não enviados
    .means = Ele enviou menos sinais de rádio do que devia.
    .next = Cuide para que tenha energia o tempo todo e que a antena esteja conectada.

loss-not-scheduled =
    .what = Fora do horário previsto
    .means = Ele citou sinais que ninguém devia enviar naquela hora.
    .next = Reinicie-o e atualize-o, para que o relógio fique certo.

loss-too-near =
    .what = Perto demais uns dos outros
    .means = Ele ouviu dispositivos tão próximos que isso nada diz sobre a cobertura.
    .next = Leve-o para mais longe dos outros.

loss-impossible-signal =
    .what = Sinal forte demais
    .means = O sinal que ele relatou é mais forte do que pode ser a essa distância.
    .next = Confira o local e a antena que você definiu para ele.

loss-not-witnessed =
    .what = Ninguém o ouviu
    .means = Nenhum dispositivo de outro dono o ouviu, e ele não ouviu nenhum.
    .next = Coloque a antena mais alto, e do lado de fora. Onde ainda não há ninguém, ele conta quando outros chegarem.

loss-closed-ring =
    .what = Ouvido só dentro de um grupo
    .means = Os que o ouvem só se ouvem entre si.
    .next = Ele conta quando outros dispositivos em volta também o ouvirem.

loss-beyond-capacity =
    .what = Mais do que o sistema pode dar
    .means = Ele injetou mais energia do que um sistema do tamanho declarado pode dar.
    .next = Corrija o tamanho declarado.

loss-no-daylight =
    .what = Energia solar sem luz do dia
    .means = O medidor contou energia solar com o sol abaixo do horizonte.
    .next = Confira o local. Se uma bateria injeta energia, declare-a como fonte.

loss-meter-jumped =
    .what = O medidor deu um salto
    .means = Ele andou para trás, ou continuou de um número diferente daquele em que parou.
    .next = Nada, se o medidor foi trocado. Senão, peça que o verifiquem.

loss-fewer-sectors =
    .what = Espaço que já não guarda
    .means = Ele guarda menos para os outros do que se comprometeu a guardar.
    .next = Veja se o disco está cheio ou com defeito.

loss-dissent =
    .what = Resultado diferente dos outros
    .means = A maioria dos que fizeram a mesma tarefa teve outro resultado.
    .next = Reinicie-o e atualize-o. Se isso se repetir, a memória pode estar com defeito.

loss-no-quorum =
    .what = Poucos fizeram a tarefa
    .means = Tão poucos fizeram a mesma tarefa que não dá para dizer qual resultado está certo.
    .next = Nada: isso acontece enquanto há poucos dispositivos computando.

loss-fewer-jobs =
    .what = Tarefas não feitas
    .means = Ele fez menos tarefas do que recebeu.
    .next = Cuide para que esteja ligado o tempo todo e sem outras ocupações.

loss-already-fresh =
    .what = Mapeado há pouco
    .means = O mapa deste lugar ainda estava fresco, por isso pagou menos ou nada.
    .next = Vá aonde o mapa é mais antigo.

loss-unconfirmed =
    .what = Ainda não confirmado
    .means = Ninguém mais viu o mesmo ali ainda. Um lugar é confirmado por outros que o mapeiam; um medidor, por pelo menos três medidores próximos de outros donos, da mesma fonte, que sentiram as mesmas nuvens ou rajadas.
    .next = Nada: conta por inteiro onde outros também mapeiam ou medem. A energia que vem de forma constante nunca é confirmada.

loss-too-sparse =
    .what = Pontos de menos
    .means = O trajeto tem poucos pontos ali para mapear o lugar.
    .next = Vá mais devagar e deixe o receptor com vista livre para o céu.

loss-not-sealed =
    .what = Não anunciado antes
    .means = O que se mede deve ser selado em uma época e aberto na seguinte, para que ninguém o copie. Este não combinava com o selo, ou ainda não havia selo.
    .next = Deixe-o ligado. Depois de uma interrupção ele volta a contar a partir da segunda época.
