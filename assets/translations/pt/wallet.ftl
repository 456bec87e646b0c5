# A carteira: saldo e histórico, enviar e receber, pessoas, contas, mensagens, segurança.

wallet-title = Carteira
wallet-send = Enviar
wallet-receive = Receber
wallet-more = Mais na carteira
wallet-accounts = Contas
wallet-contacts = Contatos
wallet-sign = Assinar mensagem
wallet-security = Bloqueio e cópia
wallet-watching = Você só acompanha esta conta. As chaves não estão neste aparelho, por isso tudo aparece e nada pode ser assinado.

account-numbered = Conta { $number }
accounts-lead = As suas palavras recuperam todas as suas próprias contas. As acompanhadas têm as chaves em outro lugar.
account-shown = Em exibição
account-switch = Mostrar esta conta
account-name = Nome
account-rename = Salvar o nome
account-forget = Não acompanhar
account-add = Outra conta sua
    .lead = Ela tem endereço próprio, e as mesmas palavras a recuperam. Os outros não veem que as duas são suas.
    .do = Adicionar conta
account-watch = Acompanhar uma conta
    .lead = Siga uma conta só pelo endereço, como uma cujas palavras estão em um cofre.
accounts-own = Uma conta sua
    .lead = Para assinar e pagar é preciso uma carteira neste aparelho. O que você acompanha continua aqui.

watch-title = Acompanhar uma conta
watch-lead = Veja o saldo, os dispositivos e os ganhos dela, cada número conferido por este aparelho.
watch-notice = Um endereço basta para olhar. Nada pode ser assinado ou pago sem as palavras.
watch-address = Endereço a acompanhar
watch-address-hint = Começa com op1. Um link também serve.
watch-do = Acompanhar

contacts-lead = Como você chama os outros. Os nomes ficam neste aparelho.
contacts-none = Ninguém ainda. Adicione alguém abaixo, ou depois de pagar a essa pessoa.
contacts-loading = Abrindo os contatos…
contact-new = Adicionar alguém
contact-keep = Lembrar quem é
contact-name = Nome
contact-address = Endereço
contact-save = Salvar
contact-pay = Enviar
contact-remove = Remover

receive-title = Receber
receive-lead = Quem quiser pagar a você lê este código ou copia o seu endereço.
receive-address = O seu endereço
receive-qr = Código QR do seu endereço
receive-compare = Para comparar endereços, olhe as letras em destaque nas duas pontas.
receive-copy = Copiar endereço
receive-copy-link = Copiar link
receive-ask = Pedir um valor
receive-amount = Valor
receive-amount-hint = Preenche o formulário de quem paga. A pessoa ainda pode mudá-lo.
receive-note = Para quê
receive-note-hint = Quem paga vê isto. Fica no link e nunca na rede.

send-title = Enviar
send-lead = Você vai ver o que acontece antes de assinar qualquer coisa.
send-to = Para
send-to-hint = Um endereço, um link ou um nome dos seus contatos.
send-amount = Valor
send-everything = Enviar tudo
send-everything-is = Tudo, menos a taxa.
send-part = Digitar um valor
send-note = Para quê
send-note-hint = Só para você. Fica neste aparelho.
send-fee = Taxa
note-too-long = No máximo { $most } caracteres simples.
amount-no-number = Digite um número, como { $example }.
amount-decimals = No máximo { $most } algarismos depois do sinal decimal.
amount-too-large = É mais do que há.

confirm-title = Enviar { $amount } para { $who }?
confirm-lead = { $who } recebe { $amount }. A rede queima uma taxa de { $fee }. Você fica com { $after }. Depois de assinado, ninguém pode voltar atrás.
confirm-itself = Este é o endereço da própria conta que paga. Você pagaria uma taxa e ficaria com o resto.
confirm-never-used = Ninguém usou este endereço ainda. Se uma letra estiver errada, os tokens somem para sempre. Compare com o original.
confirm-before = Você tem agora
confirm-after = Você fica com
confirm-send = Enviar { $amount }

progress-signing = Assinando…
progress-stage-signed = Assinada e anotada
progress-stage-sent = Entregue à rede
progress-stage-final = Definitiva e provada
progress-waiting = Procurando um par que a aceite. Pode fechar o app; ela continua na próxima vez que ele abrir.
progress-sent = A rede já a tem. Ela é definitiva em alguns segundos. Não é preciso esperar.
progress-final = Pronto. É definitiva, e este aparelho tem a prova do bloco { $height }.
progress-done = Voltar à carteira

transaction-waiting = Aguardando um par
transaction-sent = A caminho
transaction-final = Definitiva e provada
transaction-failed = Não feita; nada foi pago
transaction-proven = Provada em
transaction-height = bloco { $height }
transaction-id = Número

ledger-title = Histórico
ledger-more = Mostrar antigos
ledger-loading = Somando o seu histórico…
ledger-catching-up = Extratos mais antigos ainda estão chegando; depois aparecem as mudanças mais novas.
ledger-none = Nada aconteceu ainda. O que entrar aparece aqui.
ledger-was-there = Saldo quando este aparelho olhou pela primeira vez
    .why = No bloco { $height } a conta tinha este valor. O que houve antes, sabe o aparelho em que aconteceu.
ledger-reward = Recompensas da época { $epoch }
    .why = Cada unidade está explicada em Ganhos.
ledger-came-in = Recebido
    .why = Entrou depois do bloco { $after } e até o bloco { $until }. A rede prova saldos, por isso esta é a diferença exata, sem as recompensas e o que você gastou. Ela não diz de quem veio.
ledger-elsewhere = De outro aparelho
    .why =
    { $count ->
        [one] Uma transação foi feita com as mesmas palavras em outro lugar, depois do bloco { $after } e até o bloco { $until }. É a isto que ela e o que tenha entrado se somam.
       *[other] { $count } transações foram feitas com as mesmas palavras em outro lugar, depois do bloco { $after } e até o bloco { $until }. É a isto que elas e o que tenha entrado se somam.
    }
ledger-note = A sua nota: { $note }
ledger-to = Para { $who }
ledger-claim = { $device }: registrado
ledger-place = { $device }: local definido
ledger-release = { $device }: liberado
ledger-offer = { $device }: oferecido a alguém
ledger-accept = { $device }: assumido
ledger-equipment = { $device }: equipamento declarado
ledger-credits = Compra de créditos
ledger-use = Uso da rede
ledger-sums = De que é feito o seu saldo
ledger-opening = No começo
ledger-rewards = Recompensas
ledger-received = Recebido
ledger-sent = Enviado
ledger-fees = Taxas
ledger-adds-up =
    { $count ->
        [one] Uma mudança soma o seu saldo.
       *[other] { $count } mudanças somam o seu saldo.
    }

sign-lead = Mostre que uma conta é sua, ou confira o que outra pessoa assinou.
sign-means = Assinar uma mensagem não move tokens e não custa nada. Mostra que você tem as chaves desta conta. Assine só o que diria em público, e nunca o que um desconhecido pedir.
sign-text = Mensagem
sign-do = Assinar
sign-done = Repasse tudo isto, inclusive as linhas de traços:
verify-title = Conferir uma mensagem assinada
verify-text = Mensagem assinada
verify-do = Conferir
verify-yes = { $who } assinou exatamente isto.
verify-no = A assinatura está errada. Não confie neste texto nem em quem dizem que o escreveu.

security-lead = Mantenha os outros fora, e a carteira segura.
security-backup = Cópia de segurança
security-backed-up = Você mostrou que as palavras desta carteira estão anotadas.
security-not-backed-up = Não se sabe se as palavras desta carteira estão anotadas. Sem elas, um aparelho quebrado significa tokens perdidos.
security-check-backup = Conferir de novo
security-pair = Levar a minha carteira a outro aparelho
    .lead = A mesma carteira no seu telefone e no seu computador. Ambos assinam então pelas mesmas contas.
    .do = Mostrar um código
security-lock = Bloquear
    .lead = Nada aparece até que você a desbloqueie de novo. Pagamentos a caminho continuam.
    .do = Bloquear agora
biometrics = Desbloquear com impressão digital ou rosto
    .hint = A tela de bloqueio pede isso primeiro. A frase-senha sempre funciona também, então não a esqueça.
    .reason = Mostre que isto abre a sua carteira do Outpost
    .cancel = Cancelar
security-passphrase = Frase-senha
    .lead = A carteira continua a mesma. O arquivo antigo é guardado até que o novo tenha sido aberto.
    .do = Mudar frase-senha
security-old = Frase-senha atual
security-changed = A frase-senha foi mudada.
security-system = O cofre de chaves do sistema guarda esta carteira e a abre quando você entra, com impressão digital ou rosto se o sistema estiver configurado assim. Bloqueie o aparelho para manter os outros fora.

offer-title = Levar a minha carteira a outro aparelho
offer-lead = Você recebe um código e seis palavras. Juntos levam esta carteira, com todas as contas dela, ao outro aparelho.
offer-warning = Quem tem os dois tem os seus tokens, agora e para sempre. Cuide para que ninguém olhe, não fotografe os dois e não os envie a ninguém.
offer-passphrase = Frase-senha desta carteira
offer-do = Mostrar código e palavras
offer-next = No outro aparelho, escolha “Parear com o meu outro aparelho” na primeira tela; depois leia ou cole o código e digite as palavras.
offer-qr = O código como imagem para uma câmera
offer-copy = Copiar o código
offer-words = As seis palavras
offer-until = Os dois são escondidos depois de dois minutos, ou quando você sai.
offer-hide = Pronto, esconder
offer-hidden = O código e as palavras estão escondidos. Para mostrar outros, comece de novo.
