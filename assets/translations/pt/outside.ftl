# O que se diz fora da janela: avisos, e a linha na bandeja.

notice-device-offline = { $name } não envia relatórios
    .body = Ele perde épocas e por enquanto não ganha nada. O Outpost mostra por quê.
notice-reward = Você ganhou { $amount }
    .body = Está no seu saldo, e provado.
notice-transaction = Uma transação é definitiva
    .body = { $amount } · provado neste aparelho.
notice-transaction-failed = Uma transação não foi feita
    .body = { $amount } continuam na sua conta. O Outpost diz por quê.
notice-backup-due = Anote as suas palavras
    .body = Agora há algo a perder, e só as palavras o trazem de volta.

tray-open = Abrir o Outpost
tray-quit = Sair
tray-locked = O Outpost está bloqueado
tray-offline = Sem conexão com a rede
tray-well =
    { $count ->
        [0] Conectado
        [one] Um dispositivo, tudo bem
       *[other] { $count } dispositivos, tudo bem
    }
tray-attention =
    { $count ->
        [one] Um dispositivo precisa de atenção
       *[other] { $count } dispositivos precisam de atenção
    }
