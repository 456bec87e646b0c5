# A tela inicial.

home-title = Início
home-balance = Saldo
home-devices = Os seus dispositivos
home-devices-in-need =
    { $count ->
        [one] Um dispositivo precisa de atenção
       *[other] { $count } dispositivos precisam de atenção
    }
home-all-devices = Todos os { $count } dispositivos
home-last-month = Os últimos 30 dias
home-address = O seu endereço
home-connecting = Procurando pares. Leva alguns segundos.
home-verifying-block = Conferindo o bloco mais novo…
home-verifying-account = Conferindo o seu saldo com o bloco mais novo…
home-looking-network = Rede que você está vendo

next-create = Você está só olhando
    .body = Para adicionar um dispositivo e ganhar com ele, é preciso uma carteira. Leva um minuto.
    .do = Criar ou restaurar
next-resume = Termine de configurar o dispositivo
    .body = A configuração parou no meio. Tudo até aqui está guardado.
    .do = Continuar
next-attend = { $name }: { $state }
    .do = Cuidar dele
next-back-up = Faça uma cópia de segurança da carteira
    .body = Agora há algo a perder. Se este aparelho quebrar sem cópia de segurança, os seus tokens somem para sempre.
    .do = Fazer agora
next-tokens = Pegue tokens de treino
    .body = Registrar um dispositivo custa uma pequena taxa. Nesta rede há tokens de graça para isso.
    .do = Pegar tokens
next-add = Adicione o primeiro dispositivo
    .body = Conecte-o, dê Wi-Fi a ele, diga onde fica. Ele ganha a partir da próxima época.
    .do = Adicionar
next-wait = Tudo bem
    .body = Nada a fazer. As próximas recompensas são pagas { $when }.
next-nothing = Nada a fazer por enquanto.
