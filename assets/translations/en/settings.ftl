# What the person may choose, and what the app says of itself.

settings-title = Settings

settings-appearance = Appearance
settings-language = Language
settings-language-system = As the system
settings-language-en = English
settings-language-es = Español
settings-language-de = Deutsch
settings-language-pt = Português
settings-language-ar = العربية
settings-theme = Theme
settings-theme-system = As the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-units = Lengths
settings-units-metric = Metres
settings-units-imperial = Feet

settings-day = Your day
settings-day-start = A day begins at
    .hint = Earnings of a day are counted from this time on, on the screens and in exports.
settings-zone = Time zone
settings-zone-system = As the system
settings-zone-system-named = As the system ({ $zone })

settings-news = Notifications
settings-news-offline = A device stopped reporting
settings-news-reward = A reward arrived
settings-news-transaction = A transaction went through or failed
settings-news-backup = A back-up is due
settings-news-devices = News of these devices

settings-computer = This computer
settings-start = Start when I log in
    .hint = In the background, so that the numbers are up to date when you open the window.
settings-battery = Rest on battery
    .hint = While the computer runs on its battery, nothing new is fetched. What is shown says how old it is.
settings-folder = Data folder
    .hint = Everything that the app keeps is here, the wallet included. Whoever copies it still needs your passphrase.
settings-folder-open = Open folder

support-title = Help
support-warning = Nobody who helps you needs your words.
    .body = Outpost has no support that writes to you first. Whoever asks for your twelve words, your passphrase or a payment wants to rob you, however official they look.
support-what = If you report a fault, this text helps to find it. It has no words, no keys, no address and no place. Read it before you give it to anybody.
support-preview = Show the text
support-text = Text for a report
support-save = Save as a file
support-saved = Saved: { $path }

licences-title = About
licences-version = Outpost { $version }
licences-own = Outpost is free software under the Apache licence, version 2.0. It is made of the work of many others.
licences-show = Show their licences
licences-reading = Reading the list…
licences-missing = The list of licences is not part of this build.
licences-list = Software and licences
licences-count = { $count } packages
licences-name = Name
licences-number = Version
licences-licence = Licence
