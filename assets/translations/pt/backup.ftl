# A cópia de segurança.

backup-title = Faça uma cópia de segurança da carteira
backup-lead = Uma lista de palavras é a única forma de recuperar a carteira se este aparelho se perder. Pegue caneta e papel; leva dois minutos.
backup-notice = Quem tem as palavras tem os seus tokens. Veja se ninguém está olhando, não tire foto e nunca as digite em um site.
backup-later = Depois
backup-reveal = Mostrar as palavras
backup-words-title = Anote estas palavras
backup-words-lead = Todas as { $count }, nesta ordem. Depois serão pedidas três delas.
backup-continue = Já anotei
backup-check-title = Vamos conferir
backup-check-lead = Digite estas palavras, lendo do papel.
backup-question = Palavra número { $number }
backup-wrong = Essa não é a palavra número { $number }. Olhe o papel de novo; atenção à ortografia.
backup-show-again = Mostrar de novo
backup-check = Conferir
backup-done-title = A sua cópia funciona
backup-done-lead = Guarde o papel em lugar seguro e seco. Com ele dá para restaurar esta carteira em qualquer aparelho.
backup-done = Ir para a carteira
