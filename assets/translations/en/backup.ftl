# The back-up.

backup-title = Back up your wallet
backup-lead = A list of words is the only way to bring your wallet back if this phone or computer is lost. Take pen and paper; it takes two minutes.
backup-notice = Whoever has the words has your tokens. Make sure nobody is looking, take no photo, and never type them into a website.
backup-later = Later
backup-reveal = Show the words
backup-words-title = Write these words down
backup-words-lead = All { $count }, in this order. You will be asked for three of them.
backup-continue = I have written them down
backup-check-title = Let us make sure
backup-check-lead = Type these words from your paper.
backup-question = Word number { $number }
backup-wrong = That is not word number { $number }. Look at your paper again; mind the spelling.
backup-show-again = Show the words again
backup-check = Check
backup-done-title = Your back-up works
backup-done-lead = Keep the paper somewhere safe and dry. With it you can restore this wallet on any device.
backup-done = Go to your wallet
