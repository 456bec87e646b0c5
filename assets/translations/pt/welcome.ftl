# A entrada.

welcome-title = Mantenha um pedaço da rede. Confira cada número por conta própria.
welcome-lead = Configure os seus dispositivos, veja com o que contribuem e quanto você ganha.
welcome-create = Criar uma carteira
    .lead = Para quem chega agora. Leva um minuto; você vai anotar algumas palavras.
welcome-restore = Restaurar uma carteira
    .lead = Para quem tem as palavras de uma cópia de segurança.
welcome-pair = Parear com o meu outro aparelho
    .lead = O Outpost já tem a sua carteira lá. Ele mostra um código e seis palavras.
welcome-watch = Acompanhar uma conta
    .lead = Siga um saldo e os dispositivos dele por um endereço. Sem chaves neste aparelho.
welcome-look-around = Olhar primeiro
    .lead = Veja a rede sem carteira. Nada a assinar, nada a pagar.
welcome-creating = Criando a sua carteira…
welcome-promise = As suas chaves ficam neste aparelho. Nenhuma empresa fica entre você e os seus ganhos.

passphrase-title = Escolha uma frase-senha
passphrase-lead = Ela tranca o arquivo que guarda as suas chaves. Será pedida sempre que o app abrir.
passphrase-label = Frase-senha
passphrase-hint = Pelo menos { $shortest } caracteres. Algumas palavras sem relação são fáceis de lembrar e difíceis de adivinhar.
passphrase-repeat = A mesma outra vez
passphrase-differs = Não é igual à de cima.
passphrase-notice = Ninguém pode redefini-la. Se você a esquecer, as palavras da cópia de segurança recuperam a carteira.

restore-title = Restaure a sua carteira
restore-lead = Digite as palavras da cópia de segurança na ordem, com espaços entre elas.
restore-words = Palavras da cópia de segurança
restore-count =
    { $count ->
        [0] As cópias de segurança têm 12 ou 24 palavras.
        [one] { $count } palavra até agora. As cópias de segurança têm 12 ou 24.
       *[other] { $count } palavras até agora. As cópias de segurança têm 12 ou 24.
    }
restore-continue = Restaurar

pair-title = Parear com o meu outro aparelho
pair-lead = No outro aparelho, abra Carteira, depois Bloqueio e cópia, depois “Levar a minha carteira a outro aparelho”. Ele mostra um código e seis palavras.
pair-code = O código
    .hint = Cole-o aqui. A câmera de um telefone também o abre.
pair-words = As seis palavras
    .hint = Na ordem, com espaços entre elas.
pair-notice = Vêm a sua carteira e as contas dela, e se a sua cópia foi conferida. Os nomes de contas e dispositivos, a sua agenda e os ajustes ficam no outro aparelho.
pair-continue = Trazer a minha carteira
pair-working = Abrindo o código…

unlock-title = Que bom ver você de novo
unlock-lead = A sua frase-senha desbloqueia a carteira neste aparelho.
unlock-lead-biometrics = A sua impressão digital ou o seu rosto desbloqueia a carteira neste celular. A frase-senha também.
unlock-biometrics = Desbloquear com impressão digital ou rosto
    .reason = Desbloqueie a sua carteira do Outpost
    .cancel = Usar a frase-senha
unlock-continue = Desbloquear
unlock-forgotten = Esqueci a frase-senha
unlock-aside-title = Recupere-a com as suas palavras
unlock-aside-body = Ninguém pode redefinir uma frase-senha, mas as palavras da cópia de segurança refazem a mesma carteira, com uma frase-senha nova. O arquivo trancado é posto de lado neste aparelho, não apagado.
unlock-aside = Tenho as palavras
unlock-aside-anyway = Pôr de lado mesmo assim
unlock-opening = Abrindo a sua carteira. O sistema pode pedir a sua permissão.
