# O que a pessoa pode escolher, e o que o app diz de si.

settings-title = Ajustes

settings-appearance = Aparência
settings-language = Idioma
settings-language-system = Como o sistema
settings-language-en = English
settings-language-es = Español
settings-language-de = Deutsch
settings-language-pt = Português
settings-language-ar = العربية
settings-theme = Tema
settings-theme-system = Como o sistema
settings-theme-light = Claro
settings-theme-dark = Escuro
settings-units = Distâncias
settings-units-metric = Metros
settings-units-imperial = Pés

settings-day = O seu dia
settings-day-start = O dia começa às
    .hint = Os ganhos de um dia contam a partir desta hora, nas telas e nas exportações.
settings-zone = Fuso horário
settings-zone-system = Como o sistema
settings-zone-system-named = Como o sistema ({ $zone })

settings-news = Notificações
settings-news-offline = Um dispositivo parou de enviar relatórios
settings-news-reward = Chegou uma recompensa
settings-news-transaction = Uma transação foi concluída ou falhou
settings-news-backup = Falta a cópia de segurança
settings-news-devices = Avisos destes dispositivos

settings-computer = Este computador
settings-start = Abrir quando eu entrar no sistema
    .hint = Em segundo plano, para que os números estejam em dia quando você abrir a janela.
settings-battery = Pausar na bateria
    .hint = Enquanto o computador usa a bateria, nada novo é buscado. O que se mostra diz de quando é.
settings-folder = Pasta de dados
    .hint = Tudo o que o app guarda está aqui, inclusive a carteira. Quem a copiar ainda precisa da sua frase-senha.
settings-folder-open = Abrir a pasta

support-title = Ajuda
support-warning = Ninguém que ajuda você precisa das suas palavras.
    .body = O Outpost não tem um suporte que escreva primeiro. Quem pede as suas doze palavras, a sua frase-senha ou um pagamento quer roubar você, por mais oficial que pareça.
support-what = Se você informar um erro, este texto ajuda a encontrá-lo. Ele não tem palavras, nem chaves, nem endereço, nem local. Leia-o antes de dar a alguém.
support-preview = Mostrar o texto
support-text = Texto para informar o erro
support-save = Salvar em arquivo
support-saved = Salvo: { $path }

licences-title = Sobre
licences-version = Outpost { $version }
licences-own = O Outpost é software livre sob a licença Apache, versão 2.0. É feito do trabalho de muitas outras pessoas.
licences-show = Ver as licenças
licences-reading = Lendo a lista…
licences-missing = A lista de licenças não faz parte desta versão.
licences-list = Software e licenças
licences-count = { $count } pacotes
licences-name = Nome
licences-number = Versão
licences-licence = Licença
