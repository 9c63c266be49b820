<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>AdjustForm</name>
    <message>
        <source>&amp;Give stars</source>
        <translation>&amp;Начислить звёзды</translation>
    </message>
    <message>
        <source>&amp;Take stars</source>
        <translation>&amp;Списать звёзды</translation>
    </message>
    <message>
        <source>Adjust balance</source>
        <translation>Изменить баланс</translation>
    </message>
    <message>
        <source>Amount, ★</source>
        <translation>Сумма, ★</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Баланс</translation>
    </message>
    <message>
        <source>For example 220 or 7.50</source>
        <translation>Например, 220 или 7.50</translation>
    </message>
    <message>
        <source>Give stars</source>
        <translation>Начислить звёзды</translation>
    </message>
    <message>
        <source>Give {amount}</source>
        <translation>Начислить {amount}</translation>
    </message>
    <message>
        <source>Only {have} can be taken.</source>
        <translation>Списать можно не больше {have}.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Stays in the ledger and goes to the customer.</source>
        <translation>Остаётся в журнале операций и уходит клиенту.</translation>
    </message>
    <message>
        <source>Take stars</source>
        <translation>Списать звёзды</translation>
    </message>
    <message>
        <source>Take {amount}</source>
        <translation>Списать {amount}</translation>
    </message>
    <message>
        <source>{name} is told about it with the reason you give.</source>
        <translation>{name} получит сообщение с указанной причиной.</translation>
    </message>
</context>
<context>
    <name>BotTokensForm</name>
    <message>
        <source>As the customers name it</source>
        <translation>Имя, под которым его знают клиенты</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>From @BotFather, like 123456:ABC-DEF</source>
        <translation>От @BotFather, вида 123456:ABC-DEF</translation>
    </message>
    <message>
        <source>No customer belongs to a bot yet.</source>
        <translation>Пока ни один клиент не привязан к боту.</translation>
    </message>
    <message>
        <source>Save bot’s token</source>
        <translation>Сохранить токен бота</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Показать символы</translation>
    </message>
    <message>
        <source>Telegram bots</source>
        <translation>Боты Telegram</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Токен</translation>
    </message>
</context>
<context>
    <name>BusyButton</name>
    <message>
        <source>Working</source>
        <translation>Выполняется</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove the filter %1</source>
        <translation>Убрать фильтр %1</translation>
    </message>
</context>
<context>
    <name>Clause</name>
    <message>
        <source>1 to 128 is allowed</source>
        <translation>допустимо от 1 до 128</translation>
    </message>
    <message>
        <source>1 to 8 is allowed</source>
        <translation>допустимо от 1 до 8</translation>
    </message>
    <message>
        <source>1 to {most} lower-case letters, digits, “-”, “_” or “.” are needed</source>
        <translation>нужно от 1 до {most} знаков: строчные латинские буквы, цифры, «-», «_» или «.»</translation>
    </message>
    <message>
        <source>2 to 40 capital Latin letters, digits or “_” are needed</source>
        <translation>нужно от 2 до 40 знаков: заглавные латинские буквы, цифры или «_»</translation>
    </message>
    <message>
        <source>3 to 32 Latin letters, digits or “_” are needed</source>
        <translation>нужно от 3 до 32 знаков: латинские буквы, цифры или «_»</translation>
    </message>
    <message>
        <source>64 hexadecimal characters are needed</source>
        <translation>нужны 64 шестнадцатеричных знака</translation>
    </message>
    <message>
        <source>Replicate has no such trainer</source>
        <translation>у Replicate нет такого тренера</translation>
    </message>
    <message>
        <source>a bot has a name</source>
        <translation>у бота должно быть имя</translation>
    </message>
    <message>
        <source>a name is needed</source>
        <translation>нужно имя</translation>
    </message>
    <message>
        <source>a number from {low} to {high} is needed</source>
        <translation>нужно число от {low} до {high}</translation>
    </message>
    <message>
        <source>a positive 64-bit number is needed</source>
        <translation>нужно положительное 64-разрядное число</translation>
    </message>
    <message>
        <source>a transfer of the kind “{kind}” is ended by its training, not by hand</source>
        <translation>перевод вида «{kind}» завершает само обучение, а не человек</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high} is needed</source>
        <translation>нужно целое число от {low} до {high}</translation>
    </message>
    <message>
        <source>a whole number is needed</source>
        <translation>нужно целое число</translation>
    </message>
    <message>
        <source>attempt {number} follows already</source>
        <translation>уже начата попытка {number}</translation>
    </message>
    <message>
        <source>customer {telegram_id} exists</source>
        <translation>клиент {telegram_id} уже есть</translation>
    </message>
    <message>
        <source>every operator of this database was switched off</source>
        <translation>все операторы этой базы данных отключены</translation>
    </message>
    <message>
        <source>it holds no certificates ({reason})</source>
        <translation>в файле нет сертификатов ({reason})</translation>
    </message>
    <message>
        <source>it is needed</source>
        <translation>без этого нельзя</translation>
    </message>
    <message>
        <source>it must be plain ASCII and not empty</source>
        <translation>нужна непустая строка только из символов ASCII</translation>
    </message>
    <message>
        <source>its price is not known; known: {known}</source>
        <translation>его цена неизвестна; известны цены: {known}</translation>
    </message>
    <message>
        <source>more than zero is needed</source>
        <translation>нужно больше нуля</translation>
    </message>
    <message>
        <source>name the customer’s bot; there is no default</source>
        <translation>укажите бота клиента: по умолчанию его нет</translation>
    </message>
    <message>
        <source>only the trainer’s own optimizers are allowed</source>
        <translation>допустимы только оптимизаторы самого тренера</translation>
    </message>
    <message>
        <source>say in a few words why</source>
        <translation>напишите в нескольких словах почему</translation>
    </message>
    <message>
        <source>side lengths from 256 to 2048, parted by commas, are needed</source>
        <translation>нужны длины сторон от 256 до 2048 через запятую</translation>
    </message>
    <message>
        <source>the disk fails under {path} ({reason})</source>
        <translation>сбой диска, на котором лежит {path} ({reason})</translation>
    </message>
    <message>
        <source>the folder {folder} cannot be written ({reason})</source>
        <translation>в папку {folder} нельзя записать ({reason})</translation>
    </message>
    <message>
        <source>the hold of attempt {attempt_id} ended with “{kind}”</source>
        <translation>удержание по попытке {attempt_id} завершено переводом «{kind}»</translation>
    </message>
    <message>
        <source>the message has the state “{status}”</source>
        <translation>состояние сообщения — «{status}»</translation>
    </message>
    <message>
        <source>the packed photos are gone</source>
        <translation>упакованных фотографий больше нет</translation>
    </message>
    <message>
        <source>the packed photos are gone from this machine</source>
        <translation>упакованных фотографий на этом компьютере больше нет</translation>
    </message>
    <message>
        <source>the packed photos are gone or changed</source>
        <translation>упакованные фотографии пропали или изменились</translation>
    </message>
    <message>
        <source>the token was not checked yet.</source>
        <translation>токен ещё не проверен.</translation>
    </message>
    <message>
        <source>there is an operator {name}</source>
        <translation>оператор {name} уже есть</translation>
    </message>
    <message>
        <source>transfer {transfer_id} was reversed before</source>
        <translation>перевод {transfer_id} уже отменён</translation>
    </message>
    <message>
        <source>what {source} holds has letters outside ASCII</source>
        <translation>в значении из источника «{source}» есть символы вне ASCII</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason})</source>
        <translation>не удаётся прочитать {path} ({reason})</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason})</source>
        <translation>не удаётся записать {path} ({reason})</translation>
    </message>
</context>
<context>
    <name>CrashBox</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Скопировать подробности</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>It goes on working. What you asked for last may not have been done: look at the page before you repeat it, and send the details to the developers.</source>
        <translation>Работа продолжается. Последнее действие могло не выполниться: прежде чем повторять его, проверьте страницу, а подробности отправьте разработчикам.</translation>
    </message>
    <message>
        <source>The program made a mistake</source>
        <translation>Ошибка в программе</translation>
    </message>
</context>
<context>
    <name>CustomerForm</name>
    <message>
        <source>A customer is known by the Telegram id; it cannot be changed later.</source>
        <translation>Клиент определяется по Telegram id; позже его не изменить.</translation>
    </message>
    <message>
        <source>A whole number; the bot shows it to the customer too.</source>
        <translation>Целое число; бот показывает его и самому клиенту.</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Create customer</source>
        <translation>Создать клиента</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Gender</source>
        <translation>Пол</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Фамилия</translation>
    </message>
    <message>
        <source>Messages are written in it.</source>
        <translation>На нём пишутся сообщения.</translation>
    </message>
    <message>
        <source>Needed for prompts; never guessed.</source>
        <translation>Нужен для промптов; программа его не угадывает.</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Новый клиент</translation>
    </message>
    <message>
        <source>Telegram id</source>
        <translation>Telegram id</translation>
    </message>
    <message>
        <source>The bot that writes to this customer.</source>
        <translation>Бот, который пишет этому клиенту.</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Имя пользователя</translation>
    </message>
    <message>
        <source>With or without @; may be empty.</source>
        <translation>С @ или без; можно оставить пустым.</translation>
    </message>
</context>
<context>
    <name>CustomerHead</name>
    <message>
        <source>Adjust balance…</source>
        <translation>Изменить баланс…</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Баланс</translation>
    </message>
    <message>
        <source>Copy the @username</source>
        <translation>Скопировать @имя</translation>
    </message>
    <message>
        <source>Copy the Telegram id</source>
        <translation>Скопировать Telegram id</translation>
    </message>
</context>
<context>
    <name>CustomerPane</name>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Деньги</translation>
    </message>
    <message>
        <source>No message was written to this customer yet.</source>
        <translation>Этому клиенту ещё не писали.</translation>
    </message>
    <message>
        <source>No star ever moved here.</source>
        <translation>Движений звёзд ещё не было.</translation>
    </message>
    <message>
        <source>This customer has no training yet.</source>
        <translation>У этого клиента ещё нет обучений.</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>Обучения</translation>
    </message>
    <message>
        <source>gender {word}</source>
        <translation>пол: {word}</translation>
    </message>
    <message>
        <source>messages do not arrive</source>
        <translation>сообщения не доходят</translation>
    </message>
    <message>
        <source>since {date}</source>
        <translation>с {date}</translation>
    </message>
</context>
<context>
    <name>CustomerPicker</name>
    <message>
        <source>Create customer…</source>
        <translation>Создать клиента…</translation>
    </message>
    <message>
        <source>Customers found</source>
        <translation>Найденные клиенты</translation>
    </message>
    <message>
        <source>Name, @username or Telegram id</source>
        <translation>Имя, @имя пользователя или Telegram id</translation>
    </message>
</context>
<context>
    <name>CustomerTrainings</name>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Price, ★</source>
        <translation>Цена, ★</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
</context>
<context>
    <name>Customers</name>
    <message>
        <source>Balance, ★</source>
        <translation>Баланс, ★</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Telegram id</source>
        <translation>Telegram id</translation>
    </message>
    <message>
        <source>The customer has blocked the bot or the chat is gone; messages do not arrive.</source>
        <translation>Клиент заблокировал бота или чата больше нет; сообщения не доходят.</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>Недоступен</translation>
    </message>
</context>
<context>
    <name>CustomersPage</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n клиент</numerusform>
            <numerusform>%n клиента</numerusform>
            <numerusform>%n клиентов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) will be sent again.</source>
        <translation>
            <numerusform>%n сообщение будет отправлено ещё раз.</numerusform>
            <numerusform>%n сообщения будут отправлены ещё раз.</numerusform>
            <numerusform>%n сообщений будет отправлено ещё раз.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;New customer</source>
        <translation>&amp;Новый клиент</translation>
    </message>
    <message>
        <source>&amp;Send again</source>
        <translation>&amp;Отправить ещё раз</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Клиенты</translation>
    </message>
    <message>
        <source>Find by name, @username or Telegram id</source>
        <translation>Имя, @имя пользователя или Telegram id</translation>
    </message>
    <message>
        <source>New &amp;training</source>
        <translation>Новое &amp;обучение</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Новый клиент</translation>
    </message>
    <message>
        <source>Nobody is found for “{text}”.</source>
        <translation>По запросу «{text}» никого не нашлось.</translation>
    </message>
    <message>
        <source>Send the picked messages that did not arrive once more</source>
        <translation>Отправить выбранные недошедшие сообщения ещё раз</translation>
    </message>
    <message>
        <source>Start a training for this customer</source>
        <translation>Запустить обучение для этого клиента</translation>
    </message>
    <message>
        <source>The balance of {name} is {balance} now.</source>
        <translation>Баланс клиента {name}: {balance}.</translation>
    </message>
    <message>
        <source>There are no customers yet.</source>
        <translation>Клиентов пока нет.</translation>
    </message>
    <message>
        <source>Your role may not change balances.</source>
        <translation>С вашей ролью нельзя менять балансы.</translation>
    </message>
    <message>
        <source>{name} is a customer now.</source>
        <translation>Клиент {name} создан.</translation>
    </message>
    <message>
        <source>{text} is on the clipboard.</source>
        <translation>Скопировано: {text}.</translation>
    </message>
</context>
<context>
    <name>Dataset</name>
    <message>
        <source>HEIC photos cannot be used; save them as JPEG first</source>
        <translation>фотографии HEIC не подходят; сначала сохраните их в JPEG</translation>
    </message>
    <message>
        <source>a file in the archive unpacks to {detail} times its size: {limit} is the most allowed</source>
        <translation>файл в архиве при распаковке вырастает в {detail} раз, допускается не более {limit}</translation>
    </message>
    <message>
        <source>it has {detail} MB, at most {limit} MB are allowed</source>
        <translation>размер {detail} МБ, допускается не более {limit} МБ</translation>
    </message>
    <message>
        <source>it holds more than {limit} files; choose the photos alone</source>
        <translation>внутри больше {limit} файлов; выберите только фотографии</translation>
    </message>
    <message>
        <source>it holds {detail} MB, at most {limit} MB are looked at</source>
        <translation>внутри {detail} МБ, просматривается не более {limit} МБ</translation>
    </message>
    <message>
        <source>it is a link and was passed over</source>
        <translation>это ссылка, она пропущена</translation>
    </message>
    <message>
        <source>it is not a photo</source>
        <translation>это не фотография</translation>
    </message>
    <message>
        <source>it is not a zip archive, or a damaged one</source>
        <translation>это не zip-архив, или он повреждён</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>файла больше нет на месте</translation>
    </message>
    <message>
        <source>it is only {detail} pixels; the shorter side needs at least {limit}</source>
        <translation>всего {detail} пикселей; короткая сторона должна быть не меньше {limit}</translation>
    </message>
    <message>
        <source>it is the same photo as {detail}</source>
        <translation>это та же фотография, что и {detail}</translation>
    </message>
    <message>
        <source>it is {detail} pixels, far more than a photo has</source>
        <translation>{detail} пикселей — гораздо больше, чем бывает у фотографии</translation>
    </message>
    <message>
        <source>it was changed after it was looked at</source>
        <translation>файл изменился после проверки</translation>
    </message>
    <message>
        <source>its caption file is empty and is not used</source>
        <translation>файл подписи пуст и не используется</translation>
    </message>
    <message>
        <source>its caption has more than {limit} characters and is not used</source>
        <translation>подпись длиннее {limit} символов и не используется</translation>
    </message>
    <message>
        <source>its caption is not a readable text and is not used</source>
        <translation>подпись не читается как текст и не используется</translation>
    </message>
    <message>
        <source>only {detail} of the photos can be used, at least {limit} are needed</source>
        <translation>подходящих фотографий только {detail}, нужно не меньше {limit}</translation>
    </message>
    <message>
        <source>the archive holds a path that leads out of it: {detail}</source>
        <translation>в архиве есть путь, ведущий наружу: {detail}</translation>
    </message>
    <message>
        <source>the archive is locked with a password</source>
        <translation>архив защищён паролем</translation>
    </message>
    <message>
        <source>the file cannot be read: {detail}</source>
        <translation>файл не читается: {detail}</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>файл пуст</translation>
    </message>
    <message>
        <source>the photos are {detail} MB together, at most {limit} MB can be sent</source>
        <translation>все фотографии вместе занимают {detail} МБ, отправить можно не более {limit} МБ</translation>
    </message>
    <message>
        <source>the picture is damaged and cannot be opened</source>
        <translation>изображение повреждено и не открывается</translation>
    </message>
    <message>
        <source>there are no photos in it</source>
        <translation>внутри нет фотографий</translation>
    </message>
    <message>
        <source>there is no photo for this caption</source>
        <translation>для этой подписи нет фотографии</translation>
    </message>
    <message>
        <source>{detail} photos from inner folders are used too</source>
        <translation>фотографии из вложенных папок тоже используются: {detail}</translation>
    </message>
    <message>
        <source>{detail} pictures cannot be used; save them as JPEG first</source>
        <translation>не подходит изображений: {detail}; сначала сохраните их в JPEG</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Close the details</source>
        <translation>Закрыть подробности</translation>
    </message>
    <message>
        <source>Copy the id</source>
        <translation>Скопировать id</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>Open on its own page</source>
        <translation>Открыть на отдельной странице</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message numerus="yes">
        <source>%n more character(s) needed</source>
        <translation>
            <numerusform>Нужен ещё %n символ</numerusform>
            <numerusform>Нужно ещё %n символа</numerusform>
            <numerusform>Нужно ещё %n символов</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Скопировать подробности</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>This could not be done</source>
        <translation>Не удалось выполнить</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Add credit or raise the limit on Replicate’s billing page, wait a few minutes, then press “Check now” in Settings.</source>
        <translation>Пополните счёт или поднимите лимит на странице оплаты Replicate, подождите несколько минут и нажмите «Проверить» в настройках.</translation>
    </message>
    <message>
        <source>Another program holds the database {path} locked.</source>
        <translation>Другая программа заблокировала базу данных {path}.</translation>
    </message>
    <message>
        <source>Ask a senior colleague if it should be possible.</source>
        <translation>Если это всё же нужно, обратитесь к старшему коллеге.</translation>
    </message>
    <message>
        <source>Ask someone with the right to do it, or an admin for the right.</source>
        <translation>Попросите того, у кого есть право, или запросите его у администратора.</translation>
    </message>
    <message>
        <source>Check that the token belongs to the right account.</source>
        <translation>Проверьте, что токен принадлежит нужному аккаунту.</translation>
    </message>
    <message>
        <source>Check the id; it may belong to other data.</source>
        <translation>Проверьте id: возможно, он из других данных.</translation>
    </message>
    <message>
        <source>Check the name; a model may be missing or belong to another account.</source>
        <translation>Проверьте имя: модели может не быть или она принадлежит другому аккаунту.</translation>
    </message>
    <message>
        <source>Check the network and the proxy; work goes on by itself when it is back.</source>
        <translation>Проверьте сеть и прокси; когда связь вернётся, работа продолжится сама.</translation>
    </message>
    <message>
        <source>Choose another model name, or check which account the token belongs to.</source>
        <translation>Выберите другое имя модели или проверьте, какому аккаунту принадлежит токен.</translation>
    </message>
    <message>
        <source>Choose another model name; the name of a deleted model cannot be used again.</source>
        <translation>Выберите другое имя модели; имя удалённой модели нельзя занять снова.</translation>
    </message>
    <message>
        <source>Close the other program (a database browser, a backup) and try again.</source>
        <translation>Закройте другую программу (просмотр базы, резервное копирование) и повторите.</translation>
    </message>
    <message>
        <source>Correct it in {source}.</source>
        <translation>Исправьте его здесь: {source}.</translation>
    </message>
    <message>
        <source>Correct the field and try again.</source>
        <translation>Исправьте поле и повторите.</translation>
    </message>
    <message>
        <source>Correct the named parameter and try again.</source>
        <translation>Исправьте названный параметр и повторите.</translation>
    </message>
    <message>
        <source>Enter a token of {account} in Settings; it is followed again at once.</source>
        <translation>Введите в настройках токен аккаунта {account}: наблюдение сразу продолжится.</translation>
    </message>
    <message>
        <source>Enter it in Settings, or set REPLICATE_API_TOKEN.</source>
        <translation>Введите его в настройках или задайте REPLICATE_API_TOKEN.</translation>
    </message>
    <message>
        <source>Free some space and try again; no restart is needed.</source>
        <translation>Освободите место и повторите; перезапуск не нужен.</translation>
    </message>
    <message>
        <source>Get the token from @BotFather and enter it in Settings.</source>
        <translation>Возьмите токен у @BotFather и введите его в настройках.</translation>
    </message>
    <message>
        <source>Give your user the right to write the file and its folder.</source>
        <translation>Дайте своему пользователю право на запись в файл и его папку.</translation>
    </message>
    <message>
        <source>It is neither sent again nor given up; its stars stay held.</source>
        <translation>Оно не отправляется снова и не брошено; звёзды остаются в резерве.</translation>
    </message>
    <message>
        <source>It is not known whether {service} did it: {detail}</source>
        <translation>Неизвестно, выполнил ли это {service}: {detail}</translation>
    </message>
    <message>
        <source>It was not opened, so it cannot get worse.</source>
        <translation>База не открыта, поэтому хуже не станет.</translation>
    </message>
    <message>
        <source>It was not opened.</source>
        <translation>База не открыта.</translation>
    </message>
    <message>
        <source>Look at the training; a finished one can be retried but not changed.</source>
        <translation>Посмотрите на обучение: завершённое можно повторить, но не изменить.</translation>
    </message>
    <message>
        <source>Make a new token on Replicate’s account page and enter it in Settings.</source>
        <translation>Создайте новый токен на странице аккаунта Replicate и введите его в настройках.</translation>
    </message>
    <message>
        <source>Make the photos smaller; all together may have at most 100 MB.</source>
        <translation>Уменьшите фотографии: вместе они могут занимать не более 100 МБ.</translation>
    </message>
    <message>
        <source>Mend the cause and try again.</source>
        <translation>Устраните причину и повторите.</translation>
    </message>
    <message>
        <source>Mend the photos as the report says and choose them again.</source>
        <translation>Исправьте фотографии, как сказано в отчёте, и выберите их снова.</translation>
    </message>
    <message>
        <source>Mend the token or the billing in Settings and press “Check now”.</source>
        <translation>Исправьте токен или оплату и нажмите «Проверить» в настройках.</translation>
    </message>
    <message>
        <source>No Replicate token is set.</source>
        <translation>Токен Replicate не задан.</translation>
    </message>
    <message>
        <source>No model was made.</source>
        <translation>Модель не создана.</translation>
    </message>
    <message>
        <source>No training was started at Replicate.</source>
        <translation>На Replicate ничего не запущено.</translation>
    </message>
    <message>
        <source>Nothing is repeated and no star moves until it is known.</source>
        <translation>Пока это не выяснится, ничего не повторяется и звёзды не двигаются.</translation>
    </message>
    <message>
        <source>Nothing is sent to Replicate: {reason}</source>
        <translation>На Replicate ничего не отправляется: {reason}</translation>
    </message>
    <message>
        <source>Nothing new is sent to Replicate; stars already held stay held.</source>
        <translation>На Replicate не отправляется ничего нового; звёзды в резерве там и остаются.</translation>
    </message>
    <message>
        <source>Nothing to do: it is asked again. See the provider’s status page if it lasts.</source>
        <translation>Делать ничего не нужно: запрос повторится. Если это надолго, посмотрите страницу состояния провайдера.</translation>
    </message>
    <message>
        <source>Nothing to do: it is asked again. Tell the developers if it lasts.</source>
        <translation>Делать ничего не нужно: запрос повторится. Если это надолго, сообщите разработчикам.</translation>
    </message>
    <message>
        <source>Nothing to do: it is sent again in {retry_after_s} s.</source>
        <translation>Делать ничего не нужно: повторная отправка через {retry_after_s} с.</translation>
    </message>
    <message>
        <source>Nothing to do: the provider’s list is searched until the answer is found.</source>
        <translation>Делать ничего не нужно: ответ ищется в списке провайдера, пока не найдётся.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Ничего не изменено.</translation>
    </message>
    <message>
        <source>Nothing was done a second time.</source>
        <translation>Второй раз ничего не сделано.</translation>
    </message>
    <message>
        <source>Nothing was started and no star moved.</source>
        <translation>Ничего не запущено, звёзды не двигались.</translation>
    </message>
    <message>
        <source>Nothing was taken from it.</source>
        <translation>Из ответа ничего не взято.</translation>
    </message>
    <message>
        <source>Operation {operation_id} was already done with other arguments.</source>
        <translation>Операция {operation_id} уже выполнена с другими данными.</translation>
    </message>
    <message>
        <source>Reach the customer another way.</source>
        <translation>Свяжитесь с клиентом другим способом.</translation>
    </message>
    <message>
        <source>Refresh the page to see how it stands.</source>
        <translation>Обновите страницу, чтобы увидеть, как обстоят дела.</translation>
    </message>
    <message>
        <source>Replicate does not accept the token from {source} (401).</source>
        <translation>Replicate не принимает токен (источник: {source}) (401).</translation>
    </message>
    <message>
        <source>Replicate refuses the input (422): {detail}</source>
        <translation>Replicate не принимает параметры (422): {detail}</translation>
    </message>
    <message>
        <source>Replicate wants payment first (402): {detail}</source>
        <translation>Replicate требует оплату (402): {detail}</translation>
    </message>
    <message>
        <source>Restore the newest copy from {backups}, or send the file to the developers.</source>
        <translation>Восстановите последнюю копию из {backups} или отправьте файл разработчикам.</translation>
    </message>
    <message>
        <source>Set the environment variable {variable} or a systemd credential instead.</source>
        <translation>Вместо этого задайте переменную окружения {variable} или учётные данные systemd.</translation>
    </message>
    <message>
        <source>Start afresh: open a new form for the new operation.</source>
        <translation>Начните заново: откройте для новой операции новую форму.</translation>
    </message>
    <message>
        <source>Stationmaster already works on {path} (process {pid}).</source>
        <translation>Stationmaster уже работает с {path} (процесс {pid}).</translation>
    </message>
    <message>
        <source>Telegram does not accept the token of the bot (401).</source>
        <translation>Telegram не принимает токен бота (401).</translation>
    </message>
    <message>
        <source>The customer has blocked the bot or the chat is gone.</source>
        <translation>Клиент заблокировал бота, или чата больше нет.</translation>
    </message>
    <message>
        <source>The customer has {have}, this costs {need}.</source>
        <translation>У клиента {have}, а нужно {need}.</translation>
    </message>
    <message>
        <source>The database {path} cannot be written.</source>
        <translation>В базу данных {path} нельзя писать.</translation>
    </message>
    <message>
        <source>The database {path} is damaged: {detail}</source>
        <translation>База данных {path} повреждена: {detail}</translation>
    </message>
    <message>
        <source>The database {path} was made by a newer program (migration {found}).</source>
        <translation>База данных {path} создана более новой программой (миграция {found}).</translation>
    </message>
    <message>
        <source>The destination {destination} does not exist or belongs to someone else (404).</source>
        <translation>Модели {destination} нет, или она принадлежит другому (404).</translation>
    </message>
    <message>
        <source>The disk with {path} is full.</source>
        <translation>Диск с {path} переполнен.</translation>
    </message>
    <message>
        <source>The field “{field}” cannot be {value!r}: {problem}.</source>
        <translation>Поле «{field}» не может быть {value!r}: {problem}.</translation>
    </message>
    <message>
        <source>The file is too large for Replicate (413): {detail}</source>
        <translation>Файл слишком велик для Replicate (413): {detail}</translation>
    </message>
    <message>
        <source>The file was not sent.</source>
        <translation>Файл не отправлен.</translation>
    </message>
    <message>
        <source>The message was not delivered; money and training are as they were.</source>
        <translation>Сообщение не доставлено; деньги и обучение не затронуты.</translation>
    </message>
    <message>
        <source>The message was not sent; it waits in the outbox.</source>
        <translation>Сообщение не отправлено, оно ждёт в исходящих.</translation>
    </message>
    <message>
        <source>The name {destination} is taken (409).</source>
        <translation>Имя {destination} занято (409).</translation>
    </message>
    <message>
        <source>The photos cannot be used: {problem}.</source>
        <translation>Эти фотографии не подходят: {problem}.</translation>
    </message>
    <message>
        <source>The program did not start with it.</source>
        <translation>С таким значением программа не запустилась.</translation>
    </message>
    <message>
        <source>The request had no effect that we know of.</source>
        <translation>Насколько известно, запрос ничего не изменил.</translation>
    </message>
    <message>
        <source>The request had no effect.</source>
        <translation>Запрос ничего не изменил.</translation>
    </message>
    <message>
        <source>The request waits; nothing is lost.</source>
        <translation>Запрос ждёт; ничего не потеряно.</translation>
    </message>
    <message>
        <source>The rules do not allow this: {problem}.</source>
        <translation>Правила этого не допускают: {problem}.</translation>
    </message>
    <message>
        <source>The secret was not saved: never as plain text on a disk.</source>
        <translation>Секрет не сохранён: открытым текстом на диск он не пишется никогда.</translation>
    </message>
    <message>
        <source>The setting {field} is {value!r}: {problem}.</source>
        <translation>Настройка {field} равна {value!r}: {problem}.</translation>
    </message>
    <message>
        <source>The training is already {status}.</source>
        <translation>Обучение уже в состоянии {status}.</translation>
    </message>
    <message>
        <source>The training was sent as {account}, but the token belongs to {current}.</source>
        <translation>Обучение отправлено от имени {account}, а токен принадлежит {current}.</translation>
    </message>
    <message>
        <source>There is no {kind} {ident}.</source>
        <translation>Не найдено: {kind} {ident}.</translation>
    </message>
    <message>
        <source>This machine cannot do it: {problem}.</source>
        <translation>На этом компьютере не получается: {problem}.</translation>
    </message>
    <message>
        <source>This machine has no keyring to keep the secret “{name}” in: {detail}</source>
        <translation>На этом компьютере нет связки ключей для секрета «{name}»: {detail}</translation>
    </message>
    <message>
        <source>This second start was ended.</source>
        <translation>Второй запуск прекращён.</translation>
    </message>
    <message>
        <source>This was done already: {problem}.</source>
        <translation>Это уже сделано: {problem}.</translation>
    </message>
    <message>
        <source>Top up the balance or choose fewer steps.</source>
        <translation>Пополните баланс или уменьшите число шагов.</translation>
    </message>
    <message>
        <source>Training {training_id} of the same customer and model is still running.</source>
        <translation>Обучение {training_id} того же клиента и модели ещё идёт.</translation>
    </message>
    <message>
        <source>Try again later; the details are in the log.</source>
        <translation>Повторите позже; подробности в журнале программы.</translation>
    </message>
    <message>
        <source>Update this program, or restore the copy made before the update from {backups}.</source>
        <translation>Обновите программу или восстановите из {backups} копию, сделанную до обновления.</translation>
    </message>
    <message>
        <source>Use the open window, or start with --data-dir for other data.</source>
        <translation>Работайте в открытом окне или запустите с --data-dir для других данных.</translation>
    </message>
    <message>
        <source>Wait for it to end, cancel it, or choose another model name.</source>
        <translation>Дождитесь его окончания, отмените его или выберите другое имя модели.</translation>
    </message>
    <message>
        <source>What was being saved was not saved; all before it is safe.</source>
        <translation>То, что записывалось, не сохранено; всё прежнее цело.</translation>
    </message>
    <message>
        <source>{operator} with the role {role} may not {deed}.</source>
        <translation>{operator} с ролью {role} не имеет права: {deed}.</translation>
    </message>
    <message>
        <source>{service} answered {status}: {detail}</source>
        <translation>{service} ответил {status}: {detail}</translation>
    </message>
    <message>
        <source>{service} asks to slow down (429).</source>
        <translation>{service} просит не спешить (429).</translation>
    </message>
    <message>
        <source>{service} cannot be reached: {detail}</source>
        <translation>{service} недоступен: {detail}</translation>
    </message>
    <message>
        <source>{service} does not know it (404): {detail}</source>
        <translation>{service} этого не знает (404): {detail}</translation>
    </message>
    <message>
        <source>{service} forbids this (403): {detail}</source>
        <translation>{service} это запрещает (403): {detail}</translation>
    </message>
    <message>
        <source>{service} gave an answer that cannot be read: {detail}</source>
        <translation>{service} дал нечитаемый ответ: {detail}</translation>
    </message>
    <message>
        <source>{service} has a fault of its own ({status}).</source>
        <translation>У {service} внутренний сбой ({status}).</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>A fault at Replicate</source>
        <translation>Сбой на стороне Replicate</translation>
    </message>
    <message>
        <source>A parameter is not allowed</source>
        <translation>Недопустимый параметр</translation>
    </message>
    <message>
        <source>Add credit at Replicate, wait a few minutes, then retry.</source>
        <translation>Пополните счёт Replicate, подождите несколько минут и повторите.</translation>
    </message>
    <message>
        <source>Ask for other photos; the same ones will be refused again.</source>
        <translation>Попросите другие фотографии: эти снова отклонят.</translation>
    </message>
    <message>
        <source>Ask the customer for better photos and start a new training.</source>
        <translation>Попросите у клиента фотографии получше и запустите новое обучение.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>Check the trainer&apos;s settings before retrying.</source>
        <translation>Перед повтором проверьте настройки тренера.</translation>
    </message>
    <message>
        <source>Correct the named parameter and start a new training.</source>
        <translation>Исправьте названный параметр и запустите новое обучение.</translation>
    </message>
    <message>
        <source>Enter a new token in Settings, then retry.</source>
        <translation>Введите новый токен в настройках и повторите.</translation>
    </message>
    <message>
        <source>Failed for a reason not seen before</source>
        <translation>Сбой по незнакомой причине</translation>
    </message>
    <message>
        <source>Look for the weights at Replicate before retrying.</source>
        <translation>Перед повтором поищите веса на Replicate.</translation>
    </message>
    <message>
        <source>Lower the resolution, the batch size or the rank, then start again.</source>
        <translation>Уменьшите разрешение, размер пакета или ранг и запустите снова.</translation>
    </message>
    <message>
        <source>Out of memory</source>
        <translation>Не хватило памяти</translation>
    </message>
    <message>
        <source>Read the log; retry once if it tells nothing.</source>
        <translation>Прочтите журнал; если он молчит, повторите один раз.</translation>
    </message>
    <message>
        <source>Replicate could not be reached</source>
        <translation>Replicate был недоступен</translation>
    </message>
    <message>
        <source>Replicate did not accept our token</source>
        <translation>Replicate не принял наш токен</translation>
    </message>
    <message>
        <source>Replicate wants payment first</source>
        <translation>Replicate требует оплату</translation>
    </message>
    <message>
        <source>Retry as it is; if it fails again, wait for Replicate.</source>
        <translation>Повторите как есть; если снова сбой, подождите Replicate.</translation>
    </message>
    <message>
        <source>Retry if the customer still wants it.</source>
        <translation>Повторите, если клиенту это ещё нужно.</translation>
    </message>
    <message>
        <source>Retry under another model name.</source>
        <translation>Повторите под другим именем модели.</translation>
    </message>
    <message>
        <source>Retry when the connection is back.</source>
        <translation>Повторите, когда связь вернётся.</translation>
    </message>
    <message>
        <source>Start again with a lower learning rate.</source>
        <translation>Запустите снова с меньшей скоростью обучения.</translation>
    </message>
    <message>
        <source>The content check refused the photos</source>
        <translation>Проверка содержания отклонила фотографии</translation>
    </message>
    <message>
        <source>The destination model is missing or not ours</source>
        <translation>Модели назначения нет, или она не наша</translation>
    </message>
    <message>
        <source>The photos could not be used</source>
        <translation>Фотографии не подошли</translation>
    </message>
    <message>
        <source>The trainer is set up wrongly</source>
        <translation>Тренер настроен неверно</translation>
    </message>
    <message>
        <source>The training diverged</source>
        <translation>Обучение разошлось</translation>
    </message>
    <message>
        <source>Trained and billed, but the result was lost</source>
        <translation>Обучено и оплачено, но результат потерян</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Choose one of the optimizers offered.</source>
        <translation>Выберите один из предложенных оптимизаторов.</translation>
    </message>
    <message>
        <source>Choose one of the resolutions offered.</source>
        <translation>Выберите одно из предложенных разрешений.</translation>
    </message>
    <message>
        <source>Enter 64 hexadecimal characters, or leave it empty for the newest version.</source>
        <translation>Введите 64 шестнадцатеричных символа или оставьте пустым для новейшей версии.</translation>
    </message>
    <message>
        <source>Enter a number from 0 to 1.</source>
        <translation>Введите число от 0 до 1.</translation>
    </message>
    <message>
        <source>Enter a number like 0.0004.</source>
        <translation>Введите число вида 0.0004.</translation>
    </message>
    <message>
        <source>Enter a whole number from 1 to {batch}.</source>
        <translation>Введите целое число от 1 до {batch}.</translation>
    </message>
    <message>
        <source>Enter a whole number from 1 to {rank}.</source>
        <translation>Введите целое число от 1 до {rank}.</translation>
    </message>
    <message>
        <source>Enter a whole number from {low} to {high}.</source>
        <translation>Введите целое число от {low} до {high}.</translation>
    </message>
    <message>
        <source>Enter more than zero, with at most two digits after the point.</source>
        <translation>Введите число больше нуля, не более двух цифр после точки.</translation>
    </message>
    <message>
        <source>Enter the number Telegram gives the customer, for example 5000000001.</source>
        <translation>Введите номер, который дал клиенту Telegram, например 5000000001.</translation>
    </message>
    <message>
        <source>Name the customer’s bot; there is no default.</source>
        <translation>Укажите бота клиента: значения по умолчанию нет.</translation>
    </message>
    <message>
        <source>Say why in a few words: at least {reason} characters.</source>
        <translation>Скажите в нескольких словах почему: не меньше {reason} символов.</translation>
    </message>
    <message>
        <source>Use 1 to {name} lower-case Latin letters, digits, “-”, “_” or “.”.</source>
        <translation>От 1 до {name} строчных латинских букв, цифр, «-», «_» или «.».</translation>
    </message>
    <message>
        <source>Use 2 to 40 capital Latin letters, digits or “_”; not UNDEFINED, NULL or NONE.</source>
        <translation>От 2 до 40 заглавных латинских букв, цифр или «_»; не UNDEFINED, NULL или NONE.</translation>
    </message>
    <message>
        <source>Use 3 to 32 Latin letters, digits or “_”, or leave it empty.</source>
        <translation>От 3 до 32 латинских букв, цифр или «_», или оставьте пустым.</translation>
    </message>
    <message>
        <source>What this trainer costs is not known; choose another.</source>
        <translation>Стоимость этого тренера неизвестна; выберите другой.</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>B</source>
        <translation>Б</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>ГБ</translation>
    </message>
    <message>
        <source>KB</source>
        <translation>КБ</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>ТБ</translation>
    </message>
    <message>
        <source>{d} d {h} h</source>
        <translation>{d} д {h} ч</translation>
    </message>
    <message>
        <source>{h} h {min} min</source>
        <translation>{h} ч {min} мин</translation>
    </message>
    <message>
        <source>{min} min {s} s</source>
        <translation>{min} мин {s} с</translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation>{s} с</translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message>
        <source>Check now</source>
        <translation>Проверить</translation>
    </message>
    <message numerus="yes">
        <source>Checked {time}: %n finding(s)</source>
        <translation>
            <numerusform>Проверено {time}: %n нарушение</numerusform>
            <numerusform>Проверено {time}: %n нарушения</numerusform>
            <numerusform>Проверено {time}: %n нарушений</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked {time}: every rule holds</source>
        <translation>Проверено {time}: все правила соблюдены</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>База данных</translation>
    </message>
    <message>
        <source>Last looked at {time}</source>
        <translation>Последняя проверка в {time}</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Replicate token</source>
        <translation>Токен Replicate</translation>
    </message>
    <message>
        <source>Sync of trainings</source>
        <translation>Синхронизация обучений</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>свободно {size}</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>Balance, ★</source>
        <translation>Баланс, ★</translation>
    </message>
    <message>
        <source>Change, ★</source>
        <translation>Изменение, ★</translation>
    </message>
    <message>
        <source>Double-click shows the training {id}</source>
        <translation>Двойной щелчок покажет обучение {id}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>{actor} took back an earlier transfer: {reason}</source>
        <translation>{actor}: отмена прежнего перевода: {reason}</translation>
    </message>
    <message>
        <source>{model}, attempt {number}</source>
        <translation>{model}, попытка {number}</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Copy the whole log</source>
        <translation>Скопировать весь журнал</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Найти в журнале</translation>
    </message>
    <message>
        <source>Follow the end</source>
        <translation>Следить за концом</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Следующее совпадение</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Предыдущее совпадение</translation>
    </message>
</context>
<context>
    <name>LossChart</name>
    <message numerus="yes">
        <source>%n step(s) reported a loss that is not a number.</source>
        <translation>
            <numerusform>На %n шаге потери — не число.</numerusform>
            <numerusform>На %n шагах потери — не число.</numerusform>
            <numerusform>На %n шагах потери — не число.</numerusform>
        </translation>
    </message>
    <message>
        <source>Loss {loss} at step {step} of {total}</source>
        <translation>Потери {loss} на шаге {step} из {total}</translation>
    </message>
    <message>
        <source>No loss has been reported yet.</source>
        <translation>Потери ещё не сообщались.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Close Stationmaster</source>
        <translation>Закрыть Stationmaster</translation>
    </message>
    <message>
        <source>Close Stationmaster?</source>
        <translation>Закрыть Stationmaster?</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>Контроль</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Клиенты</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>Фильтр на странице</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Светлая или тёмная тема</translation>
    </message>
    <message>
        <source>New training</source>
        <translation>Новое обучение</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>People and money</source>
        <translation>Люди и деньги</translation>
    </message>
    <message>
        <source>Read everything again</source>
        <translation>Перечитать всё</translation>
    </message>
    <message>
        <source>Search on this page</source>
        <translation>Поиск на странице</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Этот список</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>Обучения</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Работа</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Being sent</source>
        <translation>Отправляется</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Не отправлено</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Not certain</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Undeliverable</source>
        <translation>Не доставить</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>What went wrong</source>
        <translation>Что не так</translation>
    </message>
</context>
<context>
    <name>NamesForm</name>
    <message>
        <source>At Replicate: {destination}</source>
        <translation>На Replicate: {destination}</translation>
    </message>
    <message>
        <source>Enter a name, for example anna-belova.</source>
        <translation>Введите имя, например anna-belova.</translation>
    </message>
    <message>
        <source>Enter a word, for example ANNA.</source>
        <translation>Введите слово, например ANNA.</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>Имя модели</translation>
    </message>
    <message>
        <source>Stands for the person in prompts; capital Latin letters.</source>
        <translation>Обозначает человека в промптах; заглавные латинские буквы.</translation>
    </message>
    <message>
        <source>Trigger word</source>
        <translation>Триггер-слово</translation>
    </message>
</context>
<context>
    <name>Nav</name>
    <message>
        <source>Lock the window</source>
        <translation>Заблокировать окно</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Страницы</translation>
    </message>
</context>
<context>
    <name>NewTraining</name>
    <message>
        <source>Choose a folder of photos</source>
        <translation>Выберите папку с фотографиями</translation>
    </message>
    <message>
        <source>Choose photos or a zip</source>
        <translation>Выберите фотографии или zip</translation>
    </message>
    <message>
        <source>Photos and archives</source>
        <translation>Фотографии и архивы</translation>
    </message>
</context>
<context>
    <name>NewTrainingForm</name>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фотографии</translation>
    </message>
</context>
<context>
    <name>NewTrainingPage</name>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Очистить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Go back; what you entered stays (Esc)</source>
        <translation>Назад; введённое сохранится (Esc)</translation>
    </message>
    <message>
        <source>New training</source>
        <translation>Новое обучение</translation>
    </message>
    <message>
        <source>Replicate does not know this trainer or this version of it.</source>
        <translation>Replicate не знает этого тренера или этой его версии.</translation>
    </message>
    <message>
        <source>Start training · {price}</source>
        <translation>Запустить обучение · {price}</translation>
    </message>
    <message>
        <source>The trainer could not be asked for its own bounds, so the usual ones stand here: {why}</source>
        <translation>Узнать границы у самого тренера не удалось, поэтому здесь обычные: {why}</translation>
    </message>
    <message>
        <source>The training of {model} has started.</source>
        <translation>Обучение {model} запущено.</translation>
    </message>
    <message>
        <source>the token is still being checked.</source>
        <translation>токен ещё проверяется.</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message numerus="yes">
        <source>%n at Replicate</source>
        <translation>
            <numerusform>%n на Replicate</numerusform>
            <numerusform>%n на Replicate</numerusform>
            <numerusform>%n на Replicate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n не отправлено</numerusform>
            <numerusform>%n не отправлено</numerusform>
            <numerusform>%n не отправлено</numerusform>
        </translation>
    </message>
    <message>
        <source>Balances</source>
        <translation>Балансы</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Every rule of the database holds.</source>
        <translation>Все правила базы данных соблюдены.</translation>
    </message>
    <message>
        <source>Failed today</source>
        <translation>Сбои сегодня</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Нарушения</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Latest failures</source>
        <translation>Последние сбои</translation>
    </message>
    <message>
        <source>Nothing has failed.</source>
        <translation>Сбоев не было.</translation>
    </message>
    <message>
        <source>Nothing runs now.</source>
        <translation>Сейчас ничего не обучается.</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Исходящие</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Обучается</translation>
    </message>
    <message>
        <source>Running now</source>
        <translation>Сейчас идут</translation>
    </message>
    <message>
        <source>Show the bots’ tokens</source>
        <translation>Показать токены ботов</translation>
    </message>
    <message>
        <source>Show the customers</source>
        <translation>Показать клиентов</translation>
    </message>
    <message>
        <source>Show these trainings</source>
        <translation>Показать эти обучения</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Stars held</source>
        <translation>В резерве</translation>
    </message>
    <message>
        <source>The database breaks its own rules. Nothing was changed; send this to the developers.</source>
        <translation>База данных нарушает свои правила. Ничего не изменено; отправьте это разработчикам.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждут</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>all customers together</source>
        <translation>все клиенты вместе</translation>
    </message>
    <message>
        <source>messages to send</source>
        <translation>сообщений к отправке</translation>
    </message>
    <message>
        <source>not yet at Replicate</source>
        <translation>ещё не на Replicate</translation>
    </message>
    <message>
        <source>their stars went back</source>
        <translation>звёзды возвращены</translation>
    </message>
    <message>
        <source>until the trainings end</source>
        <translation>до конца обучений</translation>
    </message>
</context>
<context>
    <name>PhotosBox</name>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n подпись</numerusform>
            <numerusform>%n подписи</numerusform>
            <numerusform>%n подписей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) left out</source>
        <translation>
            <numerusform>%n фотография пропущена</numerusform>
            <numerusform>%n фотографии пропущены</numerusform>
            <numerusform>%n фотографий пропущено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) will be sent</source>
        <translation>
            <numerusform>Будет отправлена %n фотография</numerusform>
            <numerusform>Будут отправлены %n фотографии</numerusform>
            <numerusform>Будет отправлено %n фотографий</numerusform>
        </translation>
    </message>
    <message>
        <source>At least {least} photos, JPEG, PNG or WebP, up to {size} each</source>
        <translation>Не меньше {least} фотографий, JPEG, PNG или WebP, каждая до {size}</translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>Выбрать &amp;файлы…</translation>
    </message>
    <message>
        <source>Choose a f&amp;older…</source>
        <translation>Выбрать &amp;папку…</translation>
    </message>
    <message>
        <source>Drop a folder, a zip or photos here</source>
        <translation>Перетащите сюда папку, zip или фотографии</translation>
    </message>
    <message>
        <source>Drop others here to take them instead</source>
        <translation>Перетащите сюда другие, чтобы взять их вместо этих</translation>
    </message>
    <message>
        <source>Looking at the photos…</source>
        <translation>Проверяем фотографии…</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фотографии</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>These photos cannot be used</source>
        <translation>Эти фотографии не подходят</translation>
    </message>
    <message>
        <source>What is wrong with the photos</source>
        <translation>Что не так с фотографиями</translation>
    </message>
    <message numerus="yes">
        <source>and %n more; each photo tells its own</source>
        <translation>
            <numerusform>и ещё %n; причина указана у каждой фотографии</numerusform>
            <numerusform>и ещё %n; причина указана у каждой фотографии</numerusform>
            <numerusform>и ещё %n; причина указана у каждой фотографии</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total} looked at</source>
        <translation>проверено {done} из {total}</translation>
    </message>
    <message numerus="yes">
        <source>{good} of %n photo(s) will be sent</source>
        <translation>
            <numerusform>Будет отправлено {good} из %n фотографии</numerusform>
            <numerusform>Будет отправлено {good} из %n фотографий</numerusform>
            <numerusform>Будет отправлено {good} из %n фотографий</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReplicateTokenForm</name>
    <message>
        <source>Another token</source>
        <translation>Другой токен</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>It is kept in this machine’s keyring, never as plain text, and tried at once.</source>
        <translation>Хранится в связке ключей этого компьютера, никогда не открытым текстом, и сразу проверяется.</translation>
    </message>
    <message>
        <source>Replicate</source>
        <translation>Replicate</translation>
    </message>
    <message>
        <source>Save token</source>
        <translation>Сохранить токен</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Показать символы</translation>
    </message>
    <message>
        <source>This is not a token: {problem}.</source>
        <translation>Это не токен: {problem}.</translation>
    </message>
    <message>
        <source>Token in use</source>
        <translation>Действующий токен</translation>
    </message>
</context>
<context>
    <name>RetryForm</name>
    <message>
        <source>Balance {before} → {after}; they come back if it fails again.</source>
        <translation>Баланс {before} → {after}; при новом сбое звёзды вернутся.</translation>
    </message>
    <message>
        <source>Charge again {price}</source>
        <translation>Списать снова {price}</translation>
    </message>
    <message>
        <source>Free: we pay</source>
        <translation>Бесплатно: платим мы</translation>
    </message>
    <message>
        <source>It ended {duration} ago.</source>
        <translation>Закончилось {duration} назад.</translation>
    </message>
    <message>
        <source>It is kept in the story and the audit.</source>
        <translation>Сохраняется в истории и аудите.</translation>
    </message>
    <message numerus="yes">
        <source>It was tried %n time(s).</source>
        <translation>
            <numerusform>Была %n попытка.</numerusform>
            <numerusform>Было %n попытки.</numerusform>
            <numerusform>Было %n попыток.</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Не повторять</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Retry free</source>
        <translation>Повторить бесплатно</translation>
    </message>
    <message>
        <source>Retry {model}</source>
        <translation>Повторить {model}</translation>
    </message>
    <message>
        <source>Retry · {price}</source>
        <translation>Повторить · {price}</translation>
    </message>
    <message>
        <source>The balance is now {balance}; nothing is held for it.</source>
        <translation>Баланс сейчас {balance}; для этого ничего не резервируется.</translation>
    </message>
    <message>
        <source>The balance of {balance} is too small.</source>
        <translation>Баланса {balance} не хватает.</translation>
    </message>
    <message>
        <source>The customer pays nothing; say why.</source>
        <translation>Клиент ничего не платит; укажите почему.</translation>
    </message>
    <message>
        <source>Your role does not allow it: ask a senior colleague.</source>
        <translation>С вашей ролью нельзя: обратитесь к старшему коллеге.</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
</context>
<context>
    <name>SettingsActions</name>
    <message>
        <source>Replicate accepts the token of {account}.</source>
        <translation>Replicate принимает токен аккаунта {account}.</translation>
    </message>
    <message>
        <source>Telegram accepts the token of {bot}: it is @{username}.</source>
        <translation>Telegram принимает токен бота {bot}: это @{username}.</translation>
    </message>
    <message>
        <source>The token of {bot} was saved: it is @{username}.</source>
        <translation>Токен бота {bot} сохранён: это @{username}.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Резервные копии</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Папка данных</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>База данных</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Откуда</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Журналы</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>Открыть папку данных</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Настройка</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>Файл настроек</translation>
    </message>
    <message>
        <source>Settings in force</source>
        <translation>Действующие настройки</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Этот компьютер</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Окно</translation>
    </message>
    <message>
        <source>default</source>
        <translation>по умолчанию</translation>
    </message>
    <message>
        <source>the command line</source>
        <translation>командная строка</translation>
    </message>
    <message>
        <source>the environment</source>
        <translation>переменная окружения</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>программа</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message numerus="yes">
        <source>%n message(s) to customers wait in the outbox for the next start.</source>
        <translation>
            <numerusform>%n сообщение клиентам ждёт в исходящих следующего запуска.</numerusform>
            <numerusform>%n сообщения клиентам ждут в исходящих следующего запуска.</numerusform>
            <numerusform>%n сообщений клиентам ждут в исходящих следующего запуска.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n обучается</numerusform>
            <numerusform>%n обучаются</numerusform>
            <numerusform>%n обучаются</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) at Replicate go on there. Their stars stay held; the result is taken over at the next start.</source>
        <translation>
            <numerusform>%n обучение на Replicate продолжится там. Его звёзды остаются в резерве; результат будет принят при следующем запуске.</numerusform>
            <numerusform>%n обучения на Replicate продолжатся там. Их звёзды остаются в резерве; результаты будут приняты при следующем запуске.</numerusform>
            <numerusform>%n обучений на Replicate продолжатся там. Их звёзды остаются в резерве; результаты будут приняты при следующем запуске.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) not yet accepted by Replicate wait for the next start. Nothing is lost and nothing is charged twice.</source>
        <translation>
            <numerusform>%n обучение, ещё не принятое Replicate, ждёт следующего запуска. Ничего не потеряется и не спишется дважды.</numerusform>
            <numerusform>%n обучения, ещё не принятые Replicate, ждут следующего запуска. Ничего не потеряется и не спишется дважды.</numerusform>
            <numerusform>%n обучений, ещё не принятых Replicate, ждут следующего запуска. Ничего не потеряется и не спишется дважды.</numerusform>
        </translation>
    </message>
    <message>
        <source>Gate open</source>
        <translation>Шлюз открыт</translation>
    </message>
    <message>
        <source>Gate shut</source>
        <translation>Шлюз закрыт</translation>
    </message>
    <message>
        <source>Gate: checking</source>
        <translation>Шлюз: проверка</translation>
    </message>
    <message>
        <source>Last sync {time} ago</source>
        <translation>Обновлено {time} назад</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>Ещё не обновлялось</translation>
    </message>
    <message>
        <source>Outbox empty</source>
        <translation>Исходящие пусты</translation>
    </message>
    <message numerus="yes">
        <source>Outbox: %n failed</source>
        <translation>
            <numerusform>Исходящие: %n не отправлено</numerusform>
            <numerusform>Исходящие: %n не отправлено</numerusform>
            <numerusform>Исходящие: %n не отправлено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Outbox: %n waiting</source>
        <translation>
            <numerusform>Исходящие: %n ждёт</numerusform>
            <numerusform>Исходящие: %n ждут</numerusform>
            <numerusform>Исходящие: %n ждут</numerusform>
        </translation>
    </message>
    <message>
        <source>Replicate has not answered yet whose token this is. Nothing can be started until it does.</source>
        <translation>Replicate ещё не ответил, чей это токен. До ответа ничего нельзя запустить.</translation>
    </message>
    <message>
        <source>Replicate was not reached for {time}. What runs there goes on; this window shows it as it was.</source>
        <translation>Связи с Replicate нет уже {time}. Начатое там продолжается; окно показывает прежнее состояние.</translation>
    </message>
    <message>
        <source>Replicate: {account}</source>
        <translation>Replicate: {account}</translation>
    </message>
    <message>
        <source>SQLite {size}</source>
        <translation>SQLite {size}</translation>
    </message>
    <message>
        <source>account not known</source>
        <translation>аккаунт неизвестен</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>окружение</translation>
    </message>
    <message>
        <source>keyring</source>
        <translation>связка ключей</translation>
    </message>
    <message>
        <source>sandbox ({account}), token from {source}</source>
        <translation>песочница ({account}), токен: {source}</translation>
    </message>
    <message>
        <source>systemd credential</source>
        <translation>учётные данные systemd</translation>
    </message>
    <message>
        <source>{account}, token from {source}</source>
        <translation>{account}, токен: {source}</translation>
    </message>
</context>
<context>
    <name>ShellState</name>
    <message>
        <source>Check now</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Sandbox: nothing here reaches Replicate, a bank or a customer.</source>
        <translation>Песочница: ничто отсюда не доходит до Replicate, банка или клиента.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>Loading</source>
        <translation>Загрузка</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>? shortcuts</source>
        <translation>? клавиши</translation>
    </message>
    <message>
        <source>Show the keyboard shortcuts</source>
        <translation>Показать сочетания клавиш</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Состояние</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n фотография</numerusform>
            <numerusform>%n фотографии</numerusform>
            <numerusform>%n фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without caption</source>
        <translation>
            <numerusform>%n без подписи</numerusform>
            <numerusform>%n без подписи</numerusform>
            <numerusform>%n без подписи</numerusform>
        </translation>
    </message>
    <message>
        <source>Accepted by Replicate</source>
        <translation>Принято Replicate</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>Cancelling asked for</source>
        <translation>Запрошена отмена</translation>
    </message>
    <message>
        <source>Dataset sent</source>
        <translation>Датасет отправлен</translation>
    </message>
    <message>
        <source>Destination ready</source>
        <translation>Модель назначения готова</translation>
    </message>
    <message>
        <source>Found at Replicate by our marker</source>
        <translation>Найдено на Replicate по нашей метке</translation>
    </message>
    <message>
        <source>Machine ready</source>
        <translation>Машина готова</translation>
    </message>
    <message>
        <source>No answer came: asking Replicate</source>
        <translation>Ответа нет: выясняем у Replicate</translation>
    </message>
    <message>
        <source>Replicate bills {cost}</source>
        <translation>Счёт Replicate: {cost}</translation>
    </message>
    <message>
        <source>Replicate has it in its queue</source>
        <translation>В очереди на Replicate</translation>
    </message>
    <message>
        <source>Replicate never got it</source>
        <translation>До Replicate не дошло</translation>
    </message>
    <message>
        <source>Sent to Replicate</source>
        <translation>Отправлено на Replicate</translation>
    </message>
    <message>
        <source>Sent to Replicate again</source>
        <translation>Снова отправлено на Replicate</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Training, step {step} of {total}</source>
        <translation>Обучение, шаг {step} из {total}</translation>
    </message>
    <message>
        <source>Try {number}, charged again</source>
        <translation>Попытка {number}, за плату</translation>
    </message>
    <message>
        <source>Try {number}, free for the customer</source>
        <translation>Попытка {number}, бесплатно для клиента</translation>
    </message>
    <message>
        <source>Waits for a machine</source>
        <translation>Ждёт машину</translation>
    </message>
    <message>
        <source>Weights saved on this machine</source>
        <translation>Веса сохранены на этом компьютере</translation>
    </message>
    <message>
        <source>balance {before} → {after}</source>
        <translation>баланс {before} → {after}</translation>
    </message>
    <message>
        <source>by {actor}</source>
        <translation>{actor}</translation>
    </message>
    <message>
        <source>ends about {time}</source>
        <translation>закончится около {time}</translation>
    </message>
    <message numerus="yes">
        <source>looked %n time(s)</source>
        <translation>
            <numerusform>искали %n раз</numerusform>
            <numerusform>искали %n раза</numerusform>
            <numerusform>искали %n раз</numerusform>
        </translation>
    </message>
    <message>
        <source>loss is not a number</source>
        <translation>потери — не число</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>потери {loss}</translation>
    </message>
    <message>
        <source>nothing is lost, it goes on by itself</source>
        <translation>ничего не потеряно, продолжится само</translation>
    </message>
    <message>
        <source>nothing is repeated and no star moves until it is known</source>
        <translation>пока не выяснится, ничего не повторяется и звёзды не двигаются</translation>
    </message>
    <message>
        <source>queued {duration}</source>
        <translation>в очереди {duration}</translation>
    </message>
    <message>
        <source>the customer has paid</source>
        <translation>клиент заплатил</translation>
    </message>
    <message>
        <source>{amount} held</source>
        <translation>{amount} в резерве</translation>
    </message>
    <message>
        <source>{amount} released</source>
        <translation>{amount} возвращено</translation>
    </message>
    <message>
        <source>{amount} settled</source>
        <translation>{amount} списано</translation>
    </message>
    <message>
        <source>{rate} s/step</source>
        <translation>{rate} с/шаг</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Aborted</source>
        <translation>Прервано</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>Deduction</source>
        <translation>Списание</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>Grant</source>
        <translation>Начисление</translation>
    </message>
    <message>
        <source>Held for a training</source>
        <translation>Резерв на обучение</translation>
    </message>
    <message>
        <source>Look at the page to see how it stands, and send the details to the developers.</source>
        <translation>Проверьте на странице, как обстоят дела, и отправьте подробности разработчикам.</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Возврат из резерва</translation>
    </message>
    <message>
        <source>Reversal</source>
        <translation>Отмена перевода</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Отправка</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Оплата обучения</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>The program made a mistake of its own.</source>
        <translation>В программе произошла ошибка.</translation>
    </message>
    <message>
        <source>Top-up</source>
        <translation>Пополнение</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>What you asked for may not have been done.</source>
        <translation>Возможно, ваше действие не выполнено.</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>администратор</translation>
    </message>
    <message>
        <source>building the network</source>
        <translation>строится сеть</translation>
    </message>
    <message>
        <source>female</source>
        <translation>женский</translation>
    </message>
    <message>
        <source>in the queue</source>
        <translation>в очереди</translation>
    </message>
    <message>
        <source>loading the base model</source>
        <translation>загрузка базовой модели</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>загрузка модели</translation>
    </message>
    <message>
        <source>male</source>
        <translation>мужской</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>preparing the photos</source>
        <translation>подготовка фотографий</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>сохранение</translation>
    </message>
    <message>
        <source>senior</source>
        <translation>старший оператор</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>запуск</translation>
    </message>
    <message>
        <source>support</source>
        <translation>поддержка</translation>
    </message>
    <message>
        <source>training</source>
        <translation>обучение</translation>
    </message>
    <message>
        <source>unpacking the photos</source>
        <translation>распаковка фотографий</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>наблюдатель</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>waits for Replicate</source>
        <translation>ждёт Replicate</translation>
    </message>
    <message>
        <source>waits for a good token</source>
        <translation>ждёт верного токена</translation>
    </message>
    <message>
        <source>waits for a token</source>
        <translation>ждёт токена</translation>
    </message>
    <message>
        <source>waits for payment at Replicate</source>
        <translation>ждёт оплаты Replicate</translation>
    </message>
    <message>
        <source>waits for the gate</source>
        <translation>ждёт шлюза</translation>
    </message>
    <message>
        <source>waits for the network</source>
        <translation>ждёт сети</translation>
    </message>
    <message>
        <source>waits for the right account</source>
        <translation>ждёт нужного аккаунта</translation>
    </message>
    <message>
        <source>waits for the token of its account</source>
        <translation>ждёт токена своего аккаунта</translation>
    </message>
    <message>
        <source>waits: too many requests</source>
        <translation>ждёт: слишком много запросов</translation>
    </message>
</context>
<context>
    <name>Token</name>
    <message>
        <source>it does not begin with r8_</source>
        <translation>он не начинается с r8_</translation>
    </message>
    <message>
        <source>it has letters outside ASCII</source>
        <translation>в нём есть символы вне ASCII</translation>
    </message>
    <message>
        <source>it has spaces or line breaks in it</source>
        <translation>в нём есть пробелы или переносы строк</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>он пуст</translation>
    </message>
    <message>
        <source>it stands in quotes</source>
        <translation>он в кавычках</translation>
    </message>
</context>
<context>
    <name>TrainingActions</name>
    <message>
        <source>Cancel training</source>
        <translation>Отменить обучение</translation>
    </message>
    <message>
        <source>Cancel {model}?</source>
        <translation>Отменить {model}?</translation>
    </message>
    <message>
        <source>Copied: {label}</source>
        <translation>Скопировано: {label}</translation>
    </message>
    <message>
        <source>It has ended already</source>
        <translation>Уже завершено</translation>
    </message>
    <message>
        <source>It is being cancelled</source>
        <translation>Уже отменяется</translation>
    </message>
    <message>
        <source>It still runs</source>
        <translation>Ещё идёт</translation>
    </message>
    <message>
        <source>It succeeded: there is nothing to retry</source>
        <translation>Завершено успешно: повторять нечего</translation>
    </message>
    <message>
        <source>No stars are held for this attempt.</source>
        <translation>Для этой попытки звёзды не резервировались.</translation>
    </message>
    <message>
        <source>Replicate has not taken it yet</source>
        <translation>Replicate его ещё не принял</translation>
    </message>
    <message>
        <source>The gate is shut: nothing is sent to Replicate</source>
        <translation>Шлюз закрыт: на Replicate ничего не отправляется</translation>
    </message>
    <message>
        <source>The sandbox has no pages to open</source>
        <translation>У песочницы нет страниц</translation>
    </message>
    <message>
        <source>The training of {customer} ends unfinished. {stars}</source>
        <translation>Обучение клиента {customer} завершится неоконченным. {stars}</translation>
    </message>
    <message>
        <source>There are no weights before it has succeeded</source>
        <translation>До успешного конца весов нет</translation>
    </message>
    <message>
        <source>This attempt left no weights</source>
        <translation>Эта попытка не оставила весов</translation>
    </message>
    <message>
        <source>Weights saved: {size}, SHA-256 {sha}…</source>
        <translation>Веса сохранены: {size}, SHA-256 {sha}…</translation>
    </message>
    <message>
        <source>Your role does not allow it</source>
        <translation>С вашей ролью нельзя</translation>
    </message>
    <message>
        <source>{amount} go back to the balance as soon as it has stopped. Should it succeed before that, they stay with us and the customer has the model. Replicate bills us for the time it ran.</source>
        <translation>{amount} вернутся на баланс, как только обучение остановится. Если оно успеет завершиться, звёзды останутся у нас, а модель — у клиента. Replicate выставит нам счёт за прошедшее время.</translation>
    </message>
    <message>
        <source>{model} is being cancelled</source>
        <translation>{model} отменяется</translation>
    </message>
    <message>
        <source>{model}: try {number} is on its way, free</source>
        <translation>{model}: попытка {number} запущена бесплатно</translation>
    </message>
    <message>
        <source>{model}: try {number} is on its way, {price} held</source>
        <translation>{model}: попытка {number} запущена, {price} в резерве</translation>
    </message>
</context>
<context>
    <name>TrainingDesk</name>
    <message>
        <source>Cancel training</source>
        <translation>Отменить обучение</translation>
    </message>
    <message>
        <source>Copied: {label}</source>
        <translation>Скопировано: {label}</translation>
    </message>
    <message>
        <source>Copy Replicate id</source>
        <translation>Скопировать id Replicate</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>Скопировать id</translation>
    </message>
    <message>
        <source>Download weights</source>
        <translation>Скачать веса</translation>
    </message>
    <message>
        <source>Open at Replicate</source>
        <translation>Открыть на Replicate</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Try {number} · {status}</source>
        <translation>Попытка {number} · {status}</translation>
    </message>
    <message>
        <source>model version</source>
        <translation>версия модели</translation>
    </message>
    <message>
        <source>training id</source>
        <translation>id обучения</translation>
    </message>
</context>
<context>
    <name>TrainingDetailsPane</name>
    <message>
        <source>Attempt</source>
        <translation>Попытка</translation>
    </message>
    <message>
        <source>Cancel training</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Download weights</source>
        <translation>Скачать веса</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Лог</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Потери</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Деньги</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>История</translation>
    </message>
    <message>
        <source>The last lines of the log</source>
        <translation>Последние строки журнала</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
</context>
<context>
    <name>TrainingFacts</name>
    <message>
        <source>All attempts together</source>
        <translation>Все попытки вместе</translation>
    </message>
    <message>
        <source>All transfers of all attempts together</source>
        <translation>Все переводы всех попыток вместе</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Заказано</translation>
    </message>
    <message>
        <source>At Replicate</source>
        <translation>На Replicate</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Попытка</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Размер пакета</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Caption dropout</source>
        <translation>Пропуск подписей</translation>
    </message>
    <message>
        <source>Captions by Replicate</source>
        <translation>Подписи от Replicate</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Модель назначения</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Конец</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>Идентификаторы</translation>
    </message>
    <message>
        <source>Its version</source>
        <translation>Его версия</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Скорость обучения</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>Ранг LoRA</translation>
    </message>
    <message>
        <source>Model version</source>
        <translation>Версия модели</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Оптимизатор</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фотографии</translation>
    </message>
    <message>
        <source>Price of the training</source>
        <translation>Цена обучения</translation>
    </message>
    <message>
        <source>Replicate bills</source>
        <translation>Счёт Replicate</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Разрешение</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of the file</source>
        <translation>SHA-256 файла</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Taken from the balance</source>
        <translation>Списано с баланса</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>Тренер</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Trigger word</source>
        <translation>Триггер-слово</translation>
    </message>
    <message>
        <source>Weights URL</source>
        <translation>Адрес весов</translation>
    </message>
    <message>
        <source>With a caption</source>
        <translation>С подписью</translation>
    </message>
    <message>
        <source>balance after it {balance}</source>
        <translation>баланс после {balance}</translation>
    </message>
    <message>
        <source>by {actor}</source>
        <translation>{actor}</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>the customer has paid</source>
        <translation>клиент заплатил</translation>
    </message>
    <message>
        <source>trigger {word}</source>
        <translation>триггер {word}</translation>
    </message>
    <message>
        <source>try {number}</source>
        <translation>попытка {number}</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>{steps} steps</source>
        <translation>шагов: {steps}</translation>
    </message>
</context>
<context>
    <name>TrainingSummary</name>
    <message>
        <source>Ctrl+Enter starts it from any field.</source>
        <translation>Ctrl+Enter запускает из любого поля.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Что произойдёт</translation>
    </message>
    <message>
        <source>Why it cannot start yet</source>
        <translation>Почему пока нельзя запустить</translation>
    </message>
</context>
<context>
    <name>TrainingsModel</name>
    <message>
        <source>Cost</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Free for the customer</source>
        <translation>Бесплатно для клиента</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Начало</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Step {step} of {total}</source>
        <translation>Шаг {step} из {total}</translation>
    </message>
    <message>
        <source>Telegram id {id}, bot {bot}</source>
        <translation>Telegram id {id}, бот {bot}</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>№</translation>
    </message>
    <message>
        <source>after {duration}</source>
        <translation>через {duration}</translation>
    </message>
    <message>
        <source>asking Replicate</source>
        <translation>выясняем у Replicate</translation>
    </message>
    <message>
        <source>before it began</source>
        <translation>до начала</translation>
    </message>
    <message>
        <source>queue {time}</source>
        <translation>очередь {time}</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>отправка</translation>
    </message>
    <message>
        <source>{amount} held until it ends</source>
        <translation>{amount} в резерве до конца</translation>
    </message>
    <message>
        <source>{amount} released: the customer has them back</source>
        <translation>{amount} возвращено клиенту</translation>
    </message>
    <message>
        <source>{amount} settled: the customer has paid</source>
        <translation>{amount} списано: клиент заплатил</translation>
    </message>
</context>
<context>
    <name>TrainingsPage</name>
    <message numerus="yes">
        <source>%n failed today</source>
        <translation>
            <numerusform>%n сбой сегодня</numerusform>
            <numerusform>%n сбоя сегодня</numerusform>
            <numerusform>%n сбоев сегодня</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n id(s)</source>
        <translation>
            <numerusform>%n id</numerusform>
            <numerusform>%n id</numerusform>
            <numerusform>%n id</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n обучается</numerusform>
            <numerusform>%n обучаются</numerusform>
            <numerusform>%n обучаются</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n ждёт</numerusform>
            <numerusform>%n ждут</numerusform>
            <numerusform>%n ждут</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменённые</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Фильтр</translation>
    </message>
    <message>
        <source>Find any training: id, @name, model, word</source>
        <translation>Найти: id, @имя, модель, слово</translation>
    </message>
    <message>
        <source>New training</source>
        <translation>Новое обучение</translation>
    </message>
    <message>
        <source>No training matches the filter.</source>
        <translation>Под фильтр ничего не подходит.</translation>
    </message>
    <message>
        <source>No training yet.</source>
        <translation>Обучений пока нет.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Идут</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Готовые</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>Обучения</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестные</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждут</translation>
    </message>
    <message>
        <source>failed today</source>
        <translation>сбои сегодня</translation>
    </message>
    <message>
        <source>{amount} held</source>
        <translation>{amount} в резерве</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} из {all}</translation>
    </message>
</context>
<context>
    <name>TuningForm</name>
    <message>
        <source>Batch size</source>
        <translation>Размер пакета</translation>
    </message>
    <message>
        <source>Caption dropout</source>
        <translation>Пропуск подписей</translation>
    </message>
    <message>
        <source>Empty: the newest one when it is sent.</source>
        <translation>Пусто: новейшая на момент отправки.</translation>
    </message>
    <message>
        <source>Empty: the newest one, now {version}…</source>
        <translation>Пусто: новейшая, сейчас {version}…</translation>
    </message>
    <message>
        <source>Enter a number from {low} to {high}.</source>
        <translation>Введите число от {low} до {high}.</translation>
    </message>
    <message>
        <source>From {low} to {high}.</source>
        <translation>От {low} до {high}.</translation>
    </message>
    <message>
        <source>Higher keeps more detail and takes longer.</source>
        <translation>Чем выше, тем больше деталей и дольше.</translation>
    </message>
    <message>
        <source>Higher learns faster and coarser.</source>
        <translation>Чем выше, тем быстрее и грубее.</translation>
    </message>
    <message>
        <source>How often a caption is ignored.</source>
        <translation>Как часто подпись не учитывается.</translation>
    </message>
    <message>
        <source>Known to Replicate: {version}…</source>
        <translation>Известна Replicate: {version}…</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Скорость обучения</translation>
    </message>
    <message>
        <source>Leave it as it is if unsure.</source>
        <translation>Если не уверены, оставьте как есть.</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>Ранг LoRA</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Оптимизатор</translation>
    </message>
    <message>
        <source>Photos looked at together.</source>
        <translation>Сколько фотографий берётся сразу.</translation>
    </message>
    <message>
        <source>Photos with a caption file of their own keep it.</source>
        <translation>Фотографии с собственной подписью её сохранят.</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Разрешение</translation>
    </message>
    <message>
        <source>Side lengths trained on, in pixels.</source>
        <translation>Длины сторон при обучении, в пикселях.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>The public model at Replicate that trains.</source>
        <translation>Публичная модель на Replicate, которая обучает.</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>Тренер</translation>
    </message>
    <message>
        <source>Trainer version</source>
        <translation>Версия тренера</translation>
    </message>
    <message>
        <source>Write captions for the photos</source>
        <translation>Написать подписи к фотографиям</translation>
    </message>
    <message>
        <source>{price} each.</source>
        <translation>По {price} за шаг.</translation>
    </message>
</context>
<context>
    <name>WeightsBlock</name>
    <message>
        <source>At Replicate. A download that was stopped goes on where it ended.</source>
        <translation>На Replicate. Прерванная загрузка продолжится с того же места.</translation>
    </message>
    <message>
        <source>Copy model version</source>
        <translation>Скопировать версию модели</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Загрузка</translation>
    </message>
    <message>
        <source>Download weights</source>
        <translation>Скачать веса</translation>
    </message>
    <message>
        <source>On this machine; the checksum was computed from the file.</source>
        <translation>На этом компьютере; контрольная сумма посчитана по файлу.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Открыть папку</translation>
    </message>
    <message>
        <source>Stop the download</source>
        <translation>Остановить загрузку</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Веса</translation>
    </message>
    <message>
        <source>{done} here</source>
        <translation>получено {done}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} из {total}</translation>
    </message>
</context>
<context>
    <name>Wish</name>
    <message numerus="yes">
        <source>%n photo(s) are sent to Replicate.</source>
        <translation>
            <numerusform>На Replicate отправится %n фотография.</numerusform>
            <numerusform>На Replicate отправятся %n фотографии.</numerusform>
            <numerusform>На Replicate отправятся %n фотографий.</numerusform>
        </translation>
    </message>
    <message>
        <source>A training of {model} is still running for this customer: wait for it, cancel it, or choose another model name.</source>
        <translation>Обучение {model} для этого клиента ещё идёт: дождитесь его, отмените или выберите другое имя модели.</translation>
    </message>
    <message>
        <source>Add the photos.</source>
        <translation>Добавьте фотографии.</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Баланс</translation>
    </message>
    <message>
        <source>Caption dropout</source>
        <translation>Пропуск подписей</translation>
    </message>
    <message>
        <source>Choose a customer.</source>
        <translation>Выберите клиента.</translation>
    </message>
    <message>
        <source>It costs {need}, the customer has {have}: {missing} are missing.</source>
        <translation>Нужно {need}, у клиента {have}: не хватает {missing}.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Скорость обучения</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>Имя модели</translation>
    </message>
    <message>
        <source>Nothing is sent to Replicate now: {reason}</source>
        <translation>Сейчас на Replicate ничего не отправляется: {reason}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>Provider cost</source>
        <translation>Себестоимость</translation>
    </message>
    <message>
        <source>The model becomes {destination}, called by {word}.</source>
        <translation>Модель получит имя {destination}, вызывать её — словом {word}.</translation>
    </message>
    <message>
        <source>The photos are still being looked at.</source>
        <translation>Фотографии ещё проверяются.</translation>
    </message>
    <message>
        <source>The photos cannot be used: {problem}.</source>
        <translation>Эти фотографии не подходят: {problem}.</translation>
    </message>
    <message>
        <source>This program cannot drive the trainer {trainer}: it has other inputs ({inputs}).</source>
        <translation>Этой программе тренер {trainer} не подходит: у него другие параметры ({inputs}).</translation>
    </message>
    <message>
        <source>Trainer version</source>
        <translation>Версия тренера</translation>
    </message>
    <message>
        <source>Trigger word</source>
        <translation>Триггер-слово</translation>
    </message>
    <message>
        <source>Usual time</source>
        <translation>Обычное время</translation>
    </message>
    <message>
        <source>What the trainer {trainer} costs is not known.</source>
        <translation>Стоимость тренера {trainer} неизвестна.</translation>
    </message>
    <message>
        <source>Your role may not start trainings.</source>
        <translation>С вашей ролью нельзя запускать обучения.</translation>
    </message>
    <message>
        <source>about {value}</source>
        <translation>около {value}</translation>
    </message>
    <message>
        <source>{min} min</source>
        <translation>{min} мин</translation>
    </message>
    <message>
        <source>{name} gets a message at the start and at the end.</source>
        <translation>{name} получит сообщение в начале и в конце.</translation>
    </message>
    <message>
        <source>{price} are held now, taken when it succeeds and given back when it does not.</source>
        <translation>{price} уйдут в резерв сейчас, спишутся при успехе и вернутся, если не получится.</translation>
    </message>
</context>
<context>
    <name>_BotLine</name>
    <message>
        <source>Check</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Check the bot {bot}</source>
        <translation>Проверить бота {bot}</translation>
    </message>
    <message>
        <source>No token: messages of this bot wait in the outbox</source>
        <translation>Токена нет: сообщения этого бота ждут в исходящих</translation>
    </message>
    <message>
        <source>Token from {source}</source>
        <translation>Токен: {source}</translation>
    </message>
</context>
<context>
    <name>_Chosen</name>
    <message>
        <source>Balance</source>
        <translation>Баланс</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Сменить</translation>
    </message>
    <message>
        <source>Choose another customer</source>
        <translation>Выбрать другого клиента</translation>
    </message>
</context>
<context>
    <name>_Found</name>
    <message>
        <source>Create customer “{text}”…</source>
        <translation>Создать клиента «{text}»…</translation>
    </message>
    <message>
        <source>Create customer…</source>
        <translation>Создать клиента…</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <source>Copy: {label}</source>
        <translation>Скопировать: {label}</translation>
    </message>
</context>
</TS>
