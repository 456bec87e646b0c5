# Um dispositivo: o histórico, os ajustes, e como passa para outra pessoa.

history-title = Épocas
history-none = Nenhuma época foi paga desde que ele foi registrado.
history-epoch = Época
history-counted = Contou
history-counted-of = { $accepted } de { $possible } { $unit }
history-paid = Pago
history-no-report = Sem relatório
history-more = Mais épocas

device-settings = Ajustes
device-name = Nome
    .hint = Só você o vê, neste aparelho.
device-rename = Salvar o nome
device-change-fee = Cada mudança custa { $fee }, pagos uma vez do seu saldo.

device-place = Local
device-place-is = Ele fica na célula { $cell } do mapa.
device-place-none = A rede não sabe onde ele fica, por isso nada do que ele faz conta.
device-place-change = Ele fica em outro lugar
device-place-move = Mover para esta célula

equipment-title = Equipamento
equipment-lead = O que você declara aqui limita o que ele pode relatar. Diga a verdade: relatórios que não combinam não são pagos, e muitos deles suspendem o dispositivo.
equipment-gain = Ganho da antena em dBi
    .hint = Impresso na antena, por exemplo 5.8. Use 0 se ela não tiver ganho.
antenna-gain-invalid = O ganho fica entre 0 e { $most } dBi, com no máximo uma casa decimal.
antenna-within = { $plan } permite irradiar { $limit } dBm. Com esta antena, o rádio pode ficar como veio.
antenna-over = Forte demais para { $plan } se o rádio ficar como veio: podem ser irradiados no máximo { $limit } dBm. Ajuste o rádio para { $left } dBm ou menos antes que ele transmita.
equipment-source = O que injeta energia
equipment-source-none = Nada
equipment-source-solar = Painéis solares
equipment-source-wind = Vento
equipment-source-other = Água, biogás, bateria ou outra coisa
equipment-watts = Potência máxima em watts
    .hint = O máximo que pode fornecer, por exemplo 4000.
equipment-watts-invalid = A potência é um número inteiro de watts acima de 0.
equipment-declare = Declarar à rede

height-title = Altura da antena
height-lead = Só para você: a rede não pergunta a altura, e a nota fica neste aparelho. Quanto mais alta uma antena está em relação ao que a cerca, mais vizinhos ela ouve.
height-metres = Altura acima do chão em metros
height-feet = Altura acima do chão em pés
height-hint = Um número inteiro, por exemplo 12. Só para você; deixe vazio se não souber.
height-invalid = A altura é um número inteiro, no máximo { $most }.
height-note = Guardar a nota

changing-place = Mudando o local na rede. Leva alguns segundos.
changing-equipment = Declarando à rede. Leva alguns segundos.
changing-offer = Oferecendo. Leva alguns segundos.
changing-withdrawal = Retirando a oferta. Leva alguns segundos.
changing-owner = Assumindo o dispositivo. Leva alguns segundos.
changing-release = Liberando o dispositivo. Leva alguns segundos.

hand-over-title = Passar adiante
hand-over-lead = Ofereça-o à conta de outra pessoa. Ele continua seu, e ganha para você, até que ela aceite.
hand-over-to = Endereço da pessoa
    .hint = Começa com op1. Peça o endereço a ela e compare as primeiras e as últimas letras.
hand-over-offer = Oferecer
hand-over-confirm = Oferecer { $name } a { $to }. A taxa é { $fee }.
    .after = Quando a pessoa aceitar, ele e tudo o que ganhar dali em diante serão dela. O que ele ganhou antes continua seu. Até lá, dá para retirar a oferta.
hand-over-offer-now = Sim, oferecer
hand-over-keep = Não, manter
hand-over-offered = { $name } foi oferecido a
    .next = Ele é seu até que a pessoa aceite. Envie a ela o endereço do dispositivo, que está acima; ela o abre no app dela, em Dispositivos.
hand-over-withdraw = Retirar a oferta

release = Liberar
release-lead = Ou libere-o para ninguém: quem o tiver nas mãos poderá então registrá-lo.
release-confirm = { $name } não será de ninguém. A taxa é { $fee }.
    .after = Ele não ganha para ninguém até que alguém o registre, e para isso é preciso confirmar no dispositivo. O que ele ganhou continua seu. Isto não pode ser desfeito de longe.
release-now = Sim, liberar

offered-title = Há um dispositivo oferecido a você
offered-lead = O dono quer passá-lo para você.
offered-owner = Dono
offered-nobody = Ninguém
offered-means = Ao aceitar, ele é seu, e também o que ganhar dali em diante. A taxa é { $fee }. Depois diga onde ele fica: o local antigo é esquecido.
offered-accept = Aceitar
