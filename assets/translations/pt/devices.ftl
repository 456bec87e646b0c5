# Os dispositivos.

devices-title = Dispositivos
devices-lead =
    { $count ->
        [0] Ainda nenhum.
        [one] Um dispositivo ganha para você.
       *[other] { $count } dispositivos ganham para você.
    }
devices-add = Adicionar
devices-none = Ainda não há dispositivos.
devices-need-wallet = Para adicionar um dispositivo é preciso uma carteira. Crie uma na tela inicial.

device-suspended = Suspenso
    .advice = Vezes demais, o que ele relatou não pôde ser comprovado ou estava errado. Por um tempo a rede não aceita relatórios dele. Deixe-o ligado e on-line, e atualize-o; ele volta sozinho.
device-silent = Sem relatórios
    .advice = Ele perdeu épocas e por enquanto não ganha nada. Veja se tem energia e se o Wi-Fi funciona. Ele volta sozinho quando tiver os dois.
device-needs-place = Sem local
    .advice = A rede não sabe onde ele fica, por isso nada do que ele mede conta. Abra-o e diga onde ele fica.
device-waiting = Falta o primeiro relatório
    .advice = Está tudo pronto. O primeiro relatório vem no fim da época; deixe-o ligado.
device-working = Funcionando
    .advice = Ele envia relatórios em todas as épocas. Não há nada a fazer.

device-all = Todos os dispositivos
device-unknown = O dispositivo não é seu
    .lead = Ele pode ter sido liberado, ou o link é de outra carteira.
device-earned = Ganho até agora
device-last-report = Último relatório
device-epoch = Época { $epoch }
device-no-report = Ainda nenhum
device-cell = Local (célula do mapa)
device-no-cell = Ainda nenhum
device-claimed = Registrado
device-address = Endereço
devices-loading = Carregando…
