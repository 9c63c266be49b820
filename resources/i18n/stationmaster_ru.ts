<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>AddNoticeForm</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Add to the inbox</source>
        <translation>Добавить во входящие</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Тело</translation>
    </message>
    <message>
        <source>Exactly as the provider sent it</source>
        <translation>Ровно так, как прислала платёжная система</translation>
    </message>
    <message>
        <source>From the file {name}</source>
        <translation>Из файла {name}</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Заголовки</translation>
    </message>
    <message>
        <source>It is stored as it is, proved like a webhook, and done once.</source>
        <translation>Сохраняется как есть, проверяется как вебхук и выполняется один раз.</translation>
    </message>
    <message>
        <source>One a line, like Stripe-Signature: t=…,v1=…</source>
        <translation>По одному в строке, например Stripe-Signature: t=…,v1=…</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Платёжная система</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Строка запроса</translation>
    </message>
    <message>
        <source>What stood after the ? of the address, if anything</source>
        <translation>Что стояло в адресе после «?», если было</translation>
    </message>
    <message>
        <source>write it as Name: value</source>
        <translation>напишите как Имя: значение</translation>
    </message>
</context>
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
        <source>A payment that was lost is not a gift. Open the page Payments: find it there, or use “Credit without notice” with the provider’s id. So it counts once, and as money.</source>
        <translation>Потерявшийся платёж — не подарок. Откройте страницу «Платежи»: найдите его там или нажмите «Зачислить без уведомления» и укажите номер у провайдера. Тогда он зачтётся один раз и именно как деньги.</translation>
    </message>
    <message>
        <source>A payment, a charge or a ticket</source>
        <translation>Платёж, списание или обращение</translation>
    </message>
    <message>
        <source>About (optional)</source>
        <translation>О чём (необязательно)</translation>
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
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>Credit it on the page Payments.</source>
        <translation>Зачислите его на странице «Платежи».</translation>
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
        <source>Message, {language}</source>
        <translation>Сообщение, {language}</translation>
    </message>
    <message>
        <source>Only {have} can be taken.</source>
        <translation>Списать можно не больше {have}.</translation>
    </message>
    <message>
        <source>Say why the customer is not told.</source>
        <translation>Напишите, почему клиенту не сообщаем.</translation>
    </message>
    <message>
        <source>Stays in the ledger and in the audit.</source>
        <translation>Останется в истории баланса и в журнале.</translation>
    </message>
    <message>
        <source>Stays in the ledger, and the customer reads it.</source>
        <translation>Останется в истории баланса, и его прочитает клиент.</translation>
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
        <source>Te&amp;ll the customer</source>
        <translation>&amp;Сообщить клиенту</translation>
    </message>
    <message>
        <source>The charge’s id links the compensation to it; a ticket is fine too.</source>
        <translation>Номер списания свяжет с ним компенсацию; можно указать и обращение.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Why the customer is not told</source>
        <translation>Почему не сообщаем клиенту</translation>
    </message>
    <message>
        <source>no message</source>
        <translation>без сообщения</translation>
    </message>
    <message>
        <source>{name} has {balance}.</source>
        <translation>{name}: на балансе {balance}.</translation>
    </message>
</context>
<context>
    <name>AdoptForm</name>
    <message>
        <source>Adopt</source>
        <translation>Оформить</translation>
    </message>
    <message>
        <source>Adopt a training made elsewhere</source>
        <translation>Оформить тренировку, созданную не здесь</translation>
    </message>
    <message>
        <source>Customer’s Telegram id</source>
        <translation>Telegram id клиента</translation>
    </message>
    <message>
        <source>It becomes the customer’s at no price; no star moves. They are told when it ends.</source>
        <translation>Она станет тренировкой клиента бесплатно, звёзды не сдвинутся. Об окончании клиенту сообщат.</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>Имя модели</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Stands in the audit log.</source>
        <translation>Попадёт в журнал действий.</translation>
    </message>
    <message>
        <source>The customer must be known here already.</source>
        <translation>Клиент уже должен быть в базе.</translation>
    </message>
    <message>
        <source>The name of its model at Replicate, without the owner.</source>
        <translation>Имя её модели в Replicate, без владельца.</translation>
    </message>
    <message>
        <source>The word it was trained with, in capital letters.</source>
        <translation>Слово, с которым её обучали, заглавными буквами.</translation>
    </message>
    <message>
        <source>Trigger word</source>
        <translation>Триггер-слово</translation>
    </message>
</context>
<context>
    <name>AnswerCards</name>
    <message>
        <source>What happened</source>
        <translation>Что произошло</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Что делать</translation>
    </message>
    <message>
        <source>What was not done</source>
        <translation>Что не сделано</translation>
    </message>
    <message>
        <source>Where the stars are</source>
        <translation>Где звёзды</translation>
    </message>
</context>
<context>
    <name>AnswerPack</name>
    <message>
        <source>Copied: the answer for the customer</source>
        <translation>Скопировано: ответ клиенту</translation>
    </message>
    <message>
        <source>Where to keep the evidence</source>
        <translation>Куда сохранить материалы</translation>
    </message>
    <message>
        <source>Your role does not allow it</source>
        <translation>Ваша роль этого не позволяет</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>Архивы ZIP (*.zip)</translation>
    </message>
    <message>
        <source>{count} texts kept in {file}, without secrets</source>
        <translation>Текстов в {file}: {count}, секретов в них нет</translation>
    </message>
</context>
<context>
    <name>ApprovalFacts</name>
    <message>
        <source>About</source>
        <translation>О чём</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Запрос</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Комментарий</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Клиентов</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Решение</translation>
    </message>
    <message>
        <source>Exact plan</source>
        <translation>Точный план</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>Без сообщения</translation>
    </message>
    <message>
        <source>Plan hash</source>
        <translation>Хеш плана</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Что мешает</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
</context>
<context>
    <name>ApprovalPane</name>
    <message>
        <source>&amp;Approve…</source>
        <translation>&amp;Одобрить…</translation>
    </message>
    <message>
        <source>&amp;Do it now</source>
        <translation>&amp;Выполнить сейчас</translation>
    </message>
    <message>
        <source>&amp;Refuse…</source>
        <translation>О&amp;тказать…</translation>
    </message>
    <message>
        <source>&amp;Withdraw…</source>
        <translation>Ото&amp;звать…</translation>
    </message>
    <message>
        <source>What it would do now</source>
        <translation>Что произойдёт</translation>
    </message>
</context>
<context>
    <name>ApprovalsModel</name>
    <message>
        <source>Asked</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Кто просит</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>Операция</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>several</source>
        <translation>несколько</translation>
    </message>
</context>
<context>
    <name>ApprovalsPage</name>
    <message numerus="yes">
        <source>%n wait(s) for a second person</source>
        <translation>
            <numerusform>%n ждёт второго сотрудника</numerusform>
            <numerusform>%n ждут второго сотрудника</numerusform>
            <numerusform>%n ждут второго сотрудника</numerusform>
        </translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Одобрения</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Лимиты</translation>
    </message>
    <message>
        <source>Looking what it would do…</source>
        <translation>Смотрим, что произойдёт…</translation>
    </message>
    <message>
        <source>Nothing waits for a second person.</source>
        <translation>Ничто не ждёт второго сотрудника.</translation>
    </message>
    <message>
        <source>Nothing was asked for yet.</source>
        <translation>Запросов ещё не было.</translation>
    </message>
    <message>
        <source>Only an admin changes limits.</source>
        <translation>Лимиты меняет только администратор.</translation>
    </message>
    <message>
        <source>Open the customer</source>
        <translation>Открыть клиента</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждут</translation>
    </message>
    <message>
        <source>Your role may not approve.</source>
        <translation>Ваша роль не позволяет одобрять.</translation>
    </message>
    <message>
        <source>several customers</source>
        <translation>несколько клиентов</translation>
    </message>
    <message>
        <source>{text} is on the clipboard.</source>
        <translation>{text} в буфере обмена.</translation>
    </message>
</context>
<context>
    <name>ApproveForm</name>
    <message>
        <source>Approve this?</source>
        <translation>Одобрить?</translation>
    </message>
    <message>
        <source>Approve {stars}</source>
        <translation>Одобрить {stars}</translation>
    </message>
    <message>
        <source>Comment (optional)</source>
        <translation>Комментарий (необязательно)</translation>
    </message>
    <message>
        <source>Stays with the approval.</source>
        <translation>Останется при одобрении.</translation>
    </message>
    <message>
        <source>{deed}: {stars}, asked for by {name}. It is done at once, and you answer for it: it counts against your own limits too.</source>
        <translation>{deed}: {stars}, просит {name}. Выполнится сразу, отвечаете за это вы: сумма пойдёт и в ваши лимиты.</translation>
    </message>
</context>
<context>
    <name>AsOfBar</name>
    <message>
        <source>As it was on {moment}. Nothing can be done in the past.</source>
        <translation>Так было {moment}. В прошлом ничего сделать нельзя.</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Вернуться к настоящему</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>Показать на</translation>
    </message>
    <message>
        <source>Moment to look at</source>
        <translation>Момент, на который смотрим</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
</context>
<context>
    <name>AttemptFrame</name>
    <message>
        <source>A neutral text for the customer, without a word of the provider</source>
        <translation>Нейтральный текст для клиента, без слов провайдера</translation>
    </message>
    <message>
        <source>Answered last</source>
        <translation>Последний ответ</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Назад (Esc)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнение</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Сравнить с</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Скопировать ответ</translation>
    </message>
    <message>
        <source>Customer’s language</source>
        <translation>Язык клиента</translation>
    </message>
    <message>
        <source>Evidence file…</source>
        <translation>Материалы…</translation>
    </message>
    <message>
        <source>Language of the answer</source>
        <translation>Язык ответа</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Лог</translation>
    </message>
    <message>
        <source>Logs of both attempts</source>
        <translation>Логи обеих попыток</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Деньги</translation>
    </message>
    <message>
        <source>Neither attempt has a log.</source>
        <translation>Ни у одной из попыток нет лога.</translation>
    </message>
    <message>
        <source>Parameters of both attempts</source>
        <translation>Параметры обеих попыток</translation>
    </message>
    <message>
        <source>Request and answer</source>
        <translation>Запрос и ответ</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>История</translation>
    </message>
    <message>
        <source>This training has one attempt only: there is nothing to compare it with.</source>
        <translation>У этого обучения только одна попытка: сравнивать не с чем.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>What Replicate answered last, without secrets</source>
        <translation>Что Replicate ответил в последний раз, без секретов</translation>
    </message>
    <message>
        <source>What was sent to Replicate, without secrets</source>
        <translation>Что отправлено в Replicate, без секретов</translation>
    </message>
</context>
<context>
    <name>AttemptPage</name>
    <message>
        <source>Compare with try {number} · {status}</source>
        <translation>Сравнить с попыткой {number} · {status}</translation>
    </message>
    <message>
        <source>Copied: {label}</source>
        <translation>Скопировано: {label}</translation>
    </message>
    <message>
        <source>Nothing was kept for this attempt.</source>
        <translation>Для этой попытки ничего не сохранено.</translation>
    </message>
    <message>
        <source>Try {number} · {status}</source>
        <translation>Попытка {number} · {status}</translation>
    </message>
    <message>
        <source>try {number} of {all} · {customer} · {bot}</source>
        <translation>попытка {number} из {all} · {customer} · {bot}</translation>
    </message>
</context>
<context>
    <name>AttemptWords</name>
    <message>
        <source>At Replicate</source>
        <translation>В Replicate</translation>
    </message>
    <message>
        <source>Error id</source>
        <translation>Код ошибки</translation>
    </message>
    <message>
        <source>Failure group</source>
        <translation>Группа сбоев</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>Идентификаторы</translation>
    </message>
    <message>
        <source>It has not ended yet.</source>
        <translation>Попытка ещё не закончилась.</translation>
    </message>
    <message>
        <source>It succeeded: the model is there.</source>
        <translation>Обучение удалось, модель готова.</translation>
    </message>
    <message>
        <source>Its stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Маржа</translation>
    </message>
    <message>
        <source>No star was taken for this attempt.</source>
        <translation>За эту попытку звёзды не списывались.</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Всё сделано.</translation>
    </message>
    <message>
        <source>Nothing needs to be done.</source>
        <translation>Ничего делать не нужно.</translation>
    </message>
    <message>
        <source>Price of the attempt</source>
        <translation>Цена попытки</translation>
    </message>
    <message>
        <source>Replicate bills</source>
        <translation>Счёт Replicate</translation>
    </message>
    <message>
        <source>Settled stars at $0.016 each, less what Replicate bills</source>
        <translation>Списанные звёзды по $0.016 за вычетом счёта Replicate</translation>
    </message>
    <message>
        <source>The model is not made yet.</source>
        <translation>Модель ещё не готова.</translation>
    </message>
    <message>
        <source>Trainer version</source>
        <translation>Версия тренера</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Wait for its end, or cancel the training.</source>
        <translation>Дождитесь конца или отмените обучение.</translation>
    </message>
    <message>
        <source>back with the customer</source>
        <translation>возвращены</translation>
    </message>
    <message>
        <source>held</source>
        <translation>в резерве</translation>
    </message>
    <message>
        <source>none taken</source>
        <translation>не списывались</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>списаны</translation>
    </message>
    <message>
        <source>{amount} are back on the customer’s balance.</source>
        <translation>{amount} снова на балансе клиента.</translation>
    </message>
    <message>
        <source>{amount} are held until its end is known.</source>
        <translation>{amount} в резерве, пока не известен исход.</translation>
    </message>
    <message>
        <source>{amount} are settled: the customer paid.</source>
        <translation>{amount} списано: клиент заплатил.</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Deed</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Its id</source>
        <translation>Идентификатор</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>Печать</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>Над чем</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Что изменилось</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>no seal</source>
        <translation>без печати</translation>
    </message>
    <message>
        <source>nothing is noted</source>
        <translation>ничего не записано</translation>
    </message>
    <message>
        <source>row {number}, {sealed}</source>
        <translation>строка {number}, {sealed}</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>с печатью</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n строка</numerusform>
            <numerusform>%n строки</numerusform>
            <numerusform>%n строк</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are in {file}.</source>
        <translation>
            <numerusform>В файле {file} %n строка.</numerusform>
            <numerusform>В файле {file} %n строки.</numerusform>
            <numerusform>В файле {file} %n строк.</numerusform>
        </translation>
    </message>
    <message>
        <source>All {rows} rows of the log are as they were written.</source>
        <translation>Все строки журнала ({rows}) такие, какими были записаны.</translation>
    </message>
    <message>
        <source>Any deed</source>
        <translation>Любое действие</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Кто угодно</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Copied: {label}</source>
        <translation>Скопировано: {label}</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Everything done to this</source>
        <translation>Всё, что с этим делали</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Выгрузить</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Выгрузка журнала</translation>
    </message>
    <message>
        <source>Find: a word of a reason, an id, an amount</source>
        <translation>Найти: слово из причины, id, сумма</translation>
    </message>
    <message>
        <source>It has no page of its own</source>
        <translation>Своей страницы у этого нет</translation>
    </message>
    <message>
        <source>No deed matches the filter.</source>
        <translation>По этому фильтру ничего нет.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Show it on its page</source>
        <translation>Открыть на своей странице</translation>
    </message>
    <message>
        <source>The audit log is not whole</source>
        <translation>Журнал повреждён</translation>
    </message>
    <message>
        <source>The log was tampered with, or was written without its key for a while. Nothing was changed. Keep the file and its backups, and show this to whoever answers for the money.</source>
        <translation>Журнал подменяли, или какое-то время он писался без ключа. Сейчас ничего не изменено. Сохраните файл и его копии и покажите это тому, кто отвечает за деньги.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Write what is found to a CSV file, with the head of the chain</source>
        <translation>Записать найденное в файл CSV вместе с отпечатком цепочки</translation>
    </message>
</context>
<context>
    <name>BalancePathBox</name>
    <message>
        <source> · the ledger does not add up: run the check on the overview</source>
        <translation> · счёт не сходится: запустите проверку на обзоре</translation>
    </message>
    <message>
        <source> · {held} of it are held</source>
        <translation> · из них {held} в резерве</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Поступило</translation>
    </message>
    <message>
        <source>Copy the answer to “why is my balance so?”, in the customer’s language</source>
        <translation>Скопировать ответ на «почему у меня такой баланс?» на языке клиента</translation>
    </message>
    <message>
        <source>Copy the receipt of the picked line, in the customer’s language</source>
        <translation>Скопировать квитанцию выбранной строки на языке клиента</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>Объяснение</translation>
    </message>
    <message>
        <source>Held and spent</source>
        <translation>В резерве и потрачено</translation>
    </message>
    <message>
        <source>Held: {model}</source>
        <translation>В резерве: {model}</translation>
    </message>
    <message>
        <source>In {came} − out {went} = {balance}</source>
        <translation>Пришло {came} − ушло {went} = {balance}</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Квитанция</translation>
    </message>
    <message>
        <source>Went out</source>
        <translation>Списано</translation>
    </message>
    <message>
        <source>{count} charged with {charged}, {returned} given back</source>
        <translation>Списаний: {count} на {charged}, возвращено {returned}</translation>
    </message>
</context>
<context>
    <name>BotActions</name>
    <message numerus="yes">
        <source>%n bot(s) cannot send: {names}</source>
        <translation>
            <numerusform>%n бот не может отправлять: {names}</numerusform>
            <numerusform>%n бота не могут отправлять: {names}</numerusform>
            <numerusform>%n ботов не могут отправлять: {names}</numerusform>
        </translation>
    </message>
    <message>
        <source>Every bot can send.</source>
        <translation>Все боты могут отправлять сообщения.</translation>
    </message>
    <message>
        <source>The bot {name} was saved.</source>
        <translation>Бот {name} сохранён.</translation>
    </message>
</context>
<context>
    <name>BotForm</name>
    <message>
        <source>Admin group</source>
        <translation>Группа админов</translation>
    </message>
    <message>
        <source>An @name or an address; may be empty.</source>
        <translation>@имя или адрес; можно не указывать.</translation>
    </message>
    <message>
        <source>As customers and payments name it.</source>
        <translation>Так, как он назван у клиентов и в платежах.</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Empty for none.</source>
        <translation>Пусто, если владельца нет.</translation>
    </message>
    <message>
        <source>Error channel</source>
        <translation>Канал ошибок</translation>
    </message>
    <message>
        <source>Group and channel read</source>
        <translation>Язык группы и канала</translation>
    </message>
    <message>
        <source>Its people are told about its payments and troubles through this very bot; who is not named here is not told.</source>
        <translation>О платежах и сбоях бота его людям сообщает он сам; кто здесь не указан, тому ничего не приходит.</translation>
    </message>
    <message>
        <source>Owner reads</source>
        <translation>Язык владельца</translation>
    </message>
    <message>
        <source>Owner’s Telegram id</source>
        <translation>Telegram ID владельца</translation>
    </message>
    <message>
        <source>Save bot</source>
        <translation>Сохранить бота</translation>
    </message>
    <message>
        <source>Support contact</source>
        <translation>Контакт поддержки</translation>
    </message>
    <message>
        <source>Telegram’s id of the chat, with its minus; empty for none.</source>
        <translation>Идентификатор чата в Telegram вместе с минусом; пусто, если чата нет.</translation>
    </message>
    <message>
        <source>This bot sells</source>
        <translation>Бот работает</translation>
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
    <name>Bots</name>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n не отправлено</numerusform>
            <numerusform>%n не отправлено</numerusform>
            <numerusform>%n не отправлено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) wait</source>
        <translation>
            <numerusform>%n обновление ждёт</numerusform>
            <numerusform>%n обновления ждут</numerusform>
            <numerusform>%n обновлений ждут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait</source>
        <translation>
            <numerusform>%n ждёт</numerusform>
            <numerusform>%n ждут</numerusform>
            <numerusform>%n ждут</numerusform>
        </translation>
    </message>
    <message>
        <source>Admin group</source>
        <translation>Группа админов</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Can send</source>
        <translation>Отправляет</translation>
    </message>
    <message>
        <source>Cannot send</source>
        <translation>Не может отправлять</translation>
    </message>
    <message>
        <source>Error channel</source>
        <translation>Канал ошибок</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>No token</source>
        <translation>Нет токена</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Не проверен</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Выключен</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Владелец</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Отправка</translation>
    </message>
    <message>
        <source>Token from {source}</source>
        <translation>Токен: {source}</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Вебхук</translation>
    </message>
    <message>
        <source>nobody described it</source>
        <translation>не описан</translation>
    </message>
    <message>
        <source>not set, nothing waits</source>
        <translation>не задан, очереди нет</translation>
    </message>
    <message>
        <source>takes updates</source>
        <translation>принимает обновления</translation>
    </message>
</context>
<context>
    <name>BotsPage</name>
    <message numerus="yes">
        <source>%n bot(s)</source>
        <translation>
            <numerusform>%n бот</numerusform>
            <numerusform>%n бота</numerusform>
            <numerusform>%n ботов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot send</source>
        <translation>
            <numerusform>%n не может отправлять</numerusform>
            <numerusform>%n не могут отправлять</numerusform>
            <numerusform>%n не могут отправлять</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) will be sent again.</source>
        <translation>
            <numerusform>%n сообщение уйдёт ещё раз.</numerusform>
            <numerusform>%n сообщения уйдут ещё раз.</numerusform>
            <numerusform>%n сообщений уйдут ещё раз.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add bot</source>
        <translation>&amp;Добавить бота</translation>
    </message>
    <message>
        <source>&amp;Check all</source>
        <translation>&amp;Проверить всех</translation>
    </message>
    <message>
        <source>&amp;Send again</source>
        <translation>&amp;Отправить снова</translation>
    </message>
    <message>
        <source>Add bot</source>
        <translation>Добавить бота</translation>
    </message>
    <message>
        <source>Ask Telegram about every token and webhook</source>
        <translation>Спросить Telegram о каждом токене и вебхуке</translation>
    </message>
    <message>
        <source>Bots</source>
        <translation>Боты</translation>
    </message>
    <message>
        <source>No bot is known yet.</source>
        <translation>Ботов пока нет.</translation>
    </message>
    <message>
        <source>Nobody was told anything yet.</source>
        <translation>Никому ещё ничего не сообщали.</translation>
    </message>
    <message>
        <source>Send the picked messages that did not arrive once more</source>
        <translation>Ещё раз отправить выбранные сообщения, которые не дошли</translation>
    </message>
    <message>
        <source>Told to owners, groups and error channels</source>
        <translation>Сообщения владельцам, группам и каналам ошибок</translation>
    </message>
    <message>
        <source>Your role may not change bots.</source>
        <translation>Ваша роль не позволяет менять ботов.</translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message numerus="yes">
        <source>Assign %n failure group(s)</source>
        <translation>
            <numerusform>Назначить %n группу сбоев</numerusform>
            <numerusform>Назначить %n группы сбоев</numerusform>
            <numerusform>Назначить %n групп сбоев</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n training(s)</source>
        <translation>
            <numerusform>Отменить %n обучение</numerusform>
            <numerusform>Отменить %n обучения</numerusform>
            <numerusform>Отменить %n обучений</numerusform>
        </translation>
    </message>
    <message>
        <source>Customer and model</source>
        <translation>Клиент и модель</translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n cancellation(s), {stars}</source>
        <translation>
            <numerusform>Выполнить: %n отмена, {stars}</numerusform>
            <numerusform>Выполнить: %n отмены, {stars}</numerusform>
            <numerusform>Выполнить: %n отмен, {stars}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n message(s)</source>
        <translation>
            <numerusform>Выполнить: %n сообщение</numerusform>
            <numerusform>Выполнить: %n сообщения</numerusform>
            <numerusform>Выполнить: %n сообщений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n refund(s), {stars}</source>
        <translation>
            <numerusform>Выполнить: %n возврат, {stars}</numerusform>
            <numerusform>Выполнить: %n возврата, {stars}</numerusform>
            <numerusform>Выполнить: %n возвратов, {stars}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n retry(s), {stars}</source>
        <translation>
            <numerusform>Выполнить: %n повтор, {stars}</numerusform>
            <numerusform>Выполнить: %n повтора, {stars}</numerusform>
            <numerusform>Выполнить: %n повторов, {stars}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: assign %n group(s)</source>
        <translation>
            <numerusform>Выполнить: назначить %n группу</numerusform>
            <numerusform>Выполнить: назначить %n группы</numerusform>
            <numerusform>Выполнить: назначить %n групп</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: mark %n group(s)</source>
        <translation>
            <numerusform>Выполнить: отметить %n группу</numerusform>
            <numerusform>Выполнить: отметить %n группы</numerusform>
            <numerusform>Выполнить: отметить %n групп</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Не удалось</translation>
    </message>
    <message numerus="yes">
        <source>Give back the stars of %n training(s)</source>
        <translation>
            <numerusform>Вернуть звёзды за %n обучение</numerusform>
            <numerusform>Вернуть звёзды за %n обучения</numerusform>
            <numerusform>Вернуть звёзды за %n обучений</numerusform>
        </translation>
    </message>
    <message>
        <source>Held again</source>
        <translation>Снова удержим</translation>
    </message>
    <message>
        <source>It has no undo: {why}.</source>
        <translation>Отменить нельзя: {why}.</translation>
    </message>
    <message numerus="yes">
        <source>Mark %n failure group(s) as fixed</source>
        <translation>
            <numerusform>Отметить исправленной %n группу сбоев</numerusform>
            <numerusform>Отметить исправленными %n группы сбоев</numerusform>
            <numerusform>Отметить исправленными %n групп сбоев</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Picked by</source>
        <translation>Отобрано по</translation>
    </message>
    <message>
        <source>Refunded to customers</source>
        <translation>Вернём клиентам</translation>
    </message>
    <message>
        <source>Released to customers</source>
        <translation>Освободим клиентам</translation>
    </message>
    <message>
        <source>Replicate bills about</source>
        <translation>Replicate возьмёт около</translation>
    </message>
    <message numerus="yes">
        <source>Retry %n training(s)</source>
        <translation>
            <numerusform>Повторить %n обучение</numerusform>
            <numerusform>Повторить %n обучения</numerusform>
            <numerusform>Повторить %n обучений</numerusform>
        </translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Still to do</source>
        <translation>Осталось</translation>
    </message>
    <message numerus="yes">
        <source>Tell the customers of %n training(s)</source>
        <translation>
            <numerusform>Написать клиентам: %n обучение</numerusform>
            <numerusform>Написать клиентам: %n обучения</numerusform>
            <numerusform>Написать клиентам: %n обучений</numerusform>
        </translation>
    </message>
    <message>
        <source>The run waits for a second person.</source>
        <translation>Операция ждёт второго сотрудника.</translation>
    </message>
    <message>
        <source>There is no run here to undo.</source>
        <translation>Отменять здесь нечего.</translation>
    </message>
    <message numerus="yes">
        <source>Undo in %n group(s)</source>
        <translation>
            <numerusform>Вернуть %n группу</numerusform>
            <numerusform>Вернуть %n группы</numerusform>
            <numerusform>Вернуть %n групп</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo “{name}”</source>
        <translation>Вернуть как было: «{name}»</translation>
    </message>
    <message>
        <source>Undo: {reason}</source>
        <translation>Отмена: {reason}</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Что будет</translation>
    </message>
    <message>
        <source>Will do</source>
        <translation>Выполним</translation>
    </message>
    <message>
        <source>Will skip</source>
        <translation>Пропустим</translation>
    </message>
    <message>
        <source>Your role does not allow it</source>
        <translation>Ваша роль этого не позволяет</translation>
    </message>
    <message>
        <source>all failures</source>
        <translation>все сбои</translation>
    </message>
    <message>
        <source>another one of this model runs</source>
        <translation>эта модель уже обучается</translation>
    </message>
    <message>
        <source>attempts ticked by hand</source>
        <translation>отмеченные попытки</translation>
    </message>
    <message>
        <source>billed: look for the weights first</source>
        <translation>оплачено нами: сначала найдите веса</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>failure groups ticked by hand</source>
        <translation>отмеченные группы сбоев</translation>
    </message>
    <message>
        <source>failures like “{text}”</source>
        <translation>сбои вида «{text}»</translation>
    </message>
    <message>
        <source>free: your role does not allow it</source>
        <translation>бесплатно: ваша роль не позволяет</translation>
    </message>
    <message>
        <source>it changed after the preview</source>
        <translation>изменилось после просмотра</translation>
    </message>
    <message>
        <source>it has ended already</source>
        <translation>уже завершилось</translation>
    </message>
    <message>
        <source>it is being cancelled</source>
        <translation>уже отменяется</translation>
    </message>
    <message>
        <source>it is so already</source>
        <translation>уже назначено</translation>
    </message>
    <message>
        <source>it still runs</source>
        <translation>ещё идёт</translation>
    </message>
    <message>
        <source>it succeeded</source>
        <translation>оно удалось</translation>
    </message>
    <message>
        <source>it would fail again as it is</source>
        <translation>без изменений снова не удастся</translation>
    </message>
    <message>
        <source>marked before</source>
        <translation>отмечена раньше</translation>
    </message>
    <message>
        <source>nothing to give back</source>
        <translation>возвращать нечего</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>на паузе</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>отказ</translation>
    </message>
    <message>
        <source>since {moment}</source>
        <translation>с {moment}</translation>
    </message>
    <message>
        <source>skipped: {why}</source>
        <translation>пропущено: {why}</translation>
    </message>
    <message>
        <source>somebody changed it since</source>
        <translation>с тех пор это изменили</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлена</translation>
    </message>
    <message>
        <source>the customer is told once</source>
        <translation>клиенту пишем один раз</translation>
    </message>
    <message>
        <source>the photos are gone</source>
        <translation>фотографий больше нет</translation>
    </message>
    <message>
        <source>there is none</source>
        <translation>такого нет</translation>
    </message>
    <message>
        <source>too few stars</source>
        <translation>не хватает звёзд</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>выполняется</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>waits for a second person</source>
        <translation>ждёт второго сотрудника</translation>
    </message>
    <message>
        <source>will do</source>
        <translation>выполним</translation>
    </message>
    <message>
        <source>will skip: {why}</source>
        <translation>пропустим: {why}</translation>
    </message>
    <message>
        <source>{done} of {total}, {state}, {actor}</source>
        <translation>{done} из {total}, {state}, {actor}</translation>
    </message>
    <message>
        <source>{title}, {moment}, {actor}</source>
        <translation>{title}, {moment}, {actor}</translation>
    </message>
    <message>
        <source>{title}: {done} of {total}, {state}</source>
        <translation>{title}: {done} из {total}, {state}</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Assign…</source>
        <translation>Назначить…</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>Отменить…</translation>
    </message>
    <message>
        <source>Mark fixed…</source>
        <translation>Исправлено…</translation>
    </message>
    <message>
        <source>Notify…</source>
        <translation>Сообщить…</translation>
    </message>
    <message>
        <source>Release or refund…</source>
        <translation>Вернуть звёзды…</translation>
    </message>
    <message>
        <source>Retry…</source>
        <translation>Повторить…</translation>
    </message>
</context>
<context>
    <name>BulkDesk</name>
    <message numerus="yes">
        <source>%n picked</source>
        <translation>
            <numerusform>Выбрано: %n</numerusform>
            <numerusform>Выбрано: %n</numerusform>
            <numerusform>Выбрано: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n that match</source>
        <translation>
            <numerusform>Все подходящие: %n</numerusform>
            <numerusform>Все подходящие: %n</numerusform>
            <numerusform>Все подходящие: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>Отменить…</translation>
    </message>
    <message>
        <source>Give stars back…</source>
        <translation>Вернуть звёзды…</translation>
    </message>
    <message>
        <source>Pick all {count} that match</source>
        <translation>Выбрать все подходящие: {count}</translation>
    </message>
    <message>
        <source>Pick none</source>
        <translation>Снять выделение</translation>
    </message>
    <message>
        <source>Retry…</source>
        <translation>Повторить…</translation>
    </message>
    <message>
        <source>Tell the customers…</source>
        <translation>Написать клиентам…</translation>
    </message>
    <message>
        <source>all trainings</source>
        <translation>все обучения</translation>
    </message>
    <message>
        <source>failed since {moment}</source>
        <translation>сбой после {moment}</translation>
    </message>
    <message>
        <source>picked by hand</source>
        <translation>выбраны вручную</translation>
    </message>
</context>
<context>
    <name>BulkForm</name>
    <message>
        <source>Above your limit: it begins when a second person has agreed.</source>
        <translation>Выше вашего лимита: начнётся, когда согласится второй сотрудник.</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>More than you may give back alone: it begins when a second person has agreed.</source>
        <translation>Больше, чем вы можете вернуть без второго сотрудника: начнётся, когда он согласится.</translation>
    </message>
    <message>
        <source>Nothing is sent to Replicate now; it goes on by itself when that works again.</source>
        <translation>Сейчас в Replicate ничего не отправляется; продолжится само, когда связь восстановится.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход</translation>
    </message>
    <message>
        <source>Rows with their verdicts</source>
        <translation>Строки и что с ними будет</translation>
    </message>
    <message>
        <source>Say why first</source>
        <translation>Сначала укажите причину</translation>
    </message>
    <message>
        <source>Something has moved since the preview. Nothing was done; this is how it stands.</source>
        <translation>С момента просмотра что-то изменилось. Ничего не сделано; вот как обстоят дела сейчас.</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Вернуть как было…</translation>
    </message>
</context>
<context>
    <name>BulkTerms</name>
    <message>
        <source>A group that somebody has is not counted as new.</source>
        <translation>Группа, которой кто-то занят, не считается новой.</translation>
    </message>
    <message>
        <source>Also those that will fail again as they are</source>
        <translation>И те, что без изменений снова не удадутся</translation>
    </message>
    <message>
        <source>Free for the customers: we pay</source>
        <translation>Бесплатно для клиентов: платим мы</translation>
    </message>
    <message>
        <source>It is kept with the run and in the audit.</source>
        <translation>Сохраняется в операции и в журнале.</translation>
    </message>
    <message>
        <source>Message in English</source>
        <translation>Сообщение по-английски</translation>
    </message>
    <message>
        <source>Message in Russian</source>
        <translation>Сообщение по-русски</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Никто</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Who looks after them</source>
        <translation>Кто займётся</translation>
    </message>
    <message>
        <source>Your role does not allow it</source>
        <translation>Ваша роль этого не позволяет</translation>
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
    <name>CapForm</name>
    <message>
        <source>Change limits</source>
        <translation>Изменить лимиты</translation>
    </message>
    <message>
        <source>Enter a number of stars.</source>
        <translation>Введите число звёзд.</translation>
    </message>
    <message>
        <source>One customer in 24 hours, ★</source>
        <translation>Клиент за 24 часа, ★</translation>
    </message>
    <message>
        <source>One deed, ★</source>
        <translation>Одна операция, ★</translation>
    </message>
    <message>
        <source>One operator in 24 hours, ★</source>
        <translation>Сотрудник за 24 часа, ★</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Stays in the audit.</source>
        <translation>Останется в журнале.</translation>
    </message>
    <message>
        <source>“{deed}” as {role}. Above these limits a second person must approve.</source>
        <translation>«{deed}», роль: {role}. Сверх этих лимитов нужно одобрение второго сотрудника.</translation>
    </message>
</context>
<context>
    <name>CapsModel</name>
    <message>
        <source>Deed</source>
        <translation>Операция</translation>
    </message>
    <message>
        <source>One customer, 24 h</source>
        <translation>Клиент за 24 ч</translation>
    </message>
    <message>
        <source>One deed</source>
        <translation>Одна операция</translation>
    </message>
    <message>
        <source>One operator, 24 h</source>
        <translation>Сотрудник за 24 ч</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>asks always</source>
        <translation>только с одобрением</translation>
    </message>
</context>
<context>
    <name>ChainCard</name>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n нарушение</numerusform>
            <numerusform>%n нарушения</numerusform>
            <numerusform>%n нарушений</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy of its anchor lies in the keyring.</source>
        <translation>Копия якоря лежит в связке ключей.</translation>
    </message>
    <message>
        <source>Checked {time}: {number}. {named}</source>
        <translation>Проверено {time}: {number}. {named}</translation>
    </message>
    <message>
        <source>Checked {time}: {rows} rows, all as they were written, head {head}…</source>
        <translation>Проверено {time}: {rows} строк, все такие, какими были записаны; отпечаток {head}…</translation>
    </message>
    <message>
        <source>Checking: {done} of {total} rows</source>
        <translation>Проверка: {done} из {total} строк</translation>
    </message>
    <message>
        <source>Every new row is sealed (key: {source}).</source>
        <translation>Каждая новая строка скрепляется печатью (ключ: {source}).</translation>
    </message>
    <message>
        <source>Not checked since the start of the program.</source>
        <translation>После запуска программы ещё не проверялся.</translation>
    </message>
    <message>
        <source>Seal of the log</source>
        <translation>Печать журнала</translation>
    </message>
    <message>
        <source>Verify chain</source>
        <translation>Проверить цепочку</translation>
    </message>
    <message>
        <source>Without a keyring there is no copy outside: an older file put back would go unseen.</source>
        <translation>Без связки ключей нет внешней копии: подмену файла более старым заметить нельзя.</translation>
    </message>
    <message>
        <source>row {rows}: {words}</source>
        <translation>строка {rows}: {words}</translation>
    </message>
</context>
<context>
    <name>ChangesModel</name>
    <message>
        <source>After</source>
        <translation>Стало</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Было</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
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
    <name>Choices</name>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>All money</source>
        <translation>Все деньги</translation>
    </message>
    <message>
        <source>Any bot</source>
        <translation>Все боты</translation>
    </message>
    <message>
        <source>Any currency</source>
        <translation>Все валюты</translation>
    </message>
    <message>
        <source>Any provider</source>
        <translation>Все системы</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>За всё время</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Kind of money</source>
        <translation>Вид денег</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Платёжная система</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>Настоящие</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Тестовые</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
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
        <source>1 to 99 are possible</source>
        <translation>можно от 1 до 99</translation>
    </message>
    <message>
        <source>1 to {most} days are possible</source>
        <translation>можно от 1 до {most} дней</translation>
    </message>
    <message>
        <source>1 to {most} letters are needed</source>
        <translation>нужно от 1 до {most} знаков</translation>
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
        <source>3 to 32 Latin letters, digits, “-” or “_” are needed</source>
        <translation>нужно от 3 до 32 латинских букв, цифр, «-» или «_»</translation>
    </message>
    <message>
        <source>64 hexadecimal characters are needed</source>
        <translation>нужны 64 шестнадцатеричных знака</translation>
    </message>
    <message>
        <source>Replicate does not go on with what was cancelled; retry it instead</source>
        <translation>Replicate не продолжает отменённое; вместо этого повторите обучение</translation>
    </message>
    <message>
        <source>Replicate has a try of it that is not in this database</source>
        <translation>на Replicate есть попытка, которой нет в этой базе</translation>
    </message>
    <message>
        <source>Replicate has no such trainer</source>
        <translation>у Replicate нет такого тренера</translation>
    </message>
    <message>
        <source>Robokassa knows {known} only</source>
        <translation>Robokassa знает только {known}</translation>
    </message>
    <message>
        <source>Robokassa takes letters, digits, “_”, “.”, “-”</source>
        <translation>Robokassa принимает латинские буквы, цифры, «_», «.» и «-»</translation>
    </message>
    <message>
        <source>Robokassa tells no key of this operation</source>
        <translation>Robokassa не сообщает ключ этой операции</translation>
    </message>
    <message>
        <source>Telegram charges renewals by itself</source>
        <translation>Telegram сам списывает оплату за продление</translation>
    </message>
    <message>
        <source>a bank is told nothing by programs, it gives a file</source>
        <translation>банк не принимает команд от программы, он только выгружает файл</translation>
    </message>
    <message>
        <source>a bank sends no notices; read its statement</source>
        <translation>банк не присылает уведомлений; загрузите выписку</translation>
    </message>
    <message>
        <source>a bot has a name</source>
        <translation>у бота должно быть имя</translation>
    </message>
    <message>
        <source>a bought plan is undone by refunding its payment, which also closes the plan</source>
        <translation>покупка тарифа отменяется возвратом платежа, он же закрывает тариф</translation>
    </message>
    <message>
        <source>a chain takes nothing back; send {amount} from a wallet of yours to {address}</source>
        <translation>из блокчейна платёж не вернуть; отправьте {amount} со своего кошелька на адрес {address}</translation>
    </message>
    <message>
        <source>a compensation is taken back by a reversal</source>
        <translation>компенсация отменяется обратной проводкой</translation>
    </message>
    <message>
        <source>a hold is ended by its training, not by hand: cancel the training</source>
        <translation>удержание завершает само обучение, а не человек: отмените обучение</translation>
    </message>
    <message>
        <source>a launch of {model} for this customer is kept already</source>
        <translation>запуск {model} для этого клиента уже отложен</translation>
    </message>
    <message>
        <source>a number from {low} to {high} is needed</source>
        <translation>нужно число от {low} до {high}</translation>
    </message>
    <message>
        <source>a person has to look at the payment</source>
        <translation>платёж должен посмотреть человек</translation>
    </message>
    <message>
        <source>a positive 64-bit number is needed</source>
        <translation>нужно положительное 64-разрядное число</translation>
    </message>
    <message>
        <source>a refund closes its charge for good; take stars with a deduction that names it</source>
        <translation>возврат закрывает списание окончательно; спишите звёзды отдельно и сошлитесь на него</translation>
    </message>
    <message>
        <source>a refund of {amount} was asked for and has no end yet</source>
        <translation>возврат {amount} уже запрошен и ещё не завершён</translation>
    </message>
    <message>
        <source>a released hold is over: retrying the training holds the price anew</source>
        <translation>снятое удержание закончено: повтор обучения удержит цену заново</translation>
    </message>
    <message>
        <source>a reversal is final: do anew what it undid</source>
        <translation>отмена окончательна: сделайте заново то, что она отменила</translation>
    </message>
    <message>
        <source>a settled charge is undone by refunding its stars</source>
        <translation>списание за обучение отменяется возвратом звёзд</translation>
    </message>
    <message>
        <source>a subscription costs at most {most} ★</source>
        <translation>подписка стоит не больше {most} ★</translation>
    </message>
    <message>
        <source>a top-up is undone by a reversal; the money itself goes back by a refund</source>
        <translation>пополнение отменяется обратной проводкой; сами деньги возвращает возврат платежа</translation>
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
        <source>above the limit of {cap} for one deed: {asked}</source>
        <translation>больше лимита {cap} на одну операцию: {asked}</translation>
    </message>
    <message>
        <source>add notices to the inbox</source>
        <translation>добавлять уведомления во входящие</translation>
    </message>
    <message>
        <source>an attempt knows the training {provider_id} at Replicate</source>
        <translation>тренировка {provider_id} в Replicate уже привязана к попытке</translation>
    </message>
    <message>
        <source>an undo is final: do anew what it took back</source>
        <translation>отмена окончательна: сделайте заново то, что она вернула</translation>
    </message>
    <message>
        <source>approve deeds of others</source>
        <translation>одобрять чужие действия</translation>
    </message>
    <message>
        <source>asked again, the provider says “{status}”</source>
        <translation>на повторный запрос платёжная система отвечает «{status}»</translation>
    </message>
    <message>
        <source>at most {left} can go back</source>
        <translation>вернуть можно не больше {left}</translation>
    </message>
    <message>
        <source>at most {left} of it can be made good</source>
        <translation>компенсировать можно не больше {left}</translation>
    </message>
    <message>
        <source>at most {limit} at once</source>
        <translation>за один раз не больше {limit}</translation>
    </message>
    <message>
        <source>attempt {number} follows already</source>
        <translation>уже начата попытка {number}</translation>
    </message>
    <message>
        <source>behind a payment by hand there is nobody to ask</source>
        <translation>за платежом, записанным вручную, никто не стоит: спросить некого</translation>
    </message>
    <message>
        <source>between zero and {most}</source>
        <translation>от нуля до {most}</translation>
    </message>
    <message>
        <source>cancel trainings</source>
        <translation>отменять обучения</translation>
    </message>
    <message>
        <source>carry out what neither they asked for nor agreed to</source>
        <translation>выполнять то, чего не запрашивал и не одобрял</translation>
    </message>
    <message>
        <source>change balances</source>
        <translation>менять баланс</translation>
    </message>
    <message>
        <source>change customers</source>
        <translation>менять данные клиентов</translation>
    </message>
    <message>
        <source>change plans</source>
        <translation>менять подписки</translation>
    </message>
    <message>
        <source>change prices</source>
        <translation>менять цены</translation>
    </message>
    <message>
        <source>change settings</source>
        <translation>менять настройки</translation>
    </message>
    <message>
        <source>changed, put in or moved: the seal does not fit</source>
        <translation>изменена, вставлена или переставлена: печать не сходится</translation>
    </message>
    <message>
        <source>check tokens</source>
        <translation>проверять токены</translation>
    </message>
    <message>
        <source>compare books</source>
        <translation>проводить сверку</translation>
    </message>
    <message>
        <source>customer {telegram_id} exists</source>
        <translation>клиент {telegram_id} уже есть</translation>
    </message>
    <message>
        <source>cut off at the end</source>
        <translation>отрезано с конца</translation>
    </message>
    <message>
        <source>decide about quarantined money</source>
        <translation>решать судьбу денег в карантине</translation>
    </message>
    <message>
        <source>do anything here any more</source>
        <translation>больше ничего здесь делать</translation>
    </message>
    <message>
        <source>download weights</source>
        <translation>скачивать веса</translation>
    </message>
    <message>
        <source>every operator of this database was switched off</source>
        <translation>все операторы этой базы данных отключены</translation>
    </message>
    <message>
        <source>from the time without a seal, and not as they were when sealing began</source>
        <translation>из времени без печати, и теперь не такие, какими были, когда печать появилась</translation>
    </message>
    <message>
        <source>give stars back for a charge</source>
        <translation>возвращать звёзды за списание</translation>
    </message>
    <message>
        <source>given stars are taken back by a reversal</source>
        <translation>начисление отменяется обратной проводкой</translation>
    </message>
    <message>
        <source>invoice {number} has the state “{status}”</source>
        <translation>счёт {number} в состоянии «{status}»</translation>
    </message>
    <message>
        <source>it calls itself {own!r}; a name is a small letter, letters, digits</source>
        <translation>она называет себя {own!r}; имя — это строчная латинская буква, затем буквы и цифры</translation>
    </message>
    <message>
        <source>it came from a strange address</source>
        <translation>оно пришло с незнакомого адреса</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>это не удаётся прочитать</translation>
    </message>
    <message>
        <source>it cannot be read ({reason})</source>
        <translation>его не прочитать ({reason})</translation>
    </message>
    <message>
        <source>it contradicts what is known here ({detail})</source>
        <translation>это противоречит нашим данным ({detail})</translation>
    </message>
    <message>
        <source>it costs {price} now; look again</source>
        <translation>теперь это стоит {price}; посмотрите ещё раз</translation>
    </message>
    <message>
        <source>it does not count for this product</source>
        <translation>на этот товар он не действует</translation>
    </message>
    <message>
        <source>it does not fit the other fields</source>
        <translation>она не подходит к остальным полям</translation>
    </message>
    <message>
        <source>it does not match the body and the secret</source>
        <translation>она не подходит к тексту и секрету</translation>
    </message>
    <message>
        <source>it does not match the body and the token</source>
        <translation>она не подходит к тексту и токену</translation>
    </message>
    <message>
        <source>it ends before it begins</source>
        <translation>он заканчивается раньше, чем начинается</translation>
    </message>
    <message>
        <source>it gives no statement file; its list is asked instead</source>
        <translation>файла выписки у неё нет, вместо него запрашивается список операций</translation>
    </message>
    <message>
        <source>it gives stars or a plan, not a discount</source>
        <translation>он даёт звёзды или тариф, а не скидку</translation>
    </message>
    <message>
        <source>it has fewer than {least} characters</source>
        <translation>в нём меньше {least} знаков</translation>
    </message>
    <message>
        <source>it has fewer than {least} different characters</source>
        <translation>в нём меньше {least} разных знаков</translation>
    </message>
    <message>
        <source>it has more than {most} characters</source>
        <translation>в нём больше {most} знаков</translation>
    </message>
    <message>
        <source>it has no refunds; send {amount} back by a transfer in @CryptoBot, invoice {invoice}</source>
        <translation>возвратов у неё нет; отправьте {amount} обратно переводом в @CryptoBot, счёт {invoice}</translation>
    </message>
    <message>
        <source>it has no sum</source>
        <translation>в ней нет суммы</translation>
    </message>
    <message>
        <source>it holds no certificates ({reason})</source>
        <translation>в файле нет сертификатов ({reason})</translation>
    </message>
    <message>
        <source>it holds the name</source>
        <translation>в нём есть имя</translation>
    </message>
    <message>
        <source>it is a discount: name it when the invoice is made</source>
        <translation>это скидка: укажите его при выставлении счёта</translation>
    </message>
    <message>
        <source>it is a test, and no passwords for tests are set</source>
        <translation>это тестовое уведомление, а пароли для тестов не заданы</translation>
    </message>
    <message>
        <source>it is about another account</source>
        <translation>речь о чужом аккаунте</translation>
    </message>
    <message>
        <source>it is cut or broken ({reason})</source>
        <translation>она обрезана или повреждена ({reason})</translation>
    </message>
    <message>
        <source>it is for new customers only</source>
        <translation>он только для новых клиентов</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>его нет</translation>
    </message>
    <message>
        <source>it is needed</source>
        <translation>без этого нельзя</translation>
    </message>
    <message>
        <source>it is neither true nor false</source>
        <translation>это не true и не false</translation>
    </message>
    <message>
        <source>it is no JSON object</source>
        <translation>это не объект JSON</translation>
    </message>
    <message>
        <source>it is no Telegram id</source>
        <translation>это не Telegram id</translation>
    </message>
    <message>
        <source>it is no XML ({reason})</source>
        <translation>это не XML ({reason})</translation>
    </message>
    <message>
        <source>it is no address</source>
        <translation>это не адрес</translation>
    </message>
    <message>
        <source>it is no event</source>
        <translation>это не событие</translation>
    </message>
    <message>
        <source>it is no form of fields</source>
        <translation>это не форма с полями</translation>
    </message>
    <message>
        <source>it is no hash</source>
        <translation>это не хеш</translation>
    </message>
    <message>
        <source>it is no id</source>
        <translation>это не идентификатор</translation>
    </message>
    <message>
        <source>it is no invoice number</source>
        <translation>это не номер счёта</translation>
    </message>
    <message>
        <source>it is no list of objects</source>
        <translation>это не список объектов</translation>
    </message>
    <message>
        <source>it is no moment in time</source>
        <translation>это не дата и время</translation>
    </message>
    <message>
        <source>it is no notification</source>
        <translation>это не уведомление</translation>
    </message>
    <message>
        <source>it is no object</source>
        <translation>это не объект</translation>
    </message>
    <message>
        <source>it is no plan</source>
        <translation>это не тариф</translation>
    </message>
    <message>
        <source>it is no provider: it lacks {missing}</source>
        <translation>это не платёжная система: не хватает {missing}</translation>
    </message>
    <message>
        <source>it is no sum</source>
        <translation>это не сумма</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>это не текст</translation>
    </message>
    <message>
        <source>it is no whole number</source>
        <translation>это не целое число</translation>
    </message>
    <message>
        <source>it is not paid</source>
        <translation>счёт не оплачен</translation>
    </message>
    <message>
        <source>it is not the same as above</source>
        <translation>не совпадает с введённым выше</translation>
    </message>
    <message>
        <source>it is not valid any more</source>
        <translation>он больше не действует</translation>
    </message>
    <message>
        <source>it is not valid yet</source>
        <translation>он ещё не действует</translation>
    </message>
    <message>
        <source>it is of the account …{last}, not of ours</source>
        <translation>она по счёту …{last}, а не по нашему</translation>
    </message>
    <message>
        <source>it is there more than once</source>
        <translation>оно встречается больше одного раза</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>слишком большой файл</translation>
    </message>
    <message>
        <source>it keeps no method for automatic renewals</source>
        <translation>способ оплаты для автопродления она не хранит</translation>
    </message>
    <message>
        <source>it must be before the end</source>
        <translation>начало должно быть раньше конца</translation>
    </message>
    <message>
        <source>it must be more than nothing</source>
        <translation>сумма должна быть больше нуля</translation>
    </message>
    <message>
        <source>it must be plain ASCII and not empty</source>
        <translation>нужна непустая строка только из символов ASCII</translation>
    </message>
    <message>
        <source>it must name one of the bots that take stars: {known}</source>
        <translation>здесь должен быть один из ботов, принимающих звёзды: {known}</translation>
    </message>
    <message>
        <source>it names no payment</source>
        <translation>в ней не указан платёж</translation>
    </message>
    <message>
        <source>it waits for a second person</source>
        <translation>ждёт второго сотрудника</translation>
    </message>
    <message>
        <source>it was decided about</source>
        <translation>решение уже принято</translation>
    </message>
    <message>
        <source>it was made more than five minutes before or after</source>
        <translation>подпись сделана больше чем на пять минут раньше или позже</translation>
    </message>
    <message>
        <source>it was not sent with the photos of this attempt: it is another’s</source>
        <translation>она отправлена не с фотографиями этой попытки: это чужая тренировка</translation>
    </message>
    <message>
        <source>it was sent from here: link it instead</source>
        <translation>она отправлена отсюда: привяжите её</translation>
    </message>
    <message>
        <source>it was switched off</source>
        <translation>он выключен</translation>
    </message>
    <message>
        <source>it was used as often as it may be</source>
        <translation>его уже использовали разрешённое число раз</translation>
    </message>
    <message>
        <source>its list is asked for, there is no file</source>
        <translation>список операций запрашивается, файла нет</translation>
    </message>
    <message>
        <source>its payer or its charge is not known</source>
        <translation>неизвестен плательщик или идентификатор списания</translation>
    </message>
    <message>
        <source>its price is not known; known: {known}</source>
        <translation>его цена неизвестна; известны цены: {known}</translation>
    </message>
    <message>
        <source>its registry comes as a file from the cabinet</source>
        <translation>реестр выгружается файлом из личного кабинета</translation>
    </message>
    <message>
        <source>known to the copy outside the database, and no longer in it</source>
        <translation>известны внешней копии, а в базе их больше нет</translation>
    </message>
    <message>
        <source>loading it fails with {error}: {detail}</source>
        <translation>при загрузке возникает {error}: {detail}</translation>
    </message>
    <message>
        <source>make invoices</source>
        <translation>выставлять счета</translation>
    </message>
    <message>
        <source>manage operators</source>
        <translation>управлять сотрудниками</translation>
    </message>
    <message>
        <source>more than zero is needed</source>
        <translation>нужно больше нуля</translation>
    </message>
    <message>
        <source>name at least one charge</source>
        <translation>укажите хотя бы одно списание</translation>
    </message>
    <message>
        <source>name at least one customer</source>
        <translation>укажите хотя бы одного клиента</translation>
    </message>
    <message>
        <source>name the customer’s bot; there is no default</source>
        <translation>укажите бота клиента: по умолчанию его нет</translation>
    </message>
    <message>
        <source>name the invoice on whose terms it is credited</source>
        <translation>укажите счёт, на условиях которого зачислить</translation>
    </message>
    <message>
        <source>name the plan it gives</source>
        <translation>укажите, какой тариф он даёт</translation>
    </message>
    <message>
        <source>no deed by hand moves more than {cap}</source>
        <translation>вручную нельзя провести больше {cap}</translation>
    </message>
    <message>
        <source>no deed by hand moves more than {cap}, this is {asked}</source>
        <translation>вручную нельзя провести больше {cap}, а здесь {asked}</translation>
    </message>
    <message>
        <source>no plan was ever called so</source>
        <translation>тарифа с таким названием никогда не было</translation>
    </message>
    <message>
        <source>no secret token proves it, and the bot’s own list has no such line</source>
        <translation>секретного токена в нём нет, и в списке операций бота такой строки тоже нет</translation>
    </message>
    <message>
        <source>no way to pay is kept that we could charge again</source>
        <translation>нет сохранённого способа оплаты, с которого можно списать</translation>
    </message>
    <message>
        <source>nobody approves a deed of their own</source>
        <translation>свою операцию никто не одобряет</translation>
    </message>
    <message>
        <source>not the row that the copy outside the database knows, or that copy was changed</source>
        <translation>не та строка, которую помнит внешняя копия, либо изменена сама копия</translation>
    </message>
    <message>
        <source>one customer’s limit is {cap} in 24 hours; {spent} are used, this is {asked}</source>
        <translation>лимит на клиента — {cap} за 24 часа; использовано {spent}, здесь {asked}</translation>
    </message>
    <message>
        <source>one of {known} is needed</source>
        <translation>нужно одно из: {known}</translation>
    </message>
    <message>
        <source>one operator’s limit is {cap} in 24 hours; {spent} are used, this is {asked}</source>
        <translation>лимит сотрудника — {cap} за 24 часа; использовано {spent}, здесь {asked}</translation>
    </message>
    <message>
        <source>one’s own is withdrawn, not refused</source>
        <translation>свой запрос отзывают, а не отклоняют</translation>
    </message>
    <message>
        <source>only its beginning was kept, it was too long</source>
        <translation>сохранено только начало, уведомление было слишком длинным</translation>
    </message>
    <message>
        <source>only the trainer’s own optimizers are allowed</source>
        <translation>допустимы только оптимизаторы самого тренера</translation>
    </message>
    <message>
        <source>our address has no such transaction</source>
        <translation>на нашем адресе такой транзакции нет</translation>
    </message>
    <message>
        <source>pass the limits</source>
        <translation>превышать лимиты</translation>
    </message>
    <message>
        <source>password 2 or the hash is another one</source>
        <translation>не совпадает пароль 2 или алгоритм хеша</translation>
    </message>
    <message>
        <source>payments by hand send no notices</source>
        <translation>для платежей, записанных вручную, уведомлений не бывает</translation>
    </message>
    <message>
        <source>pick at least one row</source>
        <translation>отметьте хотя бы одну строку</translation>
    </message>
    <message>
        <source>price list {version} does not have it</source>
        <translation>в прайс-листе {version} этого нет</translation>
    </message>
    <message>
        <source>price list {version} is in force now; look at the price again</source>
        <translation>сейчас действует прайс-лист {version}; посмотрите на цену ещё раз</translation>
    </message>
    <message>
        <source>put in after the end</source>
        <translation>вставлены после конца</translation>
    </message>
    <message>
        <source>put in before the first row</source>
        <translation>вставлена перед первой строкой</translation>
    </message>
    <message>
        <source>retry for free</source>
        <translation>повторять обучение бесплатно</translation>
    </message>
    <message>
        <source>retry trainings</source>
        <translation>повторять обучения</translation>
    </message>
    <message>
        <source>reverse transfers</source>
        <translation>отменять проводки</translation>
    </message>
    <message>
        <source>say in a few words why</source>
        <translation>напишите в нескольких словах почему</translation>
    </message>
    <message>
        <source>say in at least {letters} letters why it cannot wait</source>
        <translation>объясните хотя бы в {letters} буквах, почему нельзя подождать</translation>
    </message>
    <message>
        <source>sell tests</source>
        <translation>продавать тестовые товары</translation>
    </message>
    <message>
        <source>send a message again</source>
        <translation>отправлять сообщение ещё раз</translation>
    </message>
    <message>
        <source>send money back</source>
        <translation>возвращать деньги</translation>
    </message>
    <message>
        <source>side lengths from 256 to 2048, parted by commas, are needed</source>
        <translation>нужны длины сторон от 256 до 2048 через запятую</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>входить</translation>
    </message>
    <message>
        <source>stars are given, not taken, with a plan</source>
        <translation>вместе с тарифом звёзды начисляют, а не списывают</translation>
    </message>
    <message>
        <source>stars go back whole, never in part</source>
        <translation>звёзды возвращаются только целиком</translation>
    </message>
    <message>
        <source>start trainings</source>
        <translation>запускать обучения</translation>
    </message>
    <message>
        <source>take the audit log along</source>
        <translation>выгружать журнал аудита</translation>
    </message>
    <message>
        <source>taken out</source>
        <translation>изъяты</translation>
    </message>
    <message>
        <source>taken stars are given back by a reversal</source>
        <translation>списание отменяется обратной проводкой</translation>
    </message>
    <message>
        <source>test money buys test products only</source>
        <translation>за тестовые деньги продаются только тестовые товары</translation>
    </message>
    <message>
        <source>test products are for admins</source>
        <translation>тестовые товары доступны только администраторам</translation>
    </message>
    <message>
        <source>that moment is over</source>
        <translation>этот момент уже прошёл</translation>
    </message>
    <message>
        <source>the account and the BIC do not fit each other</source>
        <translation>номер счёта и БИК не подходят друг к другу</translation>
    </message>
    <message>
        <source>the anchor of the chain was changed or taken away</source>
        <translation>якорь цепочки изменён или удалён</translation>
    </message>
    <message>
        <source>the approval has the state “{status}”</source>
        <translation>запрос в состоянии «{status}»</translation>
    </message>
    <message>
        <source>the attempt knows its training at Replicate</source>
        <translation>попытка уже знает свою тренировку в Replicate</translation>
    </message>
    <message>
        <source>the chain was sealed with another key than the one here</source>
        <translation>цепочка скреплена другим ключом, не тем, что здесь</translation>
    </message>
    <message>
        <source>the charge {charge_id} was given back or is still held</source>
        <translation>списание {charge_id} уже возвращено или ещё удерживается</translation>
    </message>
    <message>
        <source>the charge {charge_id} was refunded in full</source>
        <translation>списание {charge_id} возвращено полностью</translation>
    </message>
    <message>
        <source>the customer has no plan that runs</source>
        <translation>у клиента нет действующего тарифа</translation>
    </message>
    <message>
        <source>the customers were told and may have spent the stars; take them with a deduction that names the refund, one by one</source>
        <translation>клиентам уже сообщили, и звёзды могли быть потрачены; снимайте их списанием со ссылкой на возврат, по одному</translation>
    </message>
    <message>
        <source>the debt is paid or forgiven already</source>
        <translation>долг уже погашен или прощён</translation>
    </message>
    <message>
        <source>the disk fails under {path} ({reason})</source>
        <translation>сбой диска, на котором лежит {path} ({reason})</translation>
    </message>
    <message>
        <source>the document has no number</source>
        <translation>у документа нет номера</translation>
    </message>
    <message>
        <source>the file is cut</source>
        <translation>файл обрезан</translation>
    </message>
    <message>
        <source>the file is no text</source>
        <translation>это не текстовый файл</translation>
    </message>
    <message>
        <source>the file is too long</source>
        <translation>файл слишком большой</translation>
    </message>
    <message>
        <source>the first password of all must be your own, as an admin</source>
        <translation>первый пароль должен задать себе администратор</translation>
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
        <source>the hold was ended</source>
        <translation>заморозка уже закрыта</translation>
    </message>
    <message>
        <source>the id of a chat is needed, like −1001234567890</source>
        <translation>нужен идентификатор чата, например −1001234567890</translation>
    </message>
    <message>
        <source>the id of the training at Replicate is needed</source>
        <translation>нужен id тренировки в Replicate</translation>
    </message>
    <message>
        <source>the invoice has expired</source>
        <translation>срок счёта истёк</translation>
    </message>
    <message>
        <source>the invoice has no link yet; ask for it first</source>
        <translation>у счёта ещё нет ссылки; сначала получите её</translation>
    </message>
    <message>
        <source>the key of the provider is for tests only</source>
        <translation>введён тестовый ключ</translation>
    </message>
    <message>
        <source>the keyring holds {name}</source>
        <translation>в связке ключей уже есть {name}</translation>
    </message>
    <message>
        <source>the marks are taken back where nobody changed them since</source>
        <translation>отметки снимаются там, где их с тех пор никто не менял</translation>
    </message>
    <message>
        <source>the message was delivered or is still on its way</source>
        <translation>сообщение доставлено или ещё отправляется</translation>
    </message>
    <message>
        <source>the money went to another account</source>
        <translation>деньги пришли на другой аккаунт</translation>
    </message>
    <message>
        <source>the number of the first payment is not known</source>
        <translation>номер первого платежа неизвестен</translation>
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
        <source>the payment has the state “{status}”</source>
        <translation>платёж в состоянии «{status}»</translation>
    </message>
    <message>
        <source>the payment {external_id} was taken before</source>
        <translation>платёж {external_id} уже учтён</translation>
    </message>
    <message>
        <source>the plan is neither paused nor cancelled</source>
        <translation>тариф не приостановлен и не отменён</translation>
    </message>
    <message>
        <source>the plan was cancelled before</source>
        <translation>тариф уже отменён</translation>
    </message>
    <message>
        <source>the provider knows no such object</source>
        <translation>платёжная система такого объекта не знает</translation>
    </message>
    <message>
        <source>the provider’s own id of the payment is needed</source>
        <translation>нужен номер платежа у провайдера</translation>
    </message>
    <message>
        <source>the refund has the state “{status}”</source>
        <translation>возврат в состоянии «{status}»</translation>
    </message>
    <message>
        <source>the run is not under way</source>
        <translation>выдача сейчас не идёт</translation>
    </message>
    <message>
        <source>the run is still under way; stop it first</source>
        <translation>операция ещё выполняется; сначала остановите её</translation>
    </message>
    <message>
        <source>the run was started before</source>
        <translation>выдача уже запущена</translation>
    </message>
    <message>
        <source>the run was started before, or cancelled</source>
        <translation>запуск уже начат или отменён</translation>
    </message>
    <message>
        <source>the run was undone before</source>
        <translation>операция уже отменена</translation>
    </message>
    <message>
        <source>the same charge stands there twice</source>
        <translation>одно списание указано дважды</translation>
    </message>
    <message>
        <source>the secret token of the webhook is another one</source>
        <translation>секретный токен вебхука другой</translation>
    </message>
    <message>
        <source>the status {value!r} is not known</source>
        <translation>статус {value!r} неизвестен</translation>
    </message>
    <message>
        <source>the token was not checked yet.</source>
        <translation>токен ещё не проверен.</translation>
    </message>
    <message>
        <source>the training was started</source>
        <translation>обучение уже запущено</translation>
    </message>
    <message>
        <source>there are no test payments in stars</source>
        <translation>тестовых платежей в звёздах не бывает</translation>
    </message>
    <message>
        <source>there are {known}</source>
        <translation>есть {known}</translation>
    </message>
    <message>
        <source>there is a code {code}</source>
        <translation>промокод {code} уже есть</translation>
    </message>
    <message>
        <source>there is a price list {version}</source>
        <translation>прайс-лист {version} уже есть</translation>
    </message>
    <message>
        <source>there is another provider of that name</source>
        <translation>платёжная система с таким именем уже есть</translation>
    </message>
    <message>
        <source>there is no header with the columns {columns}</source>
        <translation>нет заголовка со столбцами {columns}</translation>
    </message>
    <message>
        <source>there is no key: nothing is sealed and nothing can be checked</source>
        <translation>ключа нет: печать не ставится и проверить ничего нельзя</translation>
    </message>
    <message>
        <source>there is no operation in it</source>
        <translation>в нём нет ни одной операции</translation>
    </message>
    <message>
        <source>there is no such shop, or it is not active</source>
        <translation>такого магазина нет, или он не активирован</translation>
    </message>
    <message>
        <source>there is nothing in it</source>
        <translation>там ничего нет</translation>
    </message>
    <message>
        <source>there is nothing to do in any row</source>
        <translation>ни в одной строке нечего делать</translation>
    </message>
    <message>
        <source>there is or was an operator {name}</source>
        <translation>оператор {name} есть или был</translation>
    </message>
    <message>
        <source>this customer has used it</source>
        <translation>этот клиент его уже использовал</translation>
    </message>
    <message>
        <source>this machine cannot compute it; SHA-256 it can</source>
        <translation>этот компьютер не умеет его вычислять; SHA-256 умеет</translation>
    </message>
    <message>
        <source>this period was closed before</source>
        <translation>этот период уже закрыт</translation>
    </message>
    <message>
        <source>this provider takes only {currencies}</source>
        <translation>эта платёжная система принимает только {currencies}</translation>
    </message>
    <message>
        <source>transfer {transfer_id} was reversed before</source>
        <translation>перевод {transfer_id} уже отменён</translation>
    </message>
    <message>
        <source>we sell in no such currency</source>
        <translation>в этой валюте мы не продаём</translation>
    </message>
    <message>
        <source>what comes from outside has to be proved</source>
        <translation>то, что пришло извне, должно быть подтверждено</translation>
    </message>
    <message>
        <source>what was read cannot be unread; tell the customers what is right</source>
        <translation>прочитанное не отозвать; напишите клиентам, как правильно</translation>
    </message>
    <message>
        <source>what was sent to Replicate costs; what still runs can be cancelled, row by row or together</source>
        <translation>отправленное в Replicate уже стоит денег; то, что ещё идёт, можно отменить — по одному или вместе</translation>
    </message>
    <message>
        <source>what {source} holds has letters outside ASCII</source>
        <translation>в значении из источника «{source}» есть символы вне ASCII</translation>
    </message>
    <message>
        <source>who had a group before has it again, where nobody changed that since</source>
        <translation>группа возвращается к тому, кто ею занимался, если с тех пор это никто не менял</translation>
    </message>
    <message>
        <source>withdraw what another asked for</source>
        <translation>отзывать чужой запрос</translation>
    </message>
    <message>
        <source>without a seal</source>
        <translation>без печати</translation>
    </message>
    <message>
        <source>write files</source>
        <translation>выгружать файлы</translation>
    </message>
    <message>
        <source>{field} cannot be {value!r}</source>
        <translation>поле {field} не может быть {value!r}</translation>
    </message>
    <message>
        <source>{low} to {high} characters are needed</source>
        <translation>нужно от {low} до {high} символов</translation>
    </message>
    <message>
        <source>{name} is the last admin</source>
        <translation>{name} — последний администратор</translation>
    </message>
    <message>
        <source>{operator} with the role {role} may not {deed}</source>
        <translation>{operator} с ролью {role} не имеет права {deed}</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason})</source>
        <translation>не удаётся прочитать {path} ({reason})</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason})</source>
        <translation>не удаётся записать {path} ({reason})</translation>
    </message>
    <message>
        <source>{value!r} is no amount of {currency}</source>
        <translation>{value!r} — не сумма в {currency}</translation>
    </message>
    <message>
        <source>{value!r} is no date</source>
        <translation>{value!r} — не дата</translation>
    </message>
    <message>
        <source>{value!r} is no invoice number</source>
        <translation>{value!r} — не номер счёта</translation>
    </message>
    <message>
        <source>“{name}” is missing in it</source>
        <translation>в нём не хватает «{name}»</translation>
    </message>
    <message>
        <source>“{product}” has no price in it; it is sold in {known}</source>
        <translation>у «{product}» в ней нет цены; продаётся в {known}</translation>
    </message>
</context>
<context>
    <name>CompareForm</name>
    <message>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сверить</translation>
    </message>
    <message>
        <source>Compare with a provider</source>
        <translation>Сверить с платёжной системой</translation>
    </message>
    <message>
        <source>Every line of its own books is compared with our inbox, payments and ledger. Nothing is changed by comparing.</source>
        <translation>Каждая строка её выписки сверяется с нашими входящими, платежами и журналом звёзд. Сама сверка ничего не меняет.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>Its books</source>
        <translation>Откуда выписка</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Платёжная система</translation>
    </message>
    <message>
        <source>Statements (*.csv *.xml *.txt *.json);;All files (*)</source>
        <translation>Выписки (*.csv *.xml *.txt *.json);;Все файлы (*)</translation>
    </message>
    <message>
        <source>The provider’s statement</source>
        <translation>Выписка платёжной системы</translation>
    </message>
    <message>
        <source>To, this day included</source>
        <translation>По, включая этот день</translation>
    </message>
    <message>
        <source>a statement file</source>
        <translation>файл выписки</translation>
    </message>
    <message>
        <source>ask the provider</source>
        <translation>запросить у системы</translation>
    </message>
    <message>
        <source>choose the file of the statement</source>
        <translation>выберите файл выписки</translation>
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
    <name>CreditForm</name>
    <message>
        <source>Arrived</source>
        <translation>Поступило</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Зачислить</translation>
    </message>
    <message>
        <source>Credit this payment</source>
        <translation>Зачислить платёж</translation>
    </message>
    <message>
        <source>Enter the number of an invoice.</source>
        <translation>Введите номер счёта.</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Invoice asks for</source>
        <translation>По счёту</translation>
    </message>
    <message>
        <source>It gives</source>
        <translation>Даёт</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Stays with the payment and in the audit.</source>
        <translation>Останется в платеже и в журнале.</translation>
    </message>
    <message>
        <source>What it buys: the number of the invoice on whose terms it is credited.</source>
        <translation>Что куплено: номер счёта, на условиях которого зачислить.</translation>
    </message>
</context>
<context>
    <name>CustomerActions</name>
    <message>
        <source>Forgive</source>
        <translation>Простить</translation>
    </message>
    <message>
        <source>Forgive {stars}?</source>
        <translation>Простить {stars}?</translation>
    </message>
    <message>
        <source>Give back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Give back {stars}?</source>
        <translation>Вернуть {stars}?</translation>
    </message>
    <message>
        <source>Nothing is taken; the debt stays in the audit.</source>
        <translation>Ничего не спишется; долг останется в журнале.</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Списать</translation>
    </message>
    <message>
        <source>Take {stars} from the balance?</source>
        <translation>Списать {stars} с баланса?</translation>
    </message>
    <message>
        <source>The customer is told about it with your reason.</source>
        <translation>Клиент получит сообщение с вашей причиной.</translation>
    </message>
    <message>
        <source>The debt of {stars} is over.</source>
        <translation>Долг {stars} закрыт.</translation>
    </message>
    <message>
        <source>The explanation is on the clipboard.</source>
        <translation>Объяснение скопировано.</translation>
    </message>
    <message>
        <source>The receipt is on the clipboard.</source>
        <translation>Квитанция скопирована.</translation>
    </message>
    <message>
        <source>What is left of this charge goes back to the customer, who is told about it with your reason.</source>
        <translation>Остаток этого списания вернётся клиенту; он получит сообщение с вашей причиной.</translation>
    </message>
    <message>
        <source>{stars} were given back.</source>
        <translation>Возвращено {stars}.</translation>
    </message>
</context>
<context>
    <name>CustomerDeeds</name>
    <message>
        <source>Deed</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>On what</source>
        <translation>Над чем</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
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
    <name>CustomerHands</name>
    <message numerus="yes">
        <source>%n message(s) will be sent again.</source>
        <translation>
            <numerusform>%n сообщение уйдёт ещё раз.</numerusform>
            <numerusform>%n сообщения уйдут ещё раз.</numerusform>
            <numerusform>%n сообщений уйдут ещё раз.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pick a settled charge in the tab Money first.</source>
        <translation>Сначала выберите завершённое списание на вкладке «Деньги».</translation>
    </message>
    <message>
        <source>Pick messages that did not arrive first.</source>
        <translation>Сначала выберите сообщения, которые не дошли.</translation>
    </message>
    <message>
        <source>Start a training for this customer</source>
        <translation>Начать обучение для этого клиента</translation>
    </message>
    <message>
        <source>This is the past; go back to now first.</source>
        <translation>Это прошлое; сначала вернитесь к настоящему.</translation>
    </message>
    <message>
        <source>Your role may not change balances.</source>
        <translation>Ваша роль не позволяет менять баланс.</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>Ваша роль этого не позволяет.</translation>
    </message>
    <message>
        <source>{text} is on the clipboard.</source>
        <translation>Скопировано: {text}.</translation>
    </message>
</context>
<context>
    <name>CustomerHead</name>
    <message numerus="yes">
        <source>%n more in the queue</source>
        <translation>
            <numerusform>ещё %n в очереди</numerusform>
            <numerusform>ещё %n в очереди</numerusform>
            <numerusform>ещё %n в очереди</numerusform>
        </translation>
    </message>
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
    <message>
        <source>Explain the balance</source>
        <translation>Объяснить баланс</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>why?</source>
        <translation>почему?</translation>
    </message>
    <message>
        <source>{held} held</source>
        <translation>{held} в резерве</translation>
    </message>
</context>
<context>
    <name>CustomerPane</name>
    <message>
        <source>Audit</source>
        <translation>Журнал</translation>
    </message>
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
        <source>Nobody did anything to this customer.</source>
        <translation>С этим клиентом никто ничего не делал.</translation>
    </message>
    <message>
        <source>Nothing ever happened here.</source>
        <translation>Здесь ещё ничего не происходило.</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Платежи</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>История</translation>
    </message>
    <message>
        <source>This customer has no training yet.</source>
        <translation>У этого клиента ещё нет обучений.</translation>
    </message>
    <message>
        <source>This customer never had a plan.</source>
        <translation>У этого клиента ещё не было тарифа.</translation>
    </message>
    <message>
        <source>This customer never paid.</source>
        <translation>Этот клиент ещё не платил.</translation>
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
    <name>CustomerRail</name>
    <message>
        <source>&amp;Refund stars…</source>
        <translation>&amp;Вернуть звёзды…</translation>
    </message>
    <message>
        <source>&amp;Send again</source>
        <translation>&amp;Отправить снова</translation>
    </message>
    <message>
        <source>As &amp;of…</source>
        <translation>&amp;На момент…</translation>
    </message>
    <message>
        <source>Do</source>
        <translation>Действия</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Просмотр</translation>
    </message>
    <message>
        <source>New &amp;invoice…</source>
        <translation>Новый &amp;счёт…</translation>
    </message>
    <message>
        <source>New &amp;training</source>
        <translation>Новое о&amp;бучение</translation>
    </message>
    <message>
        <source>Re&amp;verse…</source>
        <translation>От&amp;менить…</translation>
    </message>
    <message>
        <source>See balance, plan and lists as they were at a past moment</source>
        <translation>Баланс, тариф и списки на выбранный момент в прошлом</translation>
    </message>
    <message>
        <source>Undo the picked transfer, else the newest one (Ctrl+Z)</source>
        <translation>Отменить выбранную проводку, иначе последнюю (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>CustomerStory</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform>%n дней</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n шаг</numerusform>
            <numerusform>%n шага</numerusform>
            <numerusform>%n шагов</numerusform>
        </translation>
    </message>
    <message>
        <source>Balance, ★</source>
        <translation>Баланс, ★</translation>
    </message>
    <message>
        <source>Deed</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Invoice {number} of {sum} made</source>
        <translation>Выставлен счёт {number} на {sum}</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Сообщение</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Платёж</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Stars, ★</source>
        <translation>Звёзды, ★</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Что произошло</translation>
    </message>
    <message>
        <source>bought</source>
        <translation>куплен</translation>
    </message>
    <message>
        <source>given</source>
        <translation>выдан</translation>
    </message>
    <message>
        <source>given by a promo code</source>
        <translation>выдан по промокоду</translation>
    </message>
    <message>
        <source>renewed by itself</source>
        <translation>продлён автоматически</translation>
    </message>
    <message>
        <source>without end</source>
        <translation>без срока</translation>
    </message>
    <message>
        <source>{model} begun: {state}</source>
        <translation>{model}, начато: {state}</translation>
    </message>
    <message>
        <source>{plan} closed</source>
        <translation>{plan} закрыт</translation>
    </message>
    <message>
        <source>{plan}, {span}</source>
        <translation>{plan}, {span}</translation>
    </message>
    <message>
        <source>{sum} by {provider}: {state}</source>
        <translation>{sum}, {provider}: {state}</translation>
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
    <message>
        <source>&amp;New customer</source>
        <translation>&amp;Новый клиент</translation>
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
        <source>New customer</source>
        <translation>Новый клиент</translation>
    </message>
    <message>
        <source>Nobody is found for “{text}”.</source>
        <translation>По запросу «{text}» никого не нашлось.</translation>
    </message>
    <message>
        <source>Show the list too</source>
        <translation>Показать и список</translation>
    </message>
    <message>
        <source>Show without the list</source>
        <translation>Показать без списка</translation>
    </message>
    <message>
        <source>There are no customers yet.</source>
        <translation>Клиентов пока нет.</translation>
    </message>
    <message>
        <source>{name} is a customer now.</source>
        <translation>Клиент {name} создан.</translation>
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
    <name>DebtLine</name>
    <message>
        <source>Forgive…</source>
        <translation>Простить…</translation>
    </message>
    <message>
        <source>Money went back after its stars were spent, {day}: {reason}</source>
        <translation>Деньги вернули, когда звёзды были уже потрачены, {day}: {reason}</translation>
    </message>
    <message>
        <source>Owes {owed}</source>
        <translation>Долг {owed}</translation>
    </message>
    <message>
        <source>Take from the balance…</source>
        <translation>Списать с баланса…</translation>
    </message>
</context>
<context>
    <name>DeedForm</name>
    <message>
        <source>&amp;Break the glass: do it alone, now</source>
        <translation>&amp;Разбить стекло: сделать самому и сейчас</translation>
    </message>
    <message>
        <source>At least ten letters. Stands in red in the audit, under your name.</source>
        <translation>Не меньше десяти букв. В журнале будет выделено красным, с вашим именем.</translation>
    </message>
    <message>
        <source>Why it cannot wait</source>
        <translation>Почему нельзя подождать</translation>
    </message>
</context>
<context>
    <name>DeedWords</name>
    <message>
        <source>A payment that was lost…</source>
        <translation>Потерялся платёж…</translation>
    </message>
    <message>
        <source>A second person must approve: {limit}.</source>
        <translation>Нужно одобрение второго сотрудника: {limit}.</translation>
    </message>
    <message>
        <source>Approved, not done</source>
        <translation>Одобрено, не выполнено</translation>
    </message>
    <message>
        <source>Balance of {customer}</source>
        <translation>Баланс {customer}</translation>
    </message>
    <message>
        <source>Compensate charges</source>
        <translation>Компенсировать списания</translation>
    </message>
    <message>
        <source>Compensation</source>
        <translation>Компенсация</translation>
    </message>
    <message>
        <source>Correction of a mistake</source>
        <translation>Исправление ошибки</translation>
    </message>
    <message>
        <source>Credit from quarantine</source>
        <translation>Зачислить из карантина</translation>
    </message>
    <message>
        <source>Credit without notice</source>
        <translation>Зачислить без уведомления</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>Done at once.</source>
        <translation>Выполнится сразу.</translation>
    </message>
    <message>
        <source>End a debt</source>
        <translation>Закрыть долг</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Истекло</translation>
    </message>
    <message>
        <source>Give a plan</source>
        <translation>Выдать тариф</translation>
    </message>
    <message>
        <source>Give stars</source>
        <translation>Начислить звёзды</translation>
    </message>
    <message>
        <source>Goodwill</source>
        <translation>Жест доброй воли</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Nobody can approve this: {limit}.</source>
        <translation>Одобрить это не может никто: {limit}.</translation>
    </message>
    <message>
        <source>Other reason</source>
        <translation>Другая причина</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>Акция</translation>
    </message>
    <message>
        <source>Record money returned</source>
        <translation>Записать возврат денег</translation>
    </message>
    <message>
        <source>Refund money</source>
        <translation>Вернуть деньги</translation>
    </message>
    <message>
        <source>Refund stars</source>
        <translation>Вернуть звёзды</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказано</translation>
    </message>
    <message>
        <source>Reverse a transfer</source>
        <translation>Отменить проводку</translation>
    </message>
    <message>
        <source>Take stars</source>
        <translation>Списать звёзды</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Отозвано</translation>
    </message>
    <message>
        <source>above the limit of {cap} for one customer in 24 hours, {spent} are used</source>
        <translation>больше лимита {cap} на клиента за 24 часа, использовано {spent}</translation>
    </message>
    <message>
        <source>above your limit of {cap}</source>
        <translation>больше вашего лимита {cap}</translation>
    </message>
    <message>
        <source>above your limit of {cap} in 24 hours, {spent} are used</source>
        <translation>больше вашего лимита {cap} за 24 часа, использовано {spent}</translation>
    </message>
    <message>
        <source>above {cap}, the most that is done by hand</source>
        <translation>больше {cap}, а это предел для ручных операций</translation>
    </message>
    <message>
        <source>none: the customer is not told</source>
        <translation>нет: клиенту не сообщаем</translation>
    </message>
    <message>
        <source>{plan} is added</source>
        <translation>{plan} добавляется</translation>
    </message>
    <message>
        <source>{plan} is closed</source>
        <translation>{plan} закрывается</translation>
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
    <name>DifferenceFacts</name>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>Обе стороны</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Комиссия</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Line of the file</source>
        <translation>Строка файла</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>У нас</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>Плательщик</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Предложение</translation>
    </message>
    <message>
        <source>Provider’s id</source>
        <translation>Номер в системе</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Назначение</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Their line</source>
        <translation>Строка выписки</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>У них</translation>
    </message>
    <message>
        <source>What is done about it</source>
        <translation>Что с этим делать</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
</context>
<context>
    <name>DifferenceLook</name>
    <message>
        <source>Copied: {label}</source>
        <translation>Скопировано: {label}</translation>
    </message>
    <message>
        <source>provider’s id</source>
        <translation>номер в системе</translation>
    </message>
</context>
<context>
    <name>DifferencePane</name>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Сведения</translation>
    </message>
    <message>
        <source>Ignore…</source>
        <translation>Пропустить…</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Платёж</translation>
    </message>
    <message>
        <source>Put right elsewhere…</source>
        <translation>Исправлено иначе…</translation>
    </message>
    <message>
        <source>What would this do?</source>
        <translation>Что произойдёт?</translation>
    </message>
</context>
<context>
    <name>DifferenceWords</name>
    <message>
        <source>(cancelled)</source>
        <translation>(отменён)</translation>
    </message>
    <message>
        <source>(expired)</source>
        <translation>(истёк)</translation>
    </message>
    <message>
        <source>(failed)</source>
        <translation>(не удался)</translation>
    </message>
    <message>
        <source>(open)</source>
        <translation>(открыт)</translation>
    </message>
    <message>
        <source>(paid)</source>
        <translation>(оплачен)</translation>
    </message>
    <message>
        <source>Both know a refund, of different sums. Compare it with the provider’s page.</source>
        <translation>Возврат есть у обеих сторон, но суммы разные. Сравните со страницей платёжной системы.</translation>
    </message>
    <message>
        <source>Both know the payment and tell it otherwise. Compare it with the provider’s page.</source>
        <translation>Платёж есть у обеих сторон, но записан по-разному. Сравните со страницей платёжной системы.</translation>
    </message>
    <message>
        <source>Currency of no invoice</source>
        <translation>Валюта не по счёту</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Сделано</translation>
    </message>
    <message>
        <source>Here the refund has no end yet, there the money went back. It is confirmed.</source>
        <translation>У нас возврат ещё не завершён, а деньги уже вернулись. Он будет подтверждён.</translation>
    </message>
    <message>
        <source>Here the refund was refused, there the money went back. Record it by hand.</source>
        <translation>У нас возврат отклонён, а деньги вернулись. Запишите возврат вручную.</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>In quarantine here</source>
        <translation>У нас в карантине</translation>
    </message>
    <message>
        <source>It counts as a test here and as real money there. Check the provider’s mode.</source>
        <translation>У нас это тест, у них настоящие деньги. Проверьте режим магазина.</translation>
    </message>
    <message>
        <source>It is marked as credited, but the ledger moved nothing. Tell the developers.</source>
        <translation>Отмечен как зачисленный, но звёзды не двигались. Сообщите разработчикам.</translation>
    </message>
    <message>
        <source>Its notice stands in the inbox, refused or waiting. It is done again; if it cannot be proved, the line of the statement counts.</source>
        <translation>Уведомление лежит во входящих: отклонено или ждёт. Оно выполнится ещё раз; если подтвердить его нельзя, засчитается строка выписки.</translation>
    </message>
    <message>
        <source>Money went back that we never knew. Ask the provider what it was.</source>
        <translation>Вернули деньги, о которых мы не знали. Спросите платёжную систему, что это было.</translation>
    </message>
    <message>
        <source>More than a day lies between their date and ours. Mostly nothing has to be done.</source>
        <translation>Даты расходятся больше чем на день. Обычно делать ничего не нужно.</translation>
    </message>
    <message>
        <source>More went back there than was ever paid. Ask the provider at once.</source>
        <translation>Вернули больше, чем было заплачено. Сразу спросите платёжную систему.</translation>
    </message>
    <message>
        <source>No invoice of ours waits for it. It goes to quarantine, to be decided.</source>
        <translation>Ни один наш счёт его не ждёт. Платёж попадёт в карантин, решать человеку.</translation>
    </message>
    <message>
        <source>No stars given</source>
        <translation>Звёзды не начислены</translation>
    </message>
    <message>
        <source>Notice not done</source>
        <translation>Уведомление не выполнено</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Other amount</source>
        <translation>Другая сумма</translation>
    </message>
    <message>
        <source>Other currency</source>
        <translation>Другая валюта</translation>
    </message>
    <message>
        <source>Other day</source>
        <translation>Другой день</translation>
    </message>
    <message>
        <source>Other fee</source>
        <translation>Другая комиссия</translation>
    </message>
    <message>
        <source>Other invoice</source>
        <translation>Другой счёт</translation>
    </message>
    <message>
        <source>Other number of stars</source>
        <translation>Другое число звёзд</translation>
    </message>
    <message>
        <source>Other payer</source>
        <translation>Другой плательщик</translation>
    </message>
    <message>
        <source>Other sum returned</source>
        <translation>Возвращена другая сумма</translation>
    </message>
    <message>
        <source>Paid after the end</source>
        <translation>Оплачено поздно</translation>
    </message>
    <message>
        <source>Paid another way</source>
        <translation>Оплачено другим способом</translation>
    </message>
    <message>
        <source>Paid for no invoice</source>
        <translation>Оплата без счёта</translation>
    </message>
    <message>
        <source>Paid there, not told</source>
        <translation>Оплачено, не сообщено</translation>
    </message>
    <message>
        <source>Paid twice</source>
        <translation>Оплачено дважды</translation>
    </message>
    <message>
        <source>Rejected here</source>
        <translation>У нас отклонено</translation>
    </message>
    <message>
        <source>Return of unknown money</source>
        <translation>Возврат неизвестных денег</translation>
    </message>
    <message>
        <source>Returned here, not there</source>
        <translation>Возврат у нас, не у них</translation>
    </message>
    <message>
        <source>Returned there, not here</source>
        <translation>Возвращено у них, не у нас</translation>
    </message>
    <message>
        <source>Returned there, open here</source>
        <translation>Возвращено, у нас открыто</translation>
    </message>
    <message>
        <source>Returned there, refused here</source>
        <translation>Возвращено, у нас отказ</translation>
    </message>
    <message>
        <source>Returned too much</source>
        <translation>Возвращено слишком много</translation>
    </message>
    <message>
        <source>Stars were given and the provider does not know the money. Ask the provider before taking back.</source>
        <translation>Звёзды начислены, а платёжная система о деньгах не знает. Спросите её, прежде чем списывать.</translation>
    </message>
    <message>
        <source>Sum of no invoice</source>
        <translation>Сумма не по счёту</translation>
    </message>
    <message>
        <source>Test here, real there</source>
        <translation>У нас тест, у них деньги</translation>
    </message>
    <message>
        <source>The invoice asks for another currency. It goes to quarantine, to be decided.</source>
        <translation>В счёте другая валюта. Платёж попадёт в карантин, решать человеку.</translation>
    </message>
    <message>
        <source>The invoice asks for another sum. It goes to quarantine, to be decided.</source>
        <translation>В счёте другая сумма. Платёж попадёт в карантин, решать человеку.</translation>
    </message>
    <message>
        <source>The invoice was closed when the money came. It goes to quarantine, to be decided.</source>
        <translation>Счёт был закрыт, когда пришли деньги. Платёж попадёт в карантин, решать человеку.</translation>
    </message>
    <message>
        <source>The invoice was made for another provider. It goes to quarantine.</source>
        <translation>Счёт выставлен для другой платёжной системы. Платёж попадёт в карантин.</translation>
    </message>
    <message>
        <source>The invoice was paid already. It goes to quarantine; send it back from there.</source>
        <translation>Счёт уже оплачен. Платёж попадёт в карантин, верните деньги оттуда.</translation>
    </message>
    <message>
        <source>The ledger moved another number of stars than it bought. Tell the developers.</source>
        <translation>Начислено не столько звёзд, сколько куплено. Сообщите разработчикам.</translation>
    </message>
    <message>
        <source>The money came and its notice was lost. It is completed as if it had been told.</source>
        <translation>Деньги пришли, а уведомление потерялось. Счёт будет выполнен так, как будто оно пришло.</translation>
    </message>
    <message>
        <source>The money is there and nobody has decided about it. Decide it in the inbox.</source>
        <translation>Деньги пришли, но решения ещё нет. Примите его во входящих.</translation>
    </message>
    <message>
        <source>The money is there and was rejected here: the customer has neither. Look again.</source>
        <translation>Деньги пришли, но у нас отклонены: у клиента ни денег, ни звёзд. Проверьте ещё раз.</translation>
    </message>
    <message>
        <source>The money went back there. It is recorded, and stars and plan go with it.</source>
        <translation>Деньги возвращены. Возврат будет записан, звёзды и тариф спишутся вместе с ним.</translation>
    </message>
    <message>
        <source>The same payment stands in the statement twice. Ask the provider.</source>
        <translation>Один и тот же платёж стоит в выписке дважды. Спросите платёжную систему.</translation>
    </message>
    <message>
        <source>Their fee is not the one that was told. Mostly nothing has to be done.</source>
        <translation>Комиссия не та, о которой сообщили. Обычно делать ничего не нужно.</translation>
    </message>
    <message>
        <source>Twice in the statement</source>
        <translation>Дважды в выписке</translation>
    </message>
    <message>
        <source>Unknown there</source>
        <translation>У них такого нет</translation>
    </message>
    <message>
        <source>We took the stars back, but the provider shows no return of the money.</source>
        <translation>Мы списали звёзды, но у платёжной системы возврата денег нет.</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>запрошен</translation>
    </message>
    <message>
        <source>comparing, {done} of {all} lines</source>
        <translation>сверяется, {done} из {all} строк</translation>
    </message>
    <message>
        <source>complete the invoice</source>
        <translation>выполнить счёт</translation>
    </message>
    <message>
        <source>do the notice again</source>
        <translation>выполнить уведомление ещё раз</translation>
    </message>
    <message>
        <source>failed: {why}</source>
        <translation>не удалась: {why}</translation>
    </message>
    <message>
        <source>ignore, with a reason</source>
        <translation>пропустить с причиной</translation>
    </message>
    <message>
        <source>look at the payment</source>
        <translation>посмотреть платёж</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>расхождений нет</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>пока неизвестно</translation>
    </message>
    <message>
        <source>put into quarantine</source>
        <translation>поместить в карантин</translation>
    </message>
    <message>
        <source>record the refund</source>
        <translation>записать возврат</translation>
    </message>
    <message>
        <source>stopped before its end; compare again</source>
        <translation>прервана до конца, сверьте ещё раз</translation>
    </message>
    <message>
        <source>{open} open of {all} differences</source>
        <translation>открыто {open} из {all} расхождений</translation>
    </message>
</context>
<context>
    <name>DifferencesModel</name>
    <message>
        <source>Day</source>
        <translation>Дата</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Расхождение</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>У нас</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Предложение</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>У них</translation>
    </message>
    <message>
        <source>Where it stands in the file</source>
        <translation>Где это стоит в файле</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Add credit or raise the limit on Replicate’s billing page, wait a few minutes, then press “Check now” in Settings.</source>
        <translation>Пополните счёт или поднимите лимит на странице оплаты Replicate, подождите несколько минут и нажмите «Проверить» в настройках.</translation>
    </message>
    <message>
        <source>Another operator whose limits cover it must look at it.</source>
        <translation>Пусть посмотрит другой сотрудник, чьих лимитов хватает.</translation>
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
        <source>Ask an admin to give you one on the page “Operators”.</source>
        <translation>Попросите администратора задать его на странице «Операторы».</translation>
    </message>
    <message>
        <source>Ask for approval: a second operator must agree to it.</source>
        <translation>Запросите одобрение: должен согласиться второй сотрудник.</translation>
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
        <source>Check the keys of the provider in Settings; if they are right, somebody forged it.</source>
        <translation>Проверьте ключи провайдера в настройках; если они верны, уведомление подделано.</translation>
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
        <source>Choose one of these: {known}.</source>
        <translation>Выберите одну из этих: {known}.</translation>
    </message>
    <message>
        <source>Close the other program (a database browser, a backup) and try again.</source>
        <translation>Закройте другую программу (просмотр базы, резервное копирование) и повторите.</translation>
    </message>
    <message>
        <source>Compare it with the provider’s own page of the payment.</source>
        <translation>Сверьте его со страницей платежа у провайдера.</translation>
    </message>
    <message>
        <source>Compare the keys with the provider’s cabinet and enter them in Settings.</source>
        <translation>Сверьте ключи с кабинетом провайдера и введите их в настройках.</translation>
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
        <source>Do it again and type your password when it is asked for.</source>
        <translation>Повторите и введите пароль, когда программа его спросит.</translation>
    </message>
    <message>
        <source>Do it in the provider’s cabinet or by hand, and record it here.</source>
        <translation>Сделайте это в кабинете провайдера или вручную и запишите здесь.</translation>
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
        <source>Enter the key in Settings.</source>
        <translation>Введите ключ в настройках.</translation>
    </message>
    <message>
        <source>Export the statement again, or choose the right provider for it.</source>
        <translation>Выгрузите выписку заново или выберите для неё верного провайдера.</translation>
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
        <source>It is kept in the inbox and no star moved.</source>
        <translation>Оно сохранено во входящих, звёзды не двигались.</translation>
    </message>
    <message>
        <source>It is left out; all other providers work.</source>
        <translation>Она пропущена; остальные платёжные системы работают.</translation>
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
        <source>It still waits, and no star moved.</source>
        <translation>Запрос по-прежнему ждёт, звёзды не двигались.</translation>
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
        <source>Its messages wait in the outbox; no other bot sends them.</source>
        <translation>Его сообщения ждут в исходящих; другой бот их не отправит.</translation>
    </message>
    <message>
        <source>Line {line} of the {service} statement cannot be read: {problem}.</source>
        <translation>Строку {line} выписки {service} не прочитать: {problem}.</translation>
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
        <source>Make it smaller. Only an admin can do it, alone and on the record, by breaking the glass.</source>
        <translation>Уменьшите сумму. Провести столько может только администратор, разбив стекло, с записью в журнале.</translation>
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
        <source>No star moved.</source>
        <translation>Ни одна звезда не сдвинулась.</translation>
    </message>
    <message>
        <source>No token is set for the bot {bot}.</source>
        <translation>Для бота {bot} не задан токен.</translation>
    </message>
    <message>
        <source>No training was started at Replicate.</source>
        <translation>На Replicate ничего не запущено.</translation>
    </message>
    <message>
        <source>Nobody was signed in.</source>
        <translation>Вход не выполнен.</translation>
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
        <source>Nothing of the file was taken.</source>
        <translation>Из файла ничего не взято.</translation>
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
        <source>Nothing was asked and no star moved.</source>
        <translation>Ничего не запрашивалось, звёзды не двигались.</translation>
    </message>
    <message>
        <source>Nothing was asked of it.</source>
        <translation>Запроса не было.</translation>
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
        <source>Nothing was done.</source>
        <translation>Ничего не сделано.</translation>
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
        <source>Put right row by row what has to be put right.</source>
        <translation>Исправьте то, что нужно, построчно.</translation>
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
        <source>Refuse or withdraw it, look how things stand, and ask anew.</source>
        <translation>Отклоните или отзовите запрос, посмотрите, как обстоят дела, и запросите снова.</translation>
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
        <source>The password is not right.</source>
        <translation>Пароль неверный.</translation>
    </message>
    <message>
        <source>The payment provider {name} of the package {package} cannot be used: {problem}.</source>
        <translation>Платёжную систему {name} из пакета {package} использовать нельзя: {problem}.</translation>
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
        <source>The signature of this {service} notice is wrong: {detail}</source>
        <translation>Неверная подпись уведомления {service}: {detail}</translation>
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
        <source>There is no payment provider {name!r}.</source>
        <translation>Платёжной системы {name!r} нет.</translation>
    </message>
    <message>
        <source>There is no {kind} {ident}.</source>
        <translation>Не найдено: {kind} {ident}.</translation>
    </message>
    <message>
        <source>There were too many wrong passwords in a row.</source>
        <translation>Слишком много неверных паролей подряд.</translation>
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
        <source>This needs your password once more.</source>
        <translation>Для этого нужно ещё раз ввести пароль.</translation>
    </message>
    <message>
        <source>This one was not looked at.</source>
        <translation>Этот даже не проверялся.</translation>
    </message>
    <message>
        <source>This run cannot be undone: {problem}.</source>
        <translation>Эту операцию нельзя отменить: {problem}.</translation>
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
        <source>This {service} notice cannot be read: {field} is {value!r}, {problem}.</source>
        <translation>Уведомление {service} не прочитать: {field} — {value!r}, {problem}.</translation>
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
        <source>Type it again; an admin can give you another one.</source>
        <translation>Введите ещё раз; забытый пароль заменит администратор.</translation>
    </message>
    <message>
        <source>Update or remove the package, or mend its entry point {target}.</source>
        <translation>Обновите или удалите пакет либо исправьте его точку входа {target}.</translation>
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
        <source>Wait until the time is over, and type it again.</source>
        <translation>Подождите, пока выйдет время, и введите снова.</translation>
    </message>
    <message>
        <source>What this deed rests on has changed since it was asked for.</source>
        <translation>С момента запроса изменилось то, на чём он основан.</translation>
    </message>
    <message>
        <source>What was being saved was not saved; all before it is safe.</source>
        <translation>То, что записывалось, не сохранено; всё прежнее цело.</translation>
    </message>
    <message>
        <source>{operator} cannot approve this: {problem}.</source>
        <translation>{operator} не может это одобрить: {problem}.</translation>
    </message>
    <message>
        <source>{operator} has no password yet.</source>
        <translation>У оператора {operator} ещё нет пароля.</translation>
    </message>
    <message>
        <source>{operator} may not do this alone: {problem}.</source>
        <translation>{operator} не может сделать это без второго сотрудника: {problem}.</translation>
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
        <source>{service} cannot do this: {problem}.</source>
        <translation>{service} этого не умеет: {problem}.</translation>
    </message>
    <message>
        <source>{service} does not accept the keys: {detail}</source>
        <translation>{service} не принимает ключи: {detail}</translation>
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
    <message>
        <source>{service} is not set up: “{field}” is missing.</source>
        <translation>{service} не настроен: не хватает «{field}».</translation>
    </message>
</context>
<context>
    <name>FailedAttemptsModel</name>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Затраты</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Закончилась</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Replicate said</source>
        <translation>Ответ Replicate</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Попытка</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>free</source>
        <translation>бесплатно</translation>
    </message>
    <message>
        <source>try {number}</source>
        <translation>№ {number}</translation>
    </message>
    <message>
        <source>{amount} back</source>
        <translation>{amount} назад</translation>
    </message>
    <message>
        <source>{amount} held</source>
        <translation>{amount} в резерве</translation>
    </message>
    <message>
        <source>{amount} settled</source>
        <translation>{amount} списано</translation>
    </message>
    <message>
        <source>{number}, retried</source>
        <translation>{number}, повторена</translation>
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
    <name>FailureActions</name>
    <message>
        <source>A group that somebody has is not counted as new.</source>
        <translation>Группа, которой кто-то занят, не считается новой.</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Назначить</translation>
    </message>
    <message>
        <source>Mark as fixed?</source>
        <translation>Отметить как исправленное?</translation>
    </message>
    <message>
        <source>Mark fixed</source>
        <translation>Исправлено</translation>
    </message>
    <message>
        <source>Marked as fixed</source>
        <translation>Отмечено как исправленное</translation>
    </message>
    <message>
        <source>No star moves and nothing is retried. Should the same failure come again, the group says so.</source>
        <translation>Звёзды не движутся, ничего не перезапускается. Если такой же сбой повторится, группа об этом скажет.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Никто</translation>
    </message>
    <message>
        <source>Nobody looks after it now</source>
        <translation>Теперь этим никто не занят</translation>
    </message>
    <message>
        <source>The mark was taken back</source>
        <translation>Отметка снята</translation>
    </message>
    <message>
        <source>The note is kept</source>
        <translation>Заметка сохранена</translation>
    </message>
    <message>
        <source>Who looks after it?</source>
        <translation>Кто этим займётся?</translation>
    </message>
    <message>
        <source>Your role does not allow it</source>
        <translation>Ваша роль этого не позволяет</translation>
    </message>
    <message>
        <source>{name} looks after it now</source>
        <translation>Теперь этим занимается {name}</translation>
    </message>
</context>
<context>
    <name>FailureDesk</name>
    <message numerus="yes">
        <source>%n attempt(s) meant</source>
        <translation>
            <numerusform>Выбрана %n попытка</numerusform>
            <numerusform>Выбрано %n попытки</numerusform>
            <numerusform>Выбрано %n попыток</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticked</source>
        <translation>
            <numerusform>Отмечена %n</numerusform>
            <numerusform>Отмечено %n</numerusform>
            <numerusform>Отмечено %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n that match</source>
        <translation>
            <numerusform>Все подходящие: %n</numerusform>
            <numerusform>Все подходящие: %n</numerusform>
            <numerusform>Все подходящие: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Known fix: {fix}</source>
        <translation>Что помогает: {fix}</translation>
    </message>
    <message>
        <source>Looked after by {name}</source>
        <translation>Занимается {name}</translation>
    </message>
    <message>
        <source>Many customers met it within an hour, {moment}: it looks like a fault at Replicate. Nothing of it is retried by itself while it hits so many.</source>
        <translation>За час с этим столкнулись сразу многие клиенты, {moment}: похоже на поломку у Replicate. Пока это так, такие обучения сами не повторяются.</translation>
    </message>
    <message>
        <source>Marked as fixed by {name}: {moment}</source>
        <translation>Отмечено как исправленное: {name}, {moment}</translation>
    </message>
    <message>
        <source>Nobody looks after it</source>
        <translation>Никто не занимается</translation>
    </message>
    <message>
        <source>None ticked; Space or a click ticks a row</source>
        <translation>Ничего не отмечено; строку отмечает пробел или щелчок</translation>
    </message>
    <message>
        <source>Seen again after {name} marked it as fixed: {moment}</source>
        <translation>Повторилось после отметки «исправлено» ({name}, {moment})</translation>
    </message>
</context>
<context>
    <name>FailureGroupView</name>
    <message>
        <source>Assign…</source>
        <translation>Назначить…</translation>
    </message>
    <message>
        <source>Attempts; Space ticks the picked rows</source>
        <translation>Попытки; пробел отмечает выбранные строки</translation>
    </message>
    <message>
        <source>Back to all groups (Esc)</source>
        <translation>Ко всем группам (Esc)</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Mark fixed</source>
        <translation>Отметить исправленным</translation>
    </message>
    <message>
        <source>No attempt of this group matches the filter.</source>
        <translation>Под фильтр не подходит ни одна попытка этой группы.</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>Заметка…</translation>
    </message>
    <message>
        <source>Take the mark back</source>
        <translation>Снять отметку</translation>
    </message>
</context>
<context>
    <name>FailureGroupsModel</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n клиент</numerusform>
            <numerusform>%n клиента</numerusform>
            <numerusform>%n клиентов</numerusform>
        </translation>
    </message>
    <message>
        <source>14 days</source>
        <translation>14 дней</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Попытки</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Затраты</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Сбой</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Исправлено</translation>
    </message>
    <message>
        <source>Hits many</source>
        <translation>Сразу у многих</translation>
    </message>
    <message>
        <source>Looked after</source>
        <translation>В работе</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Новая</translation>
    </message>
    <message>
        <source>Old</source>
        <translation>Старая</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Кто занят</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Seen again</source>
        <translation>Снова</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Today: {count}</source>
        <translation>Сегодня: {count}</translation>
    </message>
    <message>
        <source>What Replicate billed for these attempts</source>
        <translation>Сколько Replicate взял за эти попытки</translation>
    </message>
    <message>
        <source>given back</source>
        <translation>возвращено</translation>
    </message>
    <message>
        <source>held</source>
        <translation>в резерве</translation>
    </message>
    <message>
        <source>{amount} back</source>
        <translation>{amount} назад</translation>
    </message>
    <message>
        <source>{amount} held</source>
        <translation>{amount} в резерве</translation>
    </message>
</context>
<context>
    <name>FailureNoteForm</name>
    <message>
        <source>Everybody who opens this group reads it; customers never do.</source>
        <translation>Это видят все, кто открывает группу; клиенты не видят никогда.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Known fix</source>
        <translation>Что помогает</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>What helped, in a sentence.</source>
        <translation>Что помогло, одной фразой.</translation>
    </message>
    <message>
        <source>What is known about it</source>
        <translation>Что об этом известно</translation>
    </message>
</context>
<context>
    <name>FailureWords</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n попытка</numerusform>
            <numerusform>%n попытки</numerusform>
            <numerusform>%n попыток</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n клиента</numerusform>
            <numerusform>%n клиентов</numerusform>
            <numerusform>%n клиентов</numerusform>
        </translation>
    </message>
    <message>
        <source>Billed, lost</source>
        <translation>Потеряно</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>Оплата</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Связь</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Содержание</translation>
    </message>
    <message>
        <source>Costliest first</source>
        <translation>По затратам</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Модель-цель</translation>
    </message>
    <message>
        <source>Diverged</source>
        <translation>Расхождение</translation>
    </message>
    <message>
        <source>Do not retry it as it is: the same input fails again.</source>
        <translation>Без изменений не повторяйте: с теми же данными будет тот же сбой.</translation>
    </message>
    <message>
        <source>It may be retried as it is.</source>
        <translation>Можно повторить без изменений.</translation>
    </message>
    <message>
        <source>Latest first</source>
        <translation>По дате</translation>
    </message>
    <message>
        <source>Look for the weights before you retry: Replicate has billed it already.</source>
        <translation>Сначала поищите веса: Replicate уже взял за это деньги.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Память</translation>
    </message>
    <message>
        <source>Most often first</source>
        <translation>По числу</translation>
    </message>
    <message>
        <source>No model was made, and Replicate billed nothing.</source>
        <translation>Модель не получилась, Replicate ничего не взял.</translation>
    </message>
    <message>
        <source>No model was made. Replicate billed {cost} for the time it ran.</source>
        <translation>Модель не получилась. За время работы Replicate взял {cost}.</translation>
    </message>
    <message>
        <source>No star was taken for these attempts.</source>
        <translation>За эти попытки звёзды не списывались.</translation>
    </message>
    <message>
        <source>None is held any more.</source>
        <translation>В резерве ничего не осталось.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Параметры</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Фото</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Платформа</translation>
    </message>
    <message>
        <source>Retry only after our own side is mended; nothing is wrong with the photos.</source>
        <translation>Повторяйте, когда исправим у себя; с фотографиями всё в порядке.</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Настройка</translation>
    </message>
    <message>
        <source>The training ran to its end, but no model came of it. Replicate billed {cost}.</source>
        <translation>Обучение дошло до конца, но модели нет. Replicate взял {cost}.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Токен</translation>
    </message>
    <message>
        <source>{amount} are still held.</source>
        <translation>{amount} ещё в резерве.</translation>
    </message>
    <message>
        <source>{amount} went back to the customers.</source>
        <translation>{amount} вернулись клиентам.</translation>
    </message>
    <message>
        <source>{headline}: {attempts} of {customers}, first {first}, last {last}.</source>
        <translation>{headline}: {attempts} у {customers}, первая {first}, последняя {last}.</translation>
    </message>
</context>
<context>
    <name>FailuresPage</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n попытка</numerusform>
            <numerusform>%n попытки</numerusform>
            <numerusform>%n попыток</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n группа</numerusform>
            <numerusform>%n группы</numerusform>
            <numerusform>%n групп</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n требует внимания</numerusform>
            <numerusform>%n требуют внимания</numerusform>
            <numerusform>%n требуют внимания</numerusform>
        </translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 часа</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 дней</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Any bot</source>
        <translation>Любой бот</translation>
    </message>
    <message>
        <source>Any class</source>
        <translation>Любой класс</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Любое время</translation>
    </message>
    <message>
        <source>Any version</source>
        <translation>Любая версия</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Класс</translation>
    </message>
    <message>
        <source>Errors are searched in all failures, logs in those of the newest {count}.</source>
        <translation>Тексты ошибок ищем во всех сбоях, логи — у последних {count}.</translation>
    </message>
    <message>
        <source>Failure groups; Enter opens one, Space ticks it</source>
        <translation>Группы сбоев; Enter открывает группу, пробел отмечает</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Find in errors and logs</source>
        <translation>Искать в ошибках и логах</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>Исправлены</translation>
    </message>
    <message>
        <source>No failure matches the filter.</source>
        <translation>Под фильтр не подходит ни один сбой.</translation>
    </message>
    <message>
        <source>Nothing has failed yet.</source>
        <translation>Сбоев ещё не было.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Порядок</translation>
    </message>
    <message>
        <source>Seen again</source>
        <translation>Снова</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Требуют внимания</translation>
    </message>
    <message>
        <source>Trainer version</source>
        <translation>Версия тренера</translation>
    </message>
    <message>
        <source>{amount} held</source>
        <translation>{amount} в резерве</translation>
    </message>
    <message>
        <source>{cost} burnt</source>
        <translation>потрачено {cost}</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} из {all}</translation>
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
        <source>Enter a whole number from 1 to 99.</source>
        <translation>Введите целое число от 1 до 99.</translation>
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
        <source>Enter whole days from 1 to 3660, or leave it empty.</source>
        <translation>Введите целое число дней от 1 до 3660 или оставьте пустым.</translation>
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
    <name>Findings</name>
    <message>
        <source>A balance is not the sum of its movements</source>
        <translation>Баланс не сходится с движениями</translation>
    </message>
    <message>
        <source>A deed by hand has no reason or no name</source>
        <translation>Ручная операция без причины или без имени</translation>
    </message>
    <message>
        <source>A hold and its training disagree</source>
        <translation>Заморозка не сходится со своей тренировкой</translation>
    </message>
    <message>
        <source>A payment and its invoice disagree</source>
        <translation>Платёж не сходится со счётом</translation>
    </message>
    <message>
        <source>A plan does not fit its payment</source>
        <translation>Тариф не сходится с платежом</translation>
    </message>
    <message>
        <source>A training stands otherwise than at Replicate</source>
        <translation>Статус тренировки расходится с Replicate</translation>
    </message>
    <message>
        <source>A training was not charged its price</source>
        <translation>За тренировку списано не по прайсу</translation>
    </message>
    <message>
        <source>Replicate has trainings that this database does not know</source>
        <translation>На Replicate есть обучения, которых нет в этой базе</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Something came in and was never done</source>
        <translation>Событие пришло, но не обработано</translation>
    </message>
    <message>
        <source>The audit log lacks something or was changed</source>
        <translation>В журнале действий чего-то не хватает, или его меняли</translation>
    </message>
    <message>
        <source>The database breaks its own rules. Nothing was changed; pick what to look at.</source>
        <translation>База нарушает собственные правила. Ничего не изменено; выберите, что посмотреть.</translation>
    </message>
    <message>
        <source>The same thing was done twice</source>
        <translation>Одно и то же сделано дважды</translation>
    </message>
    <message>
        <source>This finding is about no page of the window.</source>
        <translation>Для этого нарушения нет страницы в окне.</translation>
    </message>
    <message>
        <source>What went back does not fit what was charged</source>
        <translation>Возврат не сходится со списанием</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Customers hear of their trainings and stars through a bot. Its token comes from @BotFather.</source>
        <translation>Об обучениях и звёздах клиентам пишет бот. Токен бота выдаёт @BotFather.</translation>
    </message>
    <message>
        <source>It begins with r8_ and is kept in the keyring only.</source>
        <translation>Начинается с r8_; хранится только в связке ключей.</translation>
    </message>
    <message>
        <source>Like 123456:ABC-DEF</source>
        <translation>Вида 123456:ABC-DEF</translation>
    </message>
    <message>
        <source>Replicate</source>
        <translation>Replicate</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Показать символы</translation>
    </message>
    <message>
        <source>Skip all</source>
        <translation>Пропустить всё</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>Пропустить шаг</translation>
    </message>
    <message>
        <source>Step {number} of {count}.</source>
        <translation>Шаг {number} из {count}.</translation>
    </message>
    <message>
        <source>Telegram</source>
        <translation>Telegram</translation>
    </message>
    <message>
        <source>This is not a token: {problem}.</source>
        <translation>Это не токен: {problem}.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Токен</translation>
    </message>
    <message>
        <source>Trainings run at Replicate and are paid there. Make a token on the page replicate.com/account/api-tokens and paste it here.</source>
        <translation>Обучения идут на Replicate и оплачиваются там. Создайте токен на странице replicate.com/account/api-tokens и вставьте его сюда.</translation>
    </message>
    <message>
        <source>Try and save</source>
        <translation>Проверить и сохранить</translation>
    </message>
    <message>
        <source>What you call it here, for example my_shop.</source>
        <translation>Как он называется здесь, например my_shop.</translation>
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
    <name>GroupTicks</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n попытка</numerusform>
            <numerusform>%n попытки</numerusform>
            <numerusform>%n попыток</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n группа</numerusform>
            <numerusform>%n группы</numerusform>
            <numerusform>%n групп</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n shown</source>
        <translation>
            <numerusform>Все показанные: %n</numerusform>
            <numerusform>Все показанные: %n</numerusform>
            <numerusform>Все показанные: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>None ticked</source>
        <translation>Ничего не отмечено</translation>
    </message>
</context>
<context>
    <name>HandsActions</name>
    <message>
        <source>Approved and done: {stars}.</source>
        <translation>Одобрено и выполнено: {stars}.</translation>
    </message>
    <message>
        <source>Approved; it could not be done yet.</source>
        <translation>Одобрено, но выполнить пока не удалось.</translation>
    </message>
    <message>
        <source>It will not be done; you can ask anew at any time.</source>
        <translation>Операция не выполнится; запросить её снова можно в любой момент.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Отказать</translation>
    </message>
    <message>
        <source>Refuse this?</source>
        <translation>Отказать?</translation>
    </message>
    <message>
        <source>Refused.</source>
        <translation>Отказано.</translation>
    </message>
    <message>
        <source>The limits are changed.</source>
        <translation>Лимиты изменены.</translation>
    </message>
    <message>
        <source>There is nothing here to undo.</source>
        <translation>Отменять здесь нечего.</translation>
    </message>
    <message>
        <source>This is not undone by a reversal</source>
        <translation>Обратной проводкой это не отменяется</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Отозвать</translation>
    </message>
    <message>
        <source>Withdraw this?</source>
        <translation>Отозвать запрос?</translation>
    </message>
    <message>
        <source>Withdrawn.</source>
        <translation>Запрос отозван.</translation>
    </message>
    <message>
        <source>Your role may not reverse transfers.</source>
        <translation>Ваша роль не позволяет отменять проводки.</translation>
    </message>
    <message>
        <source>{deed}: {stars} wait for a second person, on the page Approvals.</source>
        <translation>{deed}: {stars} ждут второго сотрудника на странице «Одобрения».</translation>
    </message>
    <message>
        <source>{deed}: {stars}, done.</source>
        <translation>{deed}: {stars}, готово.</translation>
    </message>
    <message>
        <source>{name} reads your reason here.</source>
        <translation>{name} увидит здесь вашу причину.</translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message numerus="yes">
        <source>%n stuck</source>
        <translation>
            <numerusform>%n застряла</numerusform>
            <numerusform>%n застряли</numerusform>
            <numerusform>%n застряло</numerusform>
        </translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>Журнал</translation>
    </message>
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
        <source>Every row is sealed (key: {source})</source>
        <translation>Каждая строка скреплена печатью (ключ: {source})</translation>
    </message>
    <message>
        <source>Last looked at {time}</source>
        <translation>Последняя проверка в {time}</translation>
    </message>
    <message>
        <source>Nothing is stuck</source>
        <translation>Ничего не застряло</translation>
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
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Show the stuck work</source>
        <translation>Показать застрявшее</translation>
    </message>
    <message>
        <source>Stuck work</source>
        <translation>Застрявшее</translation>
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
    <name>InboxActions</name>
    <message numerus="yes">
        <source>%n refused notice(s) are off the work list.</source>
        <translation>
            <numerusform>%n отклонённое уведомление убрано из списка дел.</numerusform>
            <numerusform>%n отклонённых уведомления убраны из списка дел.</numerusform>
            <numerusform>%n отклонённых уведомлений убраны из списка дел.</numerusform>
        </translation>
    </message>
    <message>
        <source>It is off the work list.</source>
        <translation>Убрано из списка дел.</translation>
    </message>
    <message>
        <source>What would this do?</source>
        <translation>Что произойдёт?</translation>
    </message>
    <message>
        <source>Your role may only look at the inbox.</source>
        <translation>Ваша роль позволяет только смотреть входящие.</translation>
    </message>
    <message>
        <source>{verdict}: {why}</source>
        <translation>{verdict}: {why}</translation>
    </message>
</context>
<context>
    <name>InboxFacts</name>
    <message>
        <source>Became</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>Пришло</translation>
    </message>
    <message>
        <source>Came as</source>
        <translation>Откуда</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>Решил</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Доставлено</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Доставка</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Ожидалось</translation>
    </message>
    <message>
        <source>How it came</source>
        <translation>Как пришло</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Номер счёта</translation>
    </message>
    <message>
        <source>Invoice is</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>It buys</source>
        <translation>Что куплено</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Следующая попытка</translation>
    </message>
    <message>
        <source>No notice is kept for it: the provider was asked, or it was entered by hand.</source>
        <translation>Уведомления нет: о платеже узнали запросом или его внесли вручную.</translation>
    </message>
    <message>
        <source>Our id</source>
        <translation>Наш номер</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>Плательщик</translation>
    </message>
    <message>
        <source>Payment is</source>
        <translation>Платёж</translation>
    </message>
    <message>
        <source>Provider’s id</source>
        <translation>Номер в системе</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Получено</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>Просмотрел</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Отправитель</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Решение правил</translation>
    </message>
    <message>
        <source>What came and what was expected</source>
        <translation>Что пришло и что ожидалось</translation>
    </message>
    <message>
        <source>What it did</source>
        <translation>Что сделано</translation>
    </message>
    <message>
        <source>no invoice is known</source>
        <translation>счёт неизвестен</translation>
    </message>
    <message>
        <source>nobody knows who</source>
        <translation>неизвестно кто</translation>
    </message>
    <message>
        <source>… only the beginning of {size} was kept</source>
        <translation>… сохранено только начало, всего было {size}</translation>
    </message>
</context>
<context>
    <name>InboxLook</name>
    <message>
        <source>Somebody sends what is not proved, or the key in Settings is wrong. Look at a few of them; then mark all of them as seen.</source>
        <translation>Кто-то шлёт неподтверждённые уведомления, или ключ в настройках неверный. Посмотрите несколько, затем отметьте все просмотренными.</translation>
    </message>
    <message>
        <source>id</source>
        <translation>номер</translation>
    </message>
</context>
<context>
    <name>InboxModel</name>
    <message>
        <source>Alarm</source>
        <translation>Тревога</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Решено</translation>
    </message>
    <message>
        <source>How often it was delivered</source>
        <translation>Сколько раз доставлено</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
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
        <source>Times</source>
        <translation>Раз</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n тревога</numerusform>
            <numerusform>%n тревоги</numerusform>
            <numerusform>%n тревог</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in quarantine</source>
        <translation>
            <numerusform>%n в карантине</numerusform>
            <numerusform>%n в карантине</numerusform>
            <numerusform>%n в карантине</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n отклонено</numerusform>
            <numerusform>%n отклонено</numerusform>
            <numerusform>%n отклонено</numerusform>
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
        <source>Add a notice</source>
        <translation>Добавить уведомление</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Any source</source>
        <translation>Откуда угодно</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Сделанные</translation>
    </message>
    <message>
        <source>Find: id, invoice, customer, any word in it</source>
        <translation>Найти: номер, счёт, клиент, любое слово</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Входящие</translation>
    </message>
    <message>
        <source>Nothing is here.</source>
        <translation>Здесь пусто.</translation>
    </message>
    <message>
        <source>Nothing is to be done: all money has found its place.</source>
        <translation>Дел нет: все деньги на своих местах.</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>По фильтру ничего нет.</translation>
    </message>
    <message>
        <source>Paste a webhook, or drop its file on this page</source>
        <translation>Вставьте вебхук или перетащите файл на эту страницу</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Карантин</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отклонённые</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать всё</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Откуда</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Дела</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждут</translation>
    </message>
    <message>
        <source>{number} to do</source>
        <translation>дел: {number}</translation>
    </message>
</context>
<context>
    <name>InboxPane</name>
    <message>
        <source>As it came</source>
        <translation>Как пришло</translation>
    </message>
    <message>
        <source>Credit…</source>
        <translation>Зачислить…</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Do again</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Сведения</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Платёж</translation>
    </message>
    <message>
        <source>Prove and do it again; what was done is not done twice</source>
        <translation>Проверить и выполнить ещё раз; сделанное не повторится</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Отклонить…</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Просмотрено</translation>
    </message>
    <message>
        <source>Send back…</source>
        <translation>Вернуть…</translation>
    </message>
    <message>
        <source>Take it off the work list; it stays in the inbox</source>
        <translation>Убрать из списка дел; во входящих останется</translation>
    </message>
    <message>
        <source>The notice as it came</source>
        <translation>Уведомление как пришло</translation>
    </message>
    <message>
        <source>What would this do?</source>
        <translation>Что произойдёт?</translation>
    </message>
</context>
<context>
    <name>InboxWords</name>
    <message numerus="yes">
        <source>%n notice(s) in a row refused</source>
        <translation>
            <numerusform>%n уведомление отклонено</numerusform>
            <numerusform>%n уведомления подряд отклонены</numerusform>
            <numerusform>%n уведомлений подряд отклонены</numerusform>
        </translation>
    </message>
    <message>
        <source>Balance {before} → {after}</source>
        <translation>Баланс {before} → {after}</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Конфликт</translation>
    </message>
    <message>
        <source>Contradicts the payment</source>
        <translation>Противоречит платежу</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Сделано</translation>
    </message>
    <message>
        <source>In quarantine</source>
        <translation>В карантине</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>It contradicts what is known here. Nothing was changed: look at the payment it names.</source>
        <translation>Противоречит нашим данным. Ничего не изменено: посмотрите платёж, о котором речь.</translation>
    </message>
    <message>
        <source>It could not be confirmed with the provider yet; it is tried again by itself.</source>
        <translation>Пока не удалось подтвердить у платёжной системы; попробуем ещё раз сами.</translation>
    </message>
    <message>
        <source>It is not proved to be the provider’s, or cannot be read. If the key was wrong, mend the key in Settings and do it again.</source>
        <translation>Не подтверждено, что это от платёжной системы, или не читается. Если был неверный ключ, исправьте его в настройках и выполните ещё раз.</translation>
    </message>
    <message>
        <source>It is stored and not done yet; it is taken up by itself.</source>
        <translation>Сохранено, но ещё не выполнено; выполнится само.</translation>
    </message>
    <message>
        <source>It says nothing that concerns us.</source>
        <translation>Там нет ничего, что нас касается.</translation>
    </message>
    <message>
        <source>It would be credited to {name}: {gives}.</source>
        <translation>Будет зачислено клиенту {name}: {gives}.</translation>
    </message>
    <message>
        <source>It would go into quarantine: {why}.</source>
        <translation>Попадёт в карантин: {why}.</translation>
    </message>
    <message>
        <source>Known already</source>
        <translation>Уже известно</translation>
    </message>
    <message>
        <source>No concern</source>
        <translation>Не касается</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Ничего не изменится.</translation>
    </message>
    <message>
        <source>Nothing would change: it contradicts what is known, a person must look.</source>
        <translation>Ничего не изменится: это противоречит нашим данным, нужен человек.</translation>
    </message>
    <message>
        <source>Nothing would change: it was done before.</source>
        <translation>Ничего не изменится: это уже сделано.</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Платёж</translation>
    </message>
    <message>
        <source>Payment not known</source>
        <translation>Платёж неизвестен</translation>
    </message>
    <message>
        <source>Plan period</source>
        <translation>Период тарифа</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Карантин</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Сохранено</translation>
    </message>
    <message>
        <source>The invoice would be closed as not paid.</source>
        <translation>Счёт закроется как неоплаченный.</translation>
    </message>
    <message>
        <source>The return of the money would be recorded; stars and plan go with it.</source>
        <translation>Будет записан возврат денег; звёзды и тариф спишутся вместе с ним.</translation>
    </message>
    <message>
        <source>Transfer of stars</source>
        <translation>Перевод звёзд</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>вручную</translation>
    </message>
    <message>
        <source>file</source>
        <translation>файл</translation>
    </message>
    <message>
        <source>invoice expired</source>
        <translation>счёт истёк</translation>
    </message>
    <message>
        <source>invoice {number}</source>
        <translation>счёт {number}</translation>
    </message>
    <message>
        <source>its payment has come</source>
        <translation>платёж пришёл</translation>
    </message>
    <message>
        <source>money went back</source>
        <translation>деньги вернулись</translation>
    </message>
    <message>
        <source>not confirmed yet</source>
        <translation>пока не подтверждено</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>оплата</translation>
    </message>
    <message>
        <source>pasted</source>
        <translation>вставлено</translation>
    </message>
    <message>
        <source>payment failed</source>
        <translation>оплата не прошла</translation>
    </message>
    <message>
        <source>poll</source>
        <translation>опрос</translation>
    </message>
    <message>
        <source>refund of an unknown payment</source>
        <translation>возврат неизвестного платежа</translation>
    </message>
    <message>
        <source>same id, other facts</source>
        <translation>тот же номер, другие данные</translation>
    </message>
    <message>
        <source>statement</source>
        <translation>выписка</translation>
    </message>
    <message>
        <source>status query</source>
        <translation>запрос</translation>
    </message>
    <message>
        <source>webhook</source>
        <translation>вебхук</translation>
    </message>
</context>
<context>
    <name>InvoiceActions</name>
    <message>
        <source>Cancel invoice {number}?</source>
        <translation>Отменить счёт {number}?</translation>
    </message>
    <message>
        <source>Cancel the invoice</source>
        <translation>Отменить счёт</translation>
    </message>
    <message>
        <source>How to pay invoice {number} is on the clipboard.</source>
        <translation>Как оплатить счёт {number} — в буфере обмена.</translation>
    </message>
    <message>
        <source>Invoice {number} was cancelled.</source>
        <translation>Счёт {number} отменён.</translation>
    </message>
    <message>
        <source>Invoice {number} was made.</source>
        <translation>Счёт {number} создан.</translation>
    </message>
    <message>
        <source>Money that comes for it all the same goes into quarantine, where a person decides.</source>
        <translation>Если деньги по нему всё же придут, они попадут в карантин, и решать будет человек.</translation>
    </message>
    <message>
        <source>Only a pending invoice can be paid; this one: {word}.</source>
        <translation>Оплатить можно только ожидающий счёт; этот: {word}.</translation>
    </message>
    <message>
        <source>The link of invoice {number} goes to the customer.</source>
        <translation>Ссылка на счёт {number} отправляется клиенту.</translation>
    </message>
    <message>
        <source>Your role may not complete invoices.</source>
        <translation>Ваша роль не может закрывать счета.</translation>
    </message>
    <message>
        <source>Your role may not make invoices.</source>
        <translation>Ваша роль не может выставлять счета.</translation>
    </message>
</context>
<context>
    <name>InvoiceForm</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform>%n дней</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n час</numerusform>
            <numerusform>%n часа</numerusform>
            <numerusform>%n часов</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the customer first.</source>
        <translation>Сначала выберите клиента.</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Валюта</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>Даёт</translation>
    </message>
    <message>
        <source>Make invoice</source>
        <translation>Выставить счёт</translation>
    </message>
    <message>
        <source>Make invoice · {amount}</source>
        <translation>Выставить счёт · {amount}</translation>
    </message>
    <message>
        <source>New invoice</source>
        <translation>Новый счёт</translation>
    </message>
    <message>
        <source>No provider that is set up sells this in this currency.</source>
        <translation>Ни одна настроенная платёжная система не продаёт это в такой валюте.</translation>
    </message>
    <message>
        <source>Not offered: {list}</source>
        <translation>Не предлагаются: {list}</translation>
    </message>
    <message>
        <source>On price list {version}; its terms stay as they are now.</source>
        <translation>По прайс-листу {version}; условия счёта потом не меняются.</translation>
    </message>
    <message>
        <source>Payable for</source>
        <translation>Срок оплаты</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Plans only, where the provider can charge again.</source>
        <translation>Только для тарифов и только там, где система умеет списывать повторно.</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>Promo code</source>
        <translation>Промокод</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Платёжная система</translation>
    </message>
    <message>
        <source>Renew by itself</source>
        <translation>Продлевать автоматически</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Тест</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>К оплате</translation>
    </message>
    <message>
        <source>makes no invoices</source>
        <translation>не выставляет счета</translation>
    </message>
    <message>
        <source>never counts as revenue</source>
        <translation>в выручку не входит</translation>
    </message>
    <message>
        <source>no {currency}</source>
        <translation>нет {currency}</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>не настроена</translation>
    </message>
    <message>
        <source>without end</source>
        <translation>без срока</translation>
    </message>
</context>
<context>
    <name>InvoiceLook</name>
    <message>
        <source>No. {number}</source>
        <translation>№ {number}</translation>
    </message>
    <message>
        <source>number</source>
        <translation>номер</translation>
    </message>
</context>
<context>
    <name>InvoiceMade</name>
    <message>
        <source>Copy</source>
        <translation>Скопировать</translation>
    </message>
    <message>
        <source>How it is paid</source>
        <translation>Как оплатить</translation>
    </message>
    <message>
        <source>Invoice {number} is ready</source>
        <translation>Счёт {number} готов</translation>
    </message>
    <message>
        <source>Send to the customer</source>
        <translation>Отправить клиенту</translation>
    </message>
    <message>
        <source>{amount}, payable until {time}.</source>
        <translation>{amount}, оплатить до {time}.</translation>
    </message>
</context>
<context>
    <name>InvoicePane</name>
    <message>
        <source>Ask the provider, and credit it if the money came</source>
        <translation>Спросить платёжную систему и зачислить, если деньги пришли</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>Отменить…</translation>
    </message>
    <message>
        <source>Complete stuck…</source>
        <translation>Закрыть зависший…</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Скопировать</translation>
    </message>
    <message>
        <source>Credit money that came without a notice on this invoice’s terms</source>
        <translation>Зачислить на условиях этого счёта деньги, о которых не пришло уведомление</translation>
    </message>
    <message>
        <source>Credit without notice…</source>
        <translation>Без уведомления…</translation>
    </message>
    <message>
        <source>Get link</source>
        <translation>Получить ссылку</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Платёж</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Отправить</translation>
    </message>
    <message>
        <source>Send the link to the customer as a message</source>
        <translation>Отправить ссылку клиенту сообщением</translation>
    </message>
</context>
<context>
    <name>InvoicesModel</name>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>For</source>
        <translation>За что</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Создан</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Система</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Telegram id {id}, bot {bot}</source>
        <translation>Telegram id {id}, бот {bot}</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Осталось</translation>
    </message>
</context>
<context>
    <name>InvoicesPage</name>
    <message numerus="yes">
        <source>%n in quarantine</source>
        <translation>
            <numerusform>%n в карантине</numerusform>
            <numerusform>%n в карантине</numerusform>
            <numerusform>%n в карантине</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invoice(s)</source>
        <translation>
            <numerusform>%n счёт</numerusform>
            <numerusform>%n счёта</numerusform>
            <numerusform>%n счетов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%n ожидает</numerusform>
            <numerusform>%n ожидают</numerusform>
            <numerusform>%n ожидают</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Find: number, customer, @name, amount</source>
        <translation>Найти: номер, клиент, @имя, сумма</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Счета</translation>
    </message>
    <message>
        <source>New invoice</source>
        <translation>Новый счёт</translation>
    </message>
    <message>
        <source>No invoice matches the filter.</source>
        <translation>Под фильтр не подходит ни один счёт.</translation>
    </message>
    <message>
        <source>No invoice yet.</source>
        <translation>Счетов пока нет.</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Закрытые</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Оплачены</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ожидают</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Карантин</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>С возвратом</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} из {all}</translation>
    </message>
</context>
<context>
    <name>KeptLaunches</name>
    <message numerus="yes">
        <source>%n could not be started and are still kept.</source>
        <translation>
            <numerusform>%n не удалось запустить, он остался отложенным.</numerusform>
            <numerusform>%n не удалось запустить, они остались отложенными.</numerusform>
            <numerusform>%n не удалось запустить, они остались отложенными.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n launch(es) wait until something can be sent to Replicate. No star is held for them.</source>
        <translation>
            <numerusform>%n запуск ждёт, пока в Replicate снова можно будет отправлять. Звёзды под него не удержаны.</numerusform>
            <numerusform>%n запуска ждут, пока в Replicate снова можно будет отправлять. Звёзды под них не удержаны.</numerusform>
            <numerusform>%n запусков ждут, пока в Replicate снова можно будет отправлять. Звёзды под них не удержаны.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n launch(es) were kept while nothing could be sent to Replicate. Now they can be started.</source>
        <translation>
            <numerusform>%n запуск отложен, пока в Replicate ничего нельзя было отправить. Теперь его можно запустить.</numerusform>
            <numerusform>%n запуска отложены, пока в Replicate ничего нельзя было отправить. Теперь их можно запустить.</numerusform>
            <numerusform>%n запусков отложены, пока в Replicate ничего нельзя было отправить. Теперь их можно запустить.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) started.</source>
        <translation>
            <numerusform>Запущено %n обучение.</numerusform>
            <numerusform>Запущено %n обучения.</numerusform>
            <numerusform>Запущено %n обучений.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Costs now</source>
        <translation>Цена сейчас</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>It cost {price} when it was kept.</source>
        <translation>Когда откладывали, стоил {price}.</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Отложен</translation>
    </message>
    <message>
        <source>Kept launches</source>
        <translation>Отложенные запуски</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Модель</translation>
    </message>
    <message>
        <source>Nothing is kept.</source>
        <translation>Отложенных запусков нет.</translation>
    </message>
    <message>
        <source>Nothing is sent to Replicate now: {reason}</source>
        <translation>Сейчас в Replicate ничего не отправляется: {reason}</translation>
    </message>
    <message>
        <source>Nothing is sent to Replicate yet: it has not said whose token this is.</source>
        <translation>В Replicate пока ничего не отправляется: он ещё не ответил, чей это токен.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Show them…</source>
        <translation>Показать…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Запустить</translation>
    </message>
    <message>
        <source>Start all</source>
        <translation>Запустить все</translation>
    </message>
    <message>
        <source>Start all {number} · {stars}</source>
        <translation>Запустить все {number} · {stars}</translation>
    </message>
    <message>
        <source>Start them…</source>
        <translation>Запустить…</translation>
    </message>
    <message>
        <source>Start {number} · {stars}</source>
        <translation>Запустить {number} · {stars}</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>They were asked for while nothing could be sent to Replicate. No star is held for them: each is judged and paid when it is started.</source>
        <translation>Их запросили, когда в Replicate ничего нельзя было отправить. Звёзды под них не удержаны: каждый проверяется и оплачивается при запуске.</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Удалить</translation>
    </message>
    <message numerus="yes">
        <source>Throw away %n launch(es)?</source>
        <translation>
            <numerusform>Удалить %n запуск?</numerusform>
            <numerusform>Удалить %n запуска?</numerusform>
            <numerusform>Удалить %n запусков?</numerusform>
        </translation>
    </message>
    <message>
        <source>Throw away…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>Your role may not start trainings.</source>
        <translation>Ваша роль не позволяет запускать обучения.</translation>
    </message>
    <message>
        <source>another one of this model runs</source>
        <translation>эта модель уже обучается</translation>
    </message>
    <message>
        <source>can be started</source>
        <translation>можно запускать</translation>
    </message>
    <message>
        <source>cannot be started</source>
        <translation>запустить нельзя</translation>
    </message>
    <message>
        <source>the photos are gone</source>
        <translation>фотографии пропали</translation>
    </message>
    <message>
        <source>too few stars</source>
        <translation>не хватает звёзд</translation>
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
        <source>Double-click shows the payment {id}</source>
        <translation>Двойной щелчок покажет платёж {id}</translation>
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
        <source>invoice {number}</source>
        <translation>счёт {number}</translation>
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
    <name>LockScreen</name>
    <message>
        <source>Locked</source>
        <translation>Заблокировано</translation>
    </message>
    <message>
        <source>Nothing is shown before you have signed in.</source>
        <translation>До входа ничего не показывается.</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Оператор</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Показать буквы</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Разблокировать</translation>
    </message>
    <message>
        <source>Wait {time}</source>
        <translation>Подождите {time}</translation>
    </message>
    <message>
        <source>What you were doing is kept. Type your password to go on with it.</source>
        <translation>Всё, что вы делали, сохранено. Введите пароль, чтобы продолжить.</translation>
    </message>
</context>
<context>
    <name>LogDiffModel</name>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n строка без изменений</numerusform>
            <numerusform>%n строки без изменений</numerusform>
            <numerusform>%n строк без изменений</numerusform>
        </translation>
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
    <name>Look</name>
    <message>
        <source>Copied: {label}</source>
        <translation>Скопировано: {label}</translation>
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
        <source>Approvals</source>
        <translation>Одобрения</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Bots</source>
        <translation>Боты</translation>
    </message>
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
        <source>Failures</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Filter this page</source>
        <translation>Фильтр на странице</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Входящие</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Счета</translation>
    </message>
    <message>
        <source>Kept launches</source>
        <translation>Отложенные запуски</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Светлая или тёмная тема</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>Заблокировать окно</translation>
    </message>
    <message>
        <source>New invoice</source>
        <translation>Новый счёт</translation>
    </message>
    <message>
        <source>New training</source>
        <translation>Новое обучение</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Операторы</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Платежи</translation>
    </message>
    <message>
        <source>People and money</source>
        <translation>Люди и деньги</translation>
    </message>
    <message>
        <source>Price lists</source>
        <translation>Прайс-листы</translation>
    </message>
    <message>
        <source>Read everything again</source>
        <translation>Перечитать всё</translation>
    </message>
    <message>
        <source>Reconciliation</source>
        <translation>Сверка</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Искать везде</translation>
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
        <source>Subscriptions</source>
        <translation>Подписки</translation>
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
    <name>MassForm</name>
    <message>
        <source>Above your limit: it begins when a second person has agreed.</source>
        <translation>Больше вашего лимита: выдача начнётся, когда согласится второй сотрудник.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Клиенты</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Дней</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n customer(s), {stars}</source>
        <translation>
            <numerusform>Выдать: %n клиент, {stars}</numerusform>
            <numerusform>Выдать: %n клиента, {stars}</numerusform>
            <numerusform>Выдать: %n клиентов, {stars}</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty: none</source>
        <translation>Пусто: без звёзд</translation>
    </message>
    <message>
        <source>Empty: the plan’s own length</source>
        <translation>Пусто: обычный срок тарифа</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Из файла…</translation>
    </message>
    <message>
        <source>Get it</source>
        <translation>Получат</translation>
    </message>
    <message>
        <source>Give many a plan</source>
        <translation>Выдать тариф многим</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Выдано</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщений</translation>
    </message>
    <message>
        <source>Nothing is given before you have seen the preview and pressed the last button.</source>
        <translation>Ничего не выдаётся, пока вы не посмотрите проверку и не нажмёте последнюю кнопку.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход выдачи</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Stars for each, ★</source>
        <translation>Каждому звёзд, ★</translation>
    </message>
    <message>
        <source>Stars in all</source>
        <translation>Всего звёзд</translation>
    </message>
    <message>
        <source>Still to do</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>Telegram ids, one a line</source>
        <translation>Telegram id, по одному в строке</translation>
    </message>
    <message>
        <source>Tell the customers</source>
        <translation>Сообщить клиентам</translation>
    </message>
</context>
<context>
    <name>MassRowsModel</name>
    <message>
        <source>Plan until</source>
        <translation>Тариф до</translation>
    </message>
    <message>
        <source>Telegram id</source>
        <translation>Telegram id</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Что будет</translation>
    </message>
    <message>
        <source>gets it</source>
        <translation>получит</translation>
    </message>
    <message>
        <source>left out: no such customer</source>
        <translation>пропуск: нет такого клиента</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
</context>
<context>
    <name>Memory</name>
    <message>
        <source>It has ended and its log is not saved yet. Replicate may delete it in {left}.</source>
        <translation>Обучение закончилось, а лог ещё не сохранён. Replicate может удалить его через {left}.</translation>
    </message>
    <message>
        <source>Not read for {time}. If it ended since, Replicate deletes its log in {left} at the earliest.</source>
        <translation>Не читали {time}. Если обучение с тех пор закончилось, Replicate удалит лог не раньше чем через {left}.</translation>
    </message>
    <message>
        <source>Not read for {time}. Replicate deletes log and output an hour after the end: they may be gone.</source>
        <translation>Не читали {time}. Replicate удаляет лог и результат через час после конца: их может уже не быть.</translation>
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
    <name>MoneyPane</name>
    <message>
        <source>Ask provider</source>
        <translation>Запросить статус</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Ответ клиенту</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Факты</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>История</translation>
    </message>
    <message>
        <source>The answer to “did my payment arrive?”, in the customer’s language</source>
        <translation>Ответ на вопрос «дошла ли моя оплата?» на языке клиента</translation>
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
        <source>The launch of {model} is kept.</source>
        <translation>Запуск {model} отложен.</translation>
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
    <name>OperatorActions</name>
    <message>
        <source>Switch off</source>
        <translation>Отключить</translation>
    </message>
    <message>
        <source>Switch {name} off?</source>
        <translation>Отключить: {name}?</translation>
    </message>
    <message>
        <source>The role of {name} is “{role}” now.</source>
        <translation>{name}: теперь роль «{role}».</translation>
    </message>
    <message>
        <source>They can neither sign in nor do anything more, also in a window that is open. What they did stays. You can switch them on again.</source>
        <translation>Войти и что-либо сделать больше нельзя, даже в уже открытом окне. Всё сделанное остаётся. Включить обратно можно в любой момент.</translation>
    </message>
    <message>
        <source>{name} can sign in now.</source>
        <translation>{name}: теперь можно входить.</translation>
    </message>
    <message>
        <source>{name} has another password now.</source>
        <translation>{name}: пароль заменён.</translation>
    </message>
    <message>
        <source>{name} is switched off.</source>
        <translation>{name}: доступ отключён.</translation>
    </message>
    <message>
        <source>{name} may work again.</source>
        <translation>{name}: доступ снова есть.</translation>
    </message>
    <message>
        <source>{old} is {new} now.</source>
        <translation>{old} теперь {new}.</translation>
    </message>
</context>
<context>
    <name>OperatorForms</name>
    <message>
        <source>Add operator</source>
        <translation>Добавить оператора</translation>
    </message>
    <message>
        <source>Change role</source>
        <translation>Сменить роль</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>Earlier deeds keep the name they were done under.</source>
        <translation>В прежних записях остаётся имя, под которым они сделаны.</translation>
    </message>
    <message>
        <source>First password</source>
        <translation>Первый пароль</translation>
    </message>
    <message>
        <source>From now on everybody signs in before anything is shown, and the window locks when nobody is there.</source>
        <translation>С этого момента все входят по паролю, до входа ничего не видно, а без присмотра окно блокируется.</translation>
    </message>
    <message>
        <source>It counts at once, also in an open window.</source>
        <translation>Действует сразу, даже в открытом окне.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>New operator</source>
        <translation>Новый оператор</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Новый пароль</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Password now</source>
        <translation>Нынешний пароль</translation>
    </message>
    <message>
        <source>Password of {name}</source>
        <translation>Пароль: {name}</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Переименовать</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>Переименовать: {name}</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>Role of {name}</source>
        <translation>Роль: {name}</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>Задать пароль</translation>
    </message>
    <message>
        <source>Stands in the log beside every deed.</source>
        <translation>Стоит в журнале у каждого действия.</translation>
    </message>
    <message>
        <source>Tell it to them yourself; the one before no longer opens anything.</source>
        <translation>Сообщите его лично; прежний больше ничего не открывает.</translation>
    </message>
    <message>
        <source>Tell them the first password yourself; they can change it in Settings.</source>
        <translation>Сообщите первый пароль лично; сменить его можно в Настройках.</translation>
    </message>
    <message>
        <source>The old one no longer opens anything.</source>
        <translation>Старый пароль больше ничего не откроет.</translation>
    </message>
    <message>
        <source>This needs to be {name} and nobody else. It counts for five minutes.</source>
        <translation>Здесь должен быть именно {name} и никто другой. Подтверждение действует пять минут.</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Ваш пароль</translation>
    </message>
    <message>
        <source>Your password once more</source>
        <translation>Ваш пароль ещё раз</translation>
    </message>
</context>
<context>
    <name>Operators</name>
    <message>
        <source>Last seen</source>
        <translation>Был(а) здесь</translation>
    </message>
    <message>
        <source>May work</source>
        <translation>Работает</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>No password</source>
        <translation>Нет пароля</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Отключён</translation>
    </message>
    <message>
        <source>you</source>
        <translation>это вы</translation>
    </message>
</context>
<context>
    <name>OperatorsPage</name>
    <message numerus="yes">
        <source>%n may work</source>
        <translation>
            <numerusform>%n с доступом</numerusform>
            <numerusform>%n с доступом</numerusform>
            <numerusform>%n с доступом</numerusform>
        </translation>
    </message>
    <message>
        <source>About</source>
        <translation>Сведения</translation>
    </message>
    <message>
        <source>Add operator</source>
        <translation>Добавить оператора</translation>
    </message>
    <message>
        <source>Change my password</source>
        <translation>Сменить мой пароль</translation>
    </message>
    <message>
        <source>Copied: {label}</source>
        <translation>Скопировано: {label}</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Идентификатор</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Был(а) здесь</translation>
    </message>
    <message>
        <source>Nobody has a password yet, so the desk belongs to whoever sits at it. Set your own first; from then on everybody signs in and the window locks when nobody is there.</source>
        <translation>Паролей пока нет, и работать может любой, кто сел за стол. Сначала задайте свой; после этого все входят по паролю, а без присмотра окно блокируется.</translation>
    </message>
    <message>
        <source>Only an admin adds operators or changes them; your own password you change yourself.</source>
        <translation>Добавляет и меняет операторов только администратор; свой пароль меняете вы сами.</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Операторы</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Роль</translation>
    </message>
    <message>
        <source>Set my password</source>
        <translation>Задать мой пароль</translation>
    </message>
    <message>
        <source>Set your own password first</source>
        <translation>Сначала задайте пароль себе</translation>
    </message>
    <message>
        <source>Show what {name} did</source>
        <translation>Показать, что делал(а) {name}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Отключить</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Включить</translation>
    </message>
    <message>
        <source>Your role does not allow it</source>
        <translation>Ваша роль этого не позволяет</translation>
    </message>
    <message>
        <source>never</source>
        <translation>ни разу</translation>
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
        <source>Checking the database: {number} of {all}…</source>
        <translation>Проверяем базу: {number} из {all}…</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Done to many at once</source>
        <translation>Массовые операции</translation>
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
    <name>ParametersDiffModel</name>
    <message>
        <source>Parameter</source>
        <translation>Параметр</translation>
    </message>
</context>
<context>
    <name>PasswordFields</name>
    <message>
        <source>At least {least} characters; a few words do well.</source>
        <translation>Не короче {least} знаков; лучше всего несколько слов.</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Показать буквы</translation>
    </message>
</context>
<context>
    <name>PaymentActions</name>
    <message>
        <source>A refund is under way already.</source>
        <translation>Возврат уже идёт.</translation>
    </message>
    <message>
        <source>Ask and complete</source>
        <translation>Спросить и закрыть</translation>
    </message>
    <message>
        <source>Complete invoice {number}?</source>
        <translation>Закрыть счёт {number}?</translation>
    </message>
    <message>
        <source>Did {amount} go back?</source>
        <translation>Вернулись ли {amount}?</translation>
    </message>
    <message>
        <source>End this refund</source>
        <translation>Завершить возврат</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>It did not</source>
        <translation>Не вернулись</translation>
    </message>
    <message>
        <source>It is above your limit: nothing was done, and a second person is asked to approve it.</source>
        <translation>Это выше вашего лимита: ничего не сделано, подтвердить должен второй сотрудник.</translation>
    </message>
    <message>
        <source>It is not in quarantine.</source>
        <translation>Платёж не в карантине.</translation>
    </message>
    <message>
        <source>It stays with the refund and in the audit.</source>
        <translation>Останется в возврате и в журнале.</translation>
    </message>
    <message>
        <source>It was credited before; nothing changed.</source>
        <translation>Уже было зачислено раньше; ничего не изменилось.</translation>
    </message>
    <message>
        <source>It went back</source>
        <translation>Вернулись</translation>
    </message>
    <message>
        <source>Look it up in the provider’s cabinet: a guess here takes or leaves stars wrongly.</source>
        <translation>Посмотрите в кабинете платёжной системы: догадка здесь спишет или оставит звёзды зря.</translation>
    </message>
    <message>
        <source>Not paid yet.</source>
        <translation>Ещё не оплачен.</translation>
    </message>
    <message>
        <source>Nothing changed.</source>
        <translation>Ничего не изменилось.</translation>
    </message>
    <message>
        <source>Only money that was credited can be refunded here.</source>
        <translation>Здесь возвращают только зачисленные деньги.</translation>
    </message>
    <message>
        <source>Paid; it was credited before.</source>
        <translation>Оплачен; зачислено раньше.</translation>
    </message>
    <message>
        <source>Provider on invoice {number}: {words} {detail}</source>
        <translation>Счёт {number}, ответ системы: {words} {detail}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Отклонить</translation>
    </message>
    <message>
        <source>Reject this payment?</source>
        <translation>Отклонить платёж?</translation>
    </message>
    <message>
        <source>The answer is on the clipboard, with the provider’s status.</source>
        <translation>Ответ со статусом платёжной системы — в буфере обмена.</translation>
    </message>
    <message>
        <source>The payment failed.</source>
        <translation>Оплата не прошла.</translation>
    </message>
    <message>
        <source>The payment was rejected.</source>
        <translation>Платёж отклонён.</translation>
    </message>
    <message>
        <source>The provider closed the invoice; nothing came.</source>
        <translation>Платёжная система закрыла счёт; деньги не пришли.</translation>
    </message>
    <message>
        <source>The provider does not know.</source>
        <translation>Платёжная система не знает.</translation>
    </message>
    <message>
        <source>The provider does not say that it was paid; the invoice stays pending.</source>
        <translation>Платёжная система не подтверждает оплату; счёт остаётся ожидающим.</translation>
    </message>
    <message>
        <source>The provider is asked first: only if it says that the money came, it is credited.</source>
        <translation>Сначала спросим платёжную систему: зачислим, только если она подтвердит деньги.</translation>
    </message>
    <message>
        <source>The provider refused to give {amount} back.</source>
        <translation>Платёжная система отказалась вернуть {amount}.</translation>
    </message>
    <message>
        <source>The provider says that the money went back.</source>
        <translation>Платёжная система сообщает, что деньги вернулись.</translation>
    </message>
    <message>
        <source>The time ran out unpaid.</source>
        <translation>Срок вышел, оплаты не было.</translation>
    </message>
    <message>
        <source>What did you see?</source>
        <translation>Что вы увидели?</translation>
    </message>
    <message>
        <source>Whether {amount} went back is not known yet; the provider is asked until it is.</source>
        <translation>Вернулись ли {amount}, пока неизвестно; система опрашивается, пока не ответит.</translation>
    </message>
    <message>
        <source>Your role may not decide quarantine.</source>
        <translation>Ваша роль не может решать судьбу карантина.</translation>
    </message>
    <message>
        <source>Your role may not refund money.</source>
        <translation>Ваша роль не может возвращать деньги.</translation>
    </message>
    <message>
        <source>{amount} stays where it is: nothing is credited and nothing goes back through this program.</source>
        <translation>{amount} остаются где есть: ничего не зачисляется и не возвращается через программу.</translation>
    </message>
    <message>
        <source>{amount} was asked back; the provider works on it.</source>
        <translation>Возврат {amount} запрошен; платёжная система им занята.</translation>
    </message>
    <message>
        <source>{amount} was credited: {stars}.</source>
        <translation>{amount} зачислены: {stars}.</translation>
    </message>
    <message>
        <source>{amount} went back.</source>
        <translation>{amount} возвращены.</translation>
    </message>
    <message>
        <source>{amount} went into quarantine: {why}.</source>
        <translation>{amount} в карантине: {why}.</translation>
    </message>
    <message>
        <source>{provider} gives nothing back by itself; return it there and record it here.</source>
        <translation>{provider} сама не возвращает деньги; верните их там и отметьте здесь.</translation>
    </message>
</context>
<context>
    <name>PaymentFacts</name>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Asked next</source>
        <translation>Спросим</translation>
    </message>
    <message>
        <source>Balance now</source>
        <translation>Баланс сейчас</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменён</translation>
    </message>
    <message>
        <source>Completed by hand</source>
        <translation>Закрыт вручную</translation>
    </message>
    <message>
        <source>Credited</source>
        <translation>Зачислено</translation>
    </message>
    <message>
        <source>Credited without a notice</source>
        <translation>Зачислено без уведомления</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Debt</source>
        <translation>Долг</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Решение</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Срок вышел</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Не прошло</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>Комиссия</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>Номера</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Invoice asks for</source>
        <translation>По счёту</translation>
    </message>
    <message>
        <source>Invoice made</source>
        <translation>Счёт создан</translation>
    </message>
    <message>
        <source>Link sent to the customer</source>
        <translation>Ссылка отправлена клиенту</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Создан</translation>
    </message>
    <message>
        <source>Message to the customer: {state}</source>
        <translation>Сообщение клиенту: {state}</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Деньги</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Следующая попытка</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Our id</source>
        <translation>Наш номер</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Оплачено</translation>
    </message>
    <message>
        <source>Payable until</source>
        <translation>Оплатить до</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>Плательщик</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Платежи</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Plan closed</source>
        <translation>Тариф закрыт</translation>
    </message>
    <message>
        <source>Price list</source>
        <translation>Прайс-лист</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>Promo code</source>
        <translation>Промокод</translation>
    </message>
    <message>
        <source>Provider says</source>
        <translation>Ответ системы</translation>
    </message>
    <message>
        <source>Provider’s id</source>
        <translation>Номер в системе</translation>
    </message>
    <message>
        <source>Put into quarantine</source>
        <translation>Отправлено в карантин</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Recurring key</source>
        <translation>Ключ продления</translation>
    </message>
    <message>
        <source>Refund asked for</source>
        <translation>Запрошен возврат</translation>
    </message>
    <message>
        <source>Refund confirmed</source>
        <translation>Возврат подтверждён</translation>
    </message>
    <message>
        <source>Refund id</source>
        <translation>Номер возврата</translation>
    </message>
    <message>
        <source>Refund key</source>
        <translation>Ключ возврата</translation>
    </message>
    <message>
        <source>Refund refused</source>
        <translation>В возврате отказано</translation>
    </message>
    <message>
        <source>Refund, {when}</source>
        <translation>Возврат, {when}</translation>
    </message>
    <message>
        <source>Refund: outcome not known</source>
        <translation>Возврат: итог неизвестен</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонено</translation>
    </message>
    <message>
        <source>Renews by itself</source>
        <translation>Автопродление</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Stars taken back</source>
        <translation>Списано звёзд</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Условия</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Told again with other facts</source>
        <translation>Пришло снова с другими данными</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Перевод</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Вердикт</translation>
    </message>
    <message>
        <source>Went back</source>
        <translation>Возвращено</translation>
    </message>
    <message>
        <source>What it did</source>
        <translation>Что сделано</translation>
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
        <source>by {actor}</source>
        <translation>{actor}</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>не отправлено</translation>
    </message>
    <message>
        <source>forgiven</source>
        <translation>прощён</translation>
    </message>
    <message>
        <source>is being sent</source>
        <translation>отправляется</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>nobody knows who</source>
        <translation>неизвестно кто</translation>
    </message>
    <message>
        <source>none credited</source>
        <translation>не зачислены</translation>
    </message>
    <message>
        <source>open</source>
        <translation>открыт</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>погашен</translation>
    </message>
    <message>
        <source>perhaps sent</source>
        <translation>возможно, отправлено</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>отправлено</translation>
    </message>
    <message>
        <source>test</source>
        <translation>тест</translation>
    </message>
    <message>
        <source>undeliverable</source>
        <translation>не доставить</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>{amount} credited</source>
        <translation>{amount} зачислено</translation>
    </message>
    <message>
        <source>{amount} if credited</source>
        <translation>{amount}, если зачислить</translation>
    </message>
    <message numerus="yes">
        <source>{plan}, %n day(s)</source>
        <translation>
            <numerusform>{plan}, %n день</numerusform>
            <numerusform>{plan}, %n дня</numerusform>
            <numerusform>{plan}, %n дней</numerusform>
        </translation>
    </message>
    <message>
        <source>{plan}, closed</source>
        <translation>{plan}, закрыт</translation>
    </message>
    <message>
        <source>{plan}, without end</source>
        <translation>{plan}, без срока</translation>
    </message>
</context>
<context>
    <name>PaymentLook</name>
    <message>
        <source>provider’s id</source>
        <translation>номер в системе</translation>
    </message>
</context>
<context>
    <name>PaymentPane</name>
    <message>
        <source>Credit…</source>
        <translation>Зачислить…</translation>
    </message>
    <message>
        <source>End unknown refund…</source>
        <translation>Завершить возврат…</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>No notice is kept for this payment: it was polled or entered by hand.</source>
        <translation>Уведомления по этому платежу нет: он найден опросом или введён вручную.</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Вернуть…</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Отклонить…</translation>
    </message>
    <message>
        <source>Returned by hand…</source>
        <translation>Возвращено вручную…</translation>
    </message>
    <message>
        <source>Send back…</source>
        <translation>Вернуть…</translation>
    </message>
    <message>
        <source>The event as it came</source>
        <translation>Событие, как оно пришло</translation>
    </message>
</context>
<context>
    <name>PaymentWords</name>
    <message>
        <source>A test payment; this house takes none. Reject it: no real money came.</source>
        <translation>Тестовый платёж, а тесты здесь не принимаются. Отклоните: настоящих денег нет.</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Запрошен</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>Банковский перевод</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Вручную</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменён</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Подтверждён</translation>
    </message>
    <message>
        <source>Credited</source>
        <translation>Зачислен</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Просрочен</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Не прошёл</translation>
    </message>
    <message>
        <source>It came after the invoice was over. Credit it on the invoice’s terms or send it back.</source>
        <translation>Пришёл, когда счёт уже закрылся. Зачислите на условиях счёта или верните.</translation>
    </message>
    <message>
        <source>It came through another bot than the invoice. Check, then credit or send back.</source>
        <translation>Пришёл через другого бота, чем счёт. Проверьте, затем зачислите или верните.</translation>
    </message>
    <message>
        <source>It is in another currency than the invoice. Credit another product or send it back.</source>
        <translation>Валюта не та, что в счёте. Зачислите другой товар или верните.</translation>
    </message>
    <message>
        <source>It matched its invoice and was credited by itself.</source>
        <translation>Совпал со счётом и зачислен автоматически.</translation>
    </message>
    <message>
        <source>It names no invoice of ours. Credit it on the terms of one made for it, or send it back.</source>
        <translation>Наш счёт в нём не назван. Зачислите на условиях нового счёта или верните.</translation>
    </message>
    <message>
        <source>Less came than the invoice asks for. Credit it all the same, or send it back.</source>
        <translation>Пришло меньше, чем в счёте. Зачислите всё равно или верните.</translation>
    </message>
    <message>
        <source>More came than the invoice asks for. Credit the product, or send it back.</source>
        <translation>Пришло больше, чем в счёте. Зачислите товар или верните.</translation>
    </message>
    <message>
        <source>NeuroBlogger</source>
        <translation>НейроБлогер</translation>
    </message>
    <message>
        <source>NeuroPhoto</source>
        <translation>НейроФото</translation>
    </message>
    <message>
        <source>NeuroTester</source>
        <translation>НейроТестер</translation>
    </message>
    <message>
        <source>NeuroVideo</source>
        <translation>НейроВидео</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Оплачен</translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <translation>Возврат части</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Ожидает</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Карантин</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Возвращён</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Отказано</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонён</translation>
    </message>
    <message>
        <source>Somebody else than the invoice’s customer paid. Ask both before crediting.</source>
        <translation>Заплатил не тот, кому выставлен счёт. Спросите обоих, прежде чем зачислять.</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>The invoice was made for another provider. Check who paid, then credit or send back.</source>
        <translation>Счёт выставлен для другой системы. Проверьте, кто платил, затем зачислите или верните.</translation>
    </message>
    <message>
        <source>The invoice was paid before. Sending this payment back is the usual answer.</source>
        <translation>Счёт уже оплачен. Обычно такой платёж возвращают.</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>another bot</source>
        <translation>другой бот</translation>
    </message>
    <message>
        <source>another provider</source>
        <translation>другая система</translation>
    </message>
    <message>
        <source>as asked</source>
        <translation>совпал</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>other currency</source>
        <translation>другая валюта</translation>
    </message>
    <message>
        <source>paid twice</source>
        <translation>оплачен дважды</translation>
    </message>
    <message>
        <source>somebody else paid</source>
        <translation>платил другой</translation>
    </message>
    <message>
        <source>test money</source>
        <translation>тестовые деньги</translation>
    </message>
    <message>
        <source>test plan</source>
        <translation>тестовый тариф</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>поздно</translation>
    </message>
    <message>
        <source>too little</source>
        <translation>мало</translation>
    </message>
    <message>
        <source>too much</source>
        <translation>много</translation>
    </message>
    <message>
        <source>unknown invoice</source>
        <translation>неизвестный счёт</translation>
    </message>
</context>
<context>
    <name>PaymentsModel</name>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>Даёт</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>No customer is known for this money.</source>
        <translation>Чьи это деньги, неизвестно.</translation>
    </message>
    <message>
        <source>Nothing was credited</source>
        <translation>Ничего не зачислено</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Система</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Telegram id {id}, bot {bot}</source>
        <translation>Telegram id {id}, бот {bot}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Вердикт</translation>
    </message>
    <message>
        <source>fee {amount}</source>
        <translation>комиссия {amount}</translation>
    </message>
    <message>
        <source>nobody knows yet</source>
        <translation>пока неизвестно</translation>
    </message>
    <message>
        <source>test: never revenue</source>
        <translation>тест: в выручку не входит</translation>
    </message>
    <message>
        <source>{amount} went back</source>
        <translation>возвращено {amount}</translation>
    </message>
    <message>
        <source>{amount} were credited</source>
        <translation>зачислено {amount}</translation>
    </message>
    <message>
        <source>{amount} would be credited on the invoice’s terms</source>
        <translation>на условиях счёта было бы {amount}</translation>
    </message>
    <message>
        <source>{verdict} · test</source>
        <translation>{verdict} · тест</translation>
    </message>
</context>
<context>
    <name>PaymentsPage</name>
    <message numerus="yes">
        <source>%n in quarantine</source>
        <translation>
            <numerusform>%n в карантине</numerusform>
            <numerusform>%n в карантине</numerusform>
            <numerusform>%n в карантине</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n payment(s)</source>
        <translation>
            <numerusform>%n платёж</numerusform>
            <numerusform>%n платежа</numerusform>
            <numerusform>%n платежей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refund(s) under way</source>
        <translation>
            <numerusform>%n возврат идёт</numerusform>
            <numerusform>%n возврата идут</numerusform>
            <numerusform>%n возвратов идут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refund(s) unknown</source>
        <translation>
            <numerusform>%n возврат неизвестен</numerusform>
            <numerusform>%n возврата неизвестны</numerusform>
            <numerusform>%n возвратов неизвестны</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Any verdict</source>
        <translation>Все вердикты</translation>
    </message>
    <message>
        <source>Credit money that the provider’s books show and no notice brought</source>
        <translation>Зачислить деньги, которые видны в кабинете системы, но уведомления о них не было</translation>
    </message>
    <message>
        <source>Credit without notice</source>
        <translation>Без уведомления</translation>
    </message>
    <message>
        <source>Credited</source>
        <translation>Зачислены</translation>
    </message>
    <message>
        <source>Find: invoice, charge id, customer, @name, amount</source>
        <translation>Найти: счёт, номер оплаты, клиент, @имя, сумма</translation>
    </message>
    <message>
        <source>No payment matches the filter.</source>
        <translation>Под фильтр не подходит ни один платёж.</translation>
    </message>
    <message>
        <source>No payment yet.</source>
        <translation>Платежей пока нет.</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Платежи</translation>
    </message>
    <message>
        <source>Quarantine</source>
        <translation>Карантин</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>С возвратом</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Отклонены</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Вердикт</translation>
    </message>
    <message>
        <source>went back: {sums}</source>
        <translation>возвращено: {sums}</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} из {all}</translation>
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
    <name>PlanActions</name>
    <message>
        <source>A code of stars or of a plan; a discount goes into an invoice.</source>
        <translation>Промокод на звёзды или тариф; скидку указывают в счёте.</translation>
    </message>
    <message>
        <source>A list of Telegram ids</source>
        <translation>Список Telegram id</translation>
    </message>
    <message>
        <source>A pause ends; a cancellation at the end is taken back.</source>
        <translation>Пауза закончится; отмена в конце срока будет снята.</translation>
    </message>
    <message>
        <source>Above your limit: it waits for a second person.</source>
        <translation>Больше вашего лимита: ждёт согласия второго сотрудника.</translation>
    </message>
    <message>
        <source>Access stays until {until}; {waiting} that wait are given up.</source>
        <translation>Доступ остаётся до {until}; в очереди пропадает: {waiting}.</translation>
    </message>
    <message>
        <source>Cancel at the end?</source>
        <translation>Отменить в конце срока?</translation>
    </message>
    <message>
        <source>Cancel everything now?</source>
        <translation>Отменить всё сейчас?</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Промокод</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Given to {done} of {total}.</source>
        <translation>Выдано: {done} из {total}.</translation>
    </message>
    <message>
        <source>No plan runs.</source>
        <translation>Тариф не действует.</translation>
    </message>
    <message>
        <source>No time runs and there is no access until it is resumed.</source>
        <translation>Время не идёт, доступа нет, пока тариф не возобновят.</translation>
    </message>
    <message>
        <source>No way to pay is kept that we could charge.</source>
        <translation>Нет сохранённого способа оплаты, с которого можно списать.</translation>
    </message>
    <message>
        <source>Nothing follows the plan of {name}.</source>
        <translation>{name}: после этого тарифа ничего не начнётся.</translation>
    </message>
    <message>
        <source>Pause the plan?</source>
        <translation>Поставить тариф на паузу?</translation>
    </message>
    <message>
        <source>Renew another plan next time</source>
        <translation>Продлить другим тарифом</translation>
    </message>
    <message>
        <source>Resume the plan?</source>
        <translation>Возобновить тариф?</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Отозвать</translation>
    </message>
    <message>
        <source>Revoke the period that runs?</source>
        <translation>Отозвать текущий период?</translation>
    </message>
    <message>
        <source>Switch automatic renewal off?</source>
        <translation>Выключить автопродление?</translation>
    </message>
    <message>
        <source>Switch automatic renewal on?</source>
        <translation>Включить автопродление?</translation>
    </message>
    <message>
        <source>The next renewal of {name} is another plan.</source>
        <translation>{name}: в следующий раз продлится другой тариф.</translation>
    </message>
    <message>
        <source>The period of {name} was revoked.</source>
        <translation>{name}: период отозван.</translation>
    </message>
    <message>
        <source>The plan is neither paused nor cancelled.</source>
        <translation>Тариф не приостановлен и не отменён.</translation>
    </message>
    <message>
        <source>The plan of {name} is not renewed by itself.</source>
        <translation>{name}: автопродление выключено.</translation>
    </message>
    <message>
        <source>The plan of {name} is paused.</source>
        <translation>{name}: тариф на паузе.</translation>
    </message>
    <message>
        <source>The plan of {name} is renewed by itself.</source>
        <translation>{name}: автопродление включено.</translation>
    </message>
    <message>
        <source>The plan of {name} runs again.</source>
        <translation>{name}: тариф снова действует.</translation>
    </message>
    <message>
        <source>The plan that runs stays to its end.</source>
        <translation>Текущий тариф действует до конца.</translation>
    </message>
    <message>
        <source>The run waits for a second person.</source>
        <translation>Выдача ждёт согласия второго сотрудника.</translation>
    </message>
    <message>
        <source>Use a promo code</source>
        <translation>Применить промокод</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Применить</translation>
    </message>
    <message>
        <source>Your role may not change plans.</source>
        <translation>Ваша роль не позволяет менять тарифы.</translation>
    </message>
    <message>
        <source>the file cannot be read as text</source>
        <translation>файл не читается как текст</translation>
    </message>
    <message>
        <source>the file is too large</source>
        <translation>файл слишком большой</translation>
    </message>
    <message>
        <source>{name} has no plan any more.</source>
        <translation>{name}: тарифа больше нет.</translation>
    </message>
    <message>
        <source>{name} was given it.</source>
        <translation>{name}: выдано.</translation>
    </message>
    <message>
        <source>{plan} ends now; what waits begins at once. No star moves.</source>
        <translation>{plan} закончится сейчас, следующий начнётся сразу. Звёзды не меняются.</translation>
    </message>
    <message>
        <source>{provider} charges by itself: the customer has to end it there as well.</source>
        <translation>{provider} списывает сам: клиенту нужно отключить подписку и там.</translation>
    </message>
    <message>
        <source>{provider} is charged an hour before the plan ends.</source>
        <translation>{provider}: списание за час до конца тарифа.</translation>
    </message>
    <message>
        <source>{provider} is not charged any more.</source>
        <translation>Списаний через {provider} больше не будет.</translation>
    </message>
</context>
<context>
    <name>PlanBar</name>
    <message>
        <source>Plans over time</source>
        <translation>Тарифы во времени</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>без срока</translation>
    </message>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>{plan}, {state}: {since} to {until}</source>
        <translation>{plan}, {state}: с {since} по {until}</translation>
    </message>
</context>
<context>
    <name>PlanFacts</name>
    <message>
        <source>Automatic renewal</source>
        <translation>Автопродление</translation>
    </message>
    <message>
        <source>Charge {attempt} for the renewal: {state}</source>
        <translation>Списание {attempt} за продление: {state}</translation>
    </message>
    <message>
        <source>Codes used</source>
        <translation>Промокоды</translation>
    </message>
    <message>
        <source>May use now</source>
        <translation>Доступно сейчас</translation>
    </message>
    <message>
        <source>Next charge</source>
        <translation>Следующее списание</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Платёжная система</translation>
    </message>
    <message>
        <source>Renews</source>
        <translation>Продлевает</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>Проблема</translation>
    </message>
    <message>
        <source>closed {moment} by {by}: {reason}</source>
        <translation>закрыт {moment} ({by}: {reason})</translation>
    </message>
    <message>
        <source>invoice {number}</source>
        <translation>счёт {number}</translation>
    </message>
    <message>
        <source>no; no way to pay is kept</source>
        <translation>нет; способ оплаты не сохранён</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выключено</translation>
    </message>
    <message>
        <source>on</source>
        <translation>включено</translation>
    </message>
    <message>
        <source>{plan}, {days}, {kind}</source>
        <translation>{plan}, {days}, {kind}</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>As</source>
        <translation>Как</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Дней</translation>
    </message>
    <message>
        <source>Empty: none</source>
        <translation>Пусто: без звёзд</translation>
    </message>
    <message>
        <source>Empty: the plan’s own length</source>
        <translation>Пусто: обычный срок тарифа</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>Выдать</translation>
    </message>
    <message>
        <source>Give a plan</source>
        <translation>Выдать тариф</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Stars with it, ★</source>
        <translation>Вместе с ним звёзды, ★</translation>
    </message>
    <message>
        <source>Stays with the period and in the audit.</source>
        <translation>Останется у периода и в журнале.</translation>
    </message>
    <message>
        <source>Tell the customer</source>
        <translation>Сообщить клиенту</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Станет</translation>
    </message>
    <message>
        <source>{name} pays nothing and is told the reason.</source>
        <translation>Для клиента {name} это бесплатно.</translation>
    </message>
    <message>
        <source>{plan} until {moment}</source>
        <translation>{plan} до {moment}</translation>
    </message>
</context>
<context>
    <name>PlanLook</name>
    <message>
        <source>{id} is on the clipboard.</source>
        <translation>{id} скопирован.</translation>
    </message>
</context>
<context>
    <name>PlanPane</name>
    <message>
        <source>Cancel at the end…</source>
        <translation>Отменить в конце срока…</translation>
    </message>
    <message>
        <source>Cancel everything now…</source>
        <translation>Отменить всё сейчас…</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>Give a plan…</source>
        <translation>Выдать тариф…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>Поставить на паузу…</translation>
    </message>
    <message>
        <source>Renew another plan next time…</source>
        <translation>Продлить другим тарифом…</translation>
    </message>
    <message>
        <source>Renew…</source>
        <translation>Продлить…</translation>
    </message>
    <message>
        <source>Resume…</source>
        <translation>Возобновить…</translation>
    </message>
    <message>
        <source>Revoke the period that runs…</source>
        <translation>Отозвать текущий период…</translation>
    </message>
    <message>
        <source>Switch automatic renewal off…</source>
        <translation>Выключить автопродление…</translation>
    </message>
    <message>
        <source>Switch automatic renewal on…</source>
        <translation>Включить автопродление…</translation>
    </message>
    <message>
        <source>Use a promo code…</source>
        <translation>Применить промокод…</translation>
    </message>
</context>
<context>
    <name>PlanSegments</name>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>До</translation>
    </message>
    <message>
        <source>no end known</source>
        <translation>срок не задан</translation>
    </message>
</context>
<context>
    <name>PlanWords</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform>%n дней</numerusform>
        </translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Действует</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Cancelled on {since} by {by}: nothing follows after {until}.</source>
        <translation>Отменён {since} ({by}): после {until} ничего не начнётся.</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Закончился</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>Заканчиваются</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>Не проходит</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Не удалось</translation>
    </message>
    <message>
        <source>Grace</source>
        <translation>Льготные дни</translation>
    </message>
    <message>
        <source>It was renewed in grace, so it goes on from the old end, {since}.</source>
        <translation>Продлён в льготные дни, поэтому отсчёт идёт от прежнего конца, {since}.</translation>
    </message>
    <message>
        <source>May use nothing now: no plan gives access.</source>
        <translation>Сейчас ничего не доступно: тариф не действует.</translation>
    </message>
    <message>
        <source>May use nothing now: there are no stars.</source>
        <translation>Сейчас ничего не доступно: нет звёзд.</translation>
    </message>
    <message>
        <source>May use now: {functions}.</source>
        <translation>Сейчас доступно: {functions}.</translation>
    </message>
    <message>
        <source>No plan</source>
        <translation>Нет тарифа</translation>
    </message>
    <message>
        <source>No plan was ever bought or given. Stars alone are no plan.</source>
        <translation>Тариф не покупали и не выдавали. Сами по себе звёзды — не тариф.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Paused since {since} by {by}: {reason}. No time runs and there is no access.</source>
        <translation>На паузе с {since} ({by}: {reason}). Время не идёт, доступа нет.</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>В очереди</translation>
    </message>
    <message>
        <source>Renewal fails</source>
        <translation>Не продлеваются</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>a gift</source>
        <translation>подарок</translation>
    </message>
    <message>
        <source>about to be made</source>
        <translation>готовится</translation>
    </message>
    <message>
        <source>accepted, money awaited</source>
        <translation>принято, ждём деньги</translation>
    </message>
    <message>
        <source>bought</source>
        <translation>покупка</translation>
    </message>
    <message>
        <source>course</source>
        <translation>курс</translation>
    </message>
    <message>
        <source>given by hand</source>
        <translation>выдан вручную</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>без срока</translation>
    </message>
    <message>
        <source>no: no active plan</source>
        <translation>нет: тариф не действует</translation>
    </message>
    <message>
        <source>no: no stars</source>
        <translation>нет: нет звёзд</translation>
    </message>
    <message>
        <source>no: paused</source>
        <translation>нет: пауза</translation>
    </message>
    <message>
        <source>no: the plan does not give it</source>
        <translation>нет: не входит в тариф</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>отправлено</translation>
    </message>
    <message>
        <source>outcome unknown, being asked</source>
        <translation>исход неизвестен, выясняем</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>оплачено</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>фото</translation>
    </message>
    <message>
        <source>promo code</source>
        <translation>промокод</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>отказ</translation>
    </message>
    <message>
        <source>renewed</source>
        <translation>продление</translation>
    </message>
    <message>
        <source>video</source>
        <translation>видео</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>голос</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>yes, in grace</source>
        <translation>да, льготные дни</translation>
    </message>
    <message>
        <source>{plan} has run since {since} and has no end.</source>
        <translation>{plan} действует с {since}, срока нет.</translation>
    </message>
    <message>
        <source>{plan} has run since {since} and runs until {until}.</source>
        <translation>{plan} действует с {since} до {until}.</translation>
    </message>
    <message>
        <source>{plan} has {left} left and goes on when the pause ends.</source>
        <translation>{plan}: осталось {left}, продолжится после паузы.</translation>
    </message>
    <message>
        <source>{plan} ran out on {since}.</source>
        <translation>{plan} закончился {since}.</translation>
    </message>
    <message>
        <source>{plan} ran out on {since}. Access stays until {until}; a renewal loses no day.</source>
        <translation>{plan} закончился {since}. Доступ остаётся до {until}; при продлении ни один день не пропадёт.</translation>
    </message>
    <message>
        <source>{plan} waits with {left} left for the better plan to end.</source>
        <translation>{plan} ждёт конца более высокого тарифа, осталось {left}.</translation>
    </message>
    <message>
        <source>{plan} was closed on {since} by {by}: {reason}.</source>
        <translation>{plan} закрыт {since} ({by}: {reason}).</translation>
    </message>
    <message>
        <source>{plan} with {left} follows on {since}.</source>
        <translation>{plan} ({left}) начнётся {since}.</translation>
    </message>
    <message>
        <source>{plan} without an end waits for the better plan.</source>
        <translation>{plan} без срока ждёт, пока действует более высокий тариф.</translation>
    </message>
    <message>
        <source>{plan}, {state} until {day}</source>
        <translation>{plan}, {state} до {day}</translation>
    </message>
</context>
<context>
    <name>PlansModel</name>
    <message>
        <source>A higher rank includes what the lower ones give</source>
        <translation>Старший ранг включает всё, что дают младшие</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Дней</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>Даёт</translation>
    </message>
    <message>
        <source>Grace days</source>
        <translation>Льготных дней</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Ранг</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>без срока</translation>
    </message>
</context>
<context>
    <name>PriceActions</name>
    <message>
        <source>Import a price list</source>
        <translation>Загрузить прайс-лист</translation>
    </message>
    <message>
        <source>Price list {version} was added.</source>
        <translation>Прайс-лист {version} добавлен.</translation>
    </message>
    <message>
        <source>Save this price list</source>
        <translation>Сохранить прайс-лист</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Сохранено: {file}</translation>
    </message>
</context>
<context>
    <name>PriceListForm</name>
    <message>
        <source>Add a product</source>
        <translation>Добавить товар</translation>
    </message>
    <message>
        <source>Add this version</source>
        <translation>Добавить версию</translation>
    </message>
    <message>
        <source>Enter a day like 2026-12-31.</source>
        <translation>Введите день, например 2026-12-31.</translation>
    </message>
    <message>
        <source>Enter stars with at most two digits after the point.</source>
        <translation>Введите звёзды, не больше двух знаков после точки.</translation>
    </message>
    <message>
        <source>Enter whole numbers, for example 1000, 1500, 2000.</source>
        <translation>Введите целые числа, например 1000, 1500, 2000.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Ключ</translation>
    </message>
    <message>
        <source>Made from {version}, which stays as it is: invoices and trainings keep their list. What has no price in a currency is not sold in it.</source>
        <translation>Сделан из {version}, который не меняется: счета и обучения остаются при своём прайс-листе. Что не имеет цены в валюте, в ней не продаётся.</translation>
    </message>
    <message>
        <source>New price list</source>
        <translation>Новый прайс-лист</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Price of a step, ★</source>
        <translation>Цена шага, ★</translation>
    </message>
    <message>
        <source>Products and prices</source>
        <translation>Товары и цены</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Steps offered</source>
        <translation>Предлагаемые шаги</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>Убрать товар</translation>
    </message>
    <message>
        <source>Title, en</source>
        <translation>Название, en</translation>
    </message>
    <message>
        <source>Title, ru</source>
        <translation>Название, ru</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Действует с</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Why it changes; stays with the version.</source>
        <translation>Почему меняется; останется в версии.</translation>
    </message>
    <message>
        <source>“{text}” is no price in {currency}</source>
        <translation>«{text}» — не цена в {currency}</translation>
    </message>
</context>
<context>
    <name>PriceTables</name>
    <message>
        <source>Days of the plan</source>
        <translation>Дней тарифа</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>Действует</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Прошёл</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>Price of a step</source>
        <translation>Цена шага</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>Roubles for a dollar</source>
        <translation>Рублей за доллар</translation>
    </message>
    <message>
        <source>Stars given</source>
        <translation>Даёт звёзд</translation>
    </message>
    <message>
        <source>Steps offered</source>
        <translation>Предлагаемые шаги</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>Будущий</translation>
    </message>
</context>
<context>
    <name>PricesPage</name>
    <message>
        <source>A training step costs {price}; offered: {steps}.</source>
        <translation>Шаг обучения стоит {price}; предлагаются: {steps}.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Изменения</translation>
    </message>
    <message>
        <source>Changes ({count})</source>
        <translation>Изменения ({count})</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Загрузить…</translation>
    </message>
    <message>
        <source>In force from {since}. Put in by {actor}, {when}.</source>
        <translation>Действует с {since}. Внёс {actor}, {when}.</translation>
    </message>
    <message>
        <source>New version…</source>
        <translation>Новая версия…</translation>
    </message>
    <message>
        <source>Nothing differs from {version}.</source>
        <translation>Отличий от {version} нет.</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Тарифы</translation>
    </message>
    <message>
        <source>Price list {version}</source>
        <translation>Прайс-лист {version}</translation>
    </message>
    <message>
        <source>Price lists</source>
        <translation>Прайс-листы</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Товары</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Сохранить в файл…</translation>
    </message>
    <message>
        <source>This is the first list.</source>
        <translation>Это первый прайс-лист.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>Your role may not change prices.</source>
        <translation>Ваша роль не может менять цены.</translation>
    </message>
    <message>
        <source>invoices and trainings keep the list they were made by</source>
        <translation>счета и обучения остаются при своём прайс-листе</translation>
    </message>
</context>
<context>
    <name>ProductsModel</name>
    <message>
        <source>For</source>
        <translation>Для</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>gifts only</source>
        <translation>подарки</translation>
    </message>
    <message>
        <source>sale</source>
        <translation>продажа</translation>
    </message>
    <message>
        <source>tests</source>
        <translation>тесты</translation>
    </message>
</context>
<context>
    <name>PromoForm</name>
    <message>
        <source>1 to 99, taken off the price of an invoice</source>
        <translation>От 1 до 99, вычитается из суммы счёта</translation>
    </message>
    <message>
        <source>3 to 32 Latin letters, digits, “-” or “_”</source>
        <translation>От 3 до 32 латинских букв, цифр, «-» или «_»</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Промокод</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Дней</translation>
    </message>
    <message>
        <source>Empty: no limit. Each customer uses it once.</source>
        <translation>Пусто: без ограничения. Каждый клиент — один раз.</translation>
    </message>
    <message>
        <source>Empty: the plan alone</source>
        <translation>Пусто: только тариф</translation>
    </message>
    <message>
        <source>Empty: the plan’s own length</source>
        <translation>Пусто: обычный срок тарифа</translation>
    </message>
    <message>
        <source>Empty: until it is switched off</source>
        <translation>Пусто: пока не выключат</translation>
    </message>
    <message>
        <source>Enter a whole number.</source>
        <translation>Введите целое число.</translation>
    </message>
    <message>
        <source>For</source>
        <translation>На что</translation>
    </message>
    <message>
        <source>For new customers only</source>
        <translation>Только для новых клиентов</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>Что даёт</translation>
    </message>
    <message>
        <source>Make the code</source>
        <translation>Создать промокод</translation>
    </message>
    <message>
        <source>New promo code</source>
        <translation>Новый промокод</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Per cent off</source>
        <translation>Скидка, %</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Stars, ★</source>
        <translation>Звёзды, ★</translation>
    </message>
    <message>
        <source>Uses in all</source>
        <translation>Сколько раз всего</translation>
    </message>
    <message>
        <source>Valid for, days</source>
        <translation>Действует, дней</translation>
    </message>
    <message>
        <source>What it gives stays as it is; the code itself can be switched off any time.</source>
        <translation>То, что он даёт, потом не изменить; выключить промокод можно в любой момент.</translation>
    </message>
    <message>
        <source>a plan</source>
        <translation>тариф</translation>
    </message>
    <message>
        <source>everything on sale</source>
        <translation>на всё</translation>
    </message>
    <message>
        <source>per cent off</source>
        <translation>скидку</translation>
    </message>
    <message>
        <source>stars</source>
        <translation>звёзды</translation>
    </message>
</context>
<context>
    <name>PromoUsesModel</name>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>For</source>
        <translation>На что</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>invoice {number}</source>
        <translation>счёт {number}</translation>
    </message>
    <message>
        <source>invoice {number}, unpaid</source>
        <translation>счёт {number}, не оплачен</translation>
    </message>
</context>
<context>
    <name>PromoView</name>
    <message>
        <source>New code</source>
        <translation>Новый промокод</translation>
    </message>
    <message>
        <source>Nobody has used it yet.</source>
        <translation>Его ещё никто не использовал.</translation>
    </message>
    <message>
        <source>Promo codes</source>
        <translation>Промокоды</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Выключить</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Включить</translation>
    </message>
    <message>
        <source>The code {code} is off.</source>
        <translation>Промокод {code} выключен.</translation>
    </message>
    <message>
        <source>The code {code} is on.</source>
        <translation>Промокод {code} включён.</translation>
    </message>
    <message>
        <source>The code {code} is ready.</source>
        <translation>Промокод {code} создан.</translation>
    </message>
    <message>
        <source>There are no promo codes yet.</source>
        <translation>Промокодов пока нет.</translation>
    </message>
    <message>
        <source>Who used the code</source>
        <translation>Кто использовал промокод</translation>
    </message>
    <message>
        <source>Who used {code}</source>
        <translation>Кто использовал {code}</translation>
    </message>
</context>
<context>
    <name>PromoWords</name>
    <message>
        <source>everything on sale</source>
        <translation>на всё</translation>
    </message>
    <message>
        <source>new customers only</source>
        <translation>только новым</translation>
    </message>
    <message>
        <source>{percent} % off {what}</source>
        <translation>скидка {percent} %: {what}</translation>
    </message>
</context>
<context>
    <name>PromosModel</name>
    <message>
        <source>Code</source>
        <translation>Промокод</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>Что даёт</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Выключен</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Включён</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Истёк</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Использован</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>Исчерпан</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Действует до</translation>
    </message>
</context>
<context>
    <name>ProviderActions</name>
    <message>
        <source>The keys of {provider} are kept.</source>
        <translation>Ключи {provider} сохранены.</translation>
    </message>
    <message>
        <source>The keys work: {whose}</source>
        <translation>Ключи работают: {whose}</translation>
    </message>
</context>
<context>
    <name>ProviderKeys</name>
    <message>
        <source>Entered; from {source}</source>
        <translation>Введено; источник: {source}</translation>
    </message>
    <message>
        <source>Kept in this machine’s keyring, never as plain text. What is left empty stays as it is.</source>
        <translation>Хранится в связке ключей этого компьютера, никогда не открытым текстом. Пустое поле ничего не меняет.</translation>
    </message>
    <message>
        <source>Keys of {provider}</source>
        <translation>Ключи: {provider}</translation>
    </message>
    <message>
        <source>Not entered yet</source>
        <translation>Ещё не введено</translation>
    </message>
    <message>
        <source>Save and check</source>
        <translation>Сохранить и проверить</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Показать буквы</translation>
    </message>
    <message>
        <source>The default</source>
        <translation>По умолчанию</translation>
    </message>
    <message>
        <source>{label} (not required)</source>
        <translation>{label} (не обязательно)</translation>
    </message>
</context>
<context>
    <name>Providers</name>
    <message>
        <source>API key of the endpoint</source>
        <translation>API-ключ узла</translation>
    </message>
    <message>
        <source>API token</source>
        <translation>API-токен</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Расчётный счёт</translation>
    </message>
    <message>
        <source>Address after paying</source>
        <translation>Адрес возврата после оплаты</translation>
    </message>
    <message>
        <source>Assets taken for other currencies</source>
        <translation>Чем можно платить по счетам в других валютах</translation>
    </message>
    <message>
        <source>BIC of the bank</source>
        <translation>БИК банка</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Банк</translation>
    </message>
    <message>
        <source>Bank transfer</source>
        <translation>Банковский перевод</translation>
    </message>
    <message>
        <source>Bots that take stars (names, separated by commas)</source>
        <translation>Боты, принимающие звёзды (имена через запятую)</translation>
    </message>
    <message>
        <source>Contract of USDT</source>
        <translation>Контракт USDT</translation>
    </message>
    <message>
        <source>E-mail for receipts</source>
        <translation>E-mail для чеков</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Узел</translation>
    </message>
    <message>
        <source>Hash of the signatures</source>
        <translation>Алгоритм хеша подписи</translation>
    </message>
    <message>
        <source>Instructions in English</source>
        <translation>Инструкция на английском</translation>
    </message>
    <message>
        <source>Instructions in Russian</source>
        <translation>Инструкция на русском</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Сеть</translation>
    </message>
    <message>
        <source>Notices from known addresses only</source>
        <translation>Уведомления только с известных адресов</translation>
    </message>
    <message>
        <source>Our address</source>
        <translation>Наш адрес</translation>
    </message>
    <message>
        <source>Password 1</source>
        <translation>Пароль 1</translation>
    </message>
    <message>
        <source>Password 1 for tests</source>
        <translation>Пароль 1 для тестов</translation>
    </message>
    <message>
        <source>Password 2</source>
        <translation>Пароль 2</translation>
    </message>
    <message>
        <source>Password 2 for tests</source>
        <translation>Пароль 2 для тестов</translation>
    </message>
    <message>
        <source>Password 3 (for refunds)</source>
        <translation>Пароль 3 (для возвратов)</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Получатель</translation>
    </message>
    <message>
        <source>Second endpoint</source>
        <translation>Запасной узел</translation>
    </message>
    <message>
        <source>Secret key</source>
        <translation>Секретный ключ</translation>
    </message>
    <message>
        <source>Secret token of the webhook</source>
        <translation>Секретный токен вебхука</translation>
    </message>
    <message>
        <source>Shop ID</source>
        <translation>ID магазина</translation>
    </message>
    <message>
        <source>Shop login</source>
        <translation>Идентификатор магазина</translation>
    </message>
    <message>
        <source>Signature of refunds</source>
        <translation>Подпись возвратов</translation>
    </message>
    <message>
        <source>Signing secret of the webhook</source>
        <translation>Секрет подписи вебхука</translation>
    </message>
    <message>
        <source>Tax of receipts</source>
        <translation>Ставка НДС в чеке</translation>
    </message>
    <message>
        <source>Tax system code of receipts</source>
        <translation>Код системы налогообложения в чеках</translation>
    </message>
    <message>
        <source>Tax system of receipts</source>
        <translation>Система налогообложения в чеке</translation>
    </message>
    <message>
        <source>Tolerance, TON</source>
        <translation>Допустимая переплата, TON</translation>
    </message>
    <message>
        <source>Tolerance, USDT</source>
        <translation>Допустимая переплата, USDT</translation>
    </message>
    <message>
        <source>VAT code of receipts</source>
        <translation>Код НДС в чеках</translation>
    </message>
</context>
<context>
    <name>ProvidersCard</name>
    <message>
        <source>Payment providers</source>
        <translation>Платёжные системы</translation>
    </message>
    <message>
        <source>Test mode: test payments are credited, links are made for tests.</source>
        <translation>Тестовый режим: тестовые платежи зачисляются, ссылки создаются для тестов.</translation>
    </message>
</context>
<context>
    <name>ReconciliationActions</name>
    <message numerus="yes">
        <source>%n difference(s) done.</source>
        <translation>
            <numerusform>%n расхождение исправлено.</numerusform>
            <numerusform>%n расхождения исправлены.</numerusform>
            <numerusform>%n расхождений исправлены.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) stay open.</source>
        <translation>
            <numerusform>%n расхождение осталось открытым.</numerusform>
            <numerusform>%n расхождения остались открытыми.</numerusform>
            <numerusform>%n расхождений остались открытыми.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s) are carried out.</source>
        <translation>
            <numerusform>Будет выполнено %n предложение.</numerusform>
            <numerusform>Будут выполнены %n предложения.</numerusform>
            <numerusform>Будет выполнено %n предложений.</numerusform>
        </translation>
    </message>
    <message>
        <source>Do the picked ones?</source>
        <translation>Выполнить выбранные?</translation>
    </message>
    <message>
        <source>Do them</source>
        <translation>Выполнить</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Пропустить</translation>
    </message>
    <message>
        <source>Ignore this difference?</source>
        <translation>Пропустить это расхождение?</translation>
    </message>
    <message>
        <source>It waits for a second person, on the page Approvals.</source>
        <translation>Ждёт второго сотрудника на странице «Одобрения».</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>Отметить сделанным</translation>
    </message>
    <message>
        <source>Nothing is changed. The same difference is not shown as open again.</source>
        <translation>Ничего не изменится. То же расхождение больше не покажется открытым.</translation>
    </message>
    <message>
        <source>Put right elsewhere?</source>
        <translation>Исправлено иначе?</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Say what was done, for example a refund or a word with the provider.</source>
        <translation>Напишите, что сделано: например, возврат или разговор с платёжной системой.</translation>
    </message>
    <message>
        <source>Some could not be done</source>
        <translation>Не всё удалось</translation>
    </message>
    <message>
        <source>The difference is ignored.</source>
        <translation>Расхождение пропущено.</translation>
    </message>
    <message>
        <source>The difference is marked as done.</source>
        <translation>Расхождение отмечено сделанным.</translation>
    </message>
    <message>
        <source>What would this do?</source>
        <translation>Что произойдёт?</translation>
    </message>
    <message>
        <source>Your role may only look at reconciliation.</source>
        <translation>Ваша роль позволяет только смотреть сверку.</translation>
    </message>
    <message>
        <source>{done} of {all} done</source>
        <translation>Сделано {done} из {all}</translation>
    </message>
    <message>
        <source>{done} of {all} lines compared</source>
        <translation>Сверено {done} из {all} строк</translation>
    </message>
    <message>
        <source>{lines} lines compared: {state}.</source>
        <translation>Сверено строк: {lines}; {state}.</translation>
    </message>
</context>
<context>
    <name>ReconciliationPage</name>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>All kinds of difference</source>
        <translation>Все виды расхождений</translation>
    </message>
    <message>
        <source>Ask a provider, or drop its statement on this page</source>
        <translation>Запросите выписку или перетащите её файл на эту страницу</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сверить</translation>
    </message>
    <message>
        <source>Comparisons</source>
        <translation>Сверки</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Расхождения</translation>
    </message>
    <message numerus="yes">
        <source>Do the picked: %n</source>
        <translation>
            <numerusform>Выполнить выбранные: %n</numerusform>
            <numerusform>Выполнить выбранные: %n</numerusform>
            <numerusform>Выполнить выбранные: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Сделанные</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Пропущенные</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>No difference of this kind.</source>
        <translation>Таких расхождений нет.</translation>
    </message>
    <message>
        <source>No difference: both books say the same.</source>
        <translation>Расхождений нет: обе стороны говорят одно.</translation>
    </message>
    <message>
        <source>Nothing was compared yet.</source>
        <translation>Сверок ещё не было.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открытые</translation>
    </message>
    <message>
        <source>Pick a comparison, or make one.</source>
        <translation>Выберите сверку или сделайте новую.</translation>
    </message>
    <message>
        <source>Pick several lines with Shift or Ctrl; what is proposed is done for each</source>
        <translation>Выберите несколько строк с Shift или Ctrl; для каждой выполнится предложенное</translation>
    </message>
    <message>
        <source>Reconciliation</source>
        <translation>Сверка</translation>
    </message>
    <message>
        <source>{matched} of {all} lines agree</source>
        <translation>сходится {matched} из {all} строк</translation>
    </message>
</context>
<context>
    <name>RefundForm</name>
    <message>
        <source>&amp;All that is left</source>
        <translation>&amp;Всё, что осталось</translation>
    </message>
    <message>
        <source>A &amp;part</source>
        <translation>&amp;Часть</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>At most {left}</source>
        <translation>Не больше {left}</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Баланс</translation>
    </message>
    <message>
        <source>Debt</source>
        <translation>Долг</translation>
    </message>
    <message>
        <source>For money that was given back outside: in the provider’s cabinet, by bank, in cash. Nothing is asked of {provider}.</source>
        <translation>Для денег, возвращённых вне программы: в кабинете, через банк, наличными. {provider} ни о чём не спрашивается.</translation>
    </message>
    <message>
        <source>Only the whole payment can go back here.</source>
        <translation>Здесь вернуть можно только весь платёж.</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Оплачено</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Record it</source>
        <translation>Записать</translation>
    </message>
    <message>
        <source>Record money returned</source>
        <translation>Записать возврат</translation>
    </message>
    <message>
        <source>Record {amount}</source>
        <translation>Записать {amount}</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Refund money</source>
        <translation>Вернуть деньги</translation>
    </message>
    <message>
        <source>Refund {amount}</source>
        <translation>Вернуть {amount}</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Stars taken back</source>
        <translation>Спишется звёзд</translation>
    </message>
    <message>
        <source>Stays with the payment and in the audit.</source>
        <translation>Останется в платеже и в журнале.</translation>
    </message>
    <message>
        <source>Went back before</source>
        <translation>Возвращено раньше</translation>
    </message>
    <message>
        <source>none: nothing was credited</source>
        <translation>нет: ничего не зачислено</translation>
    </message>
    <message>
        <source>{amount} are spent already and become a debt</source>
        <translation>{amount} уже потрачены и станут долгом</translation>
    </message>
    <message>
        <source>{plan} is closed</source>
        <translation>{plan} закрывается</translation>
    </message>
    <message>
        <source>{plan} stays: only a whole refund closes it</source>
        <translation>{plan} остаётся: его закрывает только полный возврат</translation>
    </message>
    <message>
        <source>{provider} gives back whole payments only. Stars and plan go once it has confirmed.</source>
        <translation>{provider} возвращает только целые платежи. Звёзды и тариф снимутся после подтверждения.</translation>
    </message>
    <message>
        <source>{provider} gives it back, whole or in part. Stars and plan go once it has confirmed.</source>
        <translation>{provider} вернёт деньги целиком или частью. Звёзды и тариф снимутся после подтверждения.</translation>
    </message>
</context>
<context>
    <name>RepairActions</name>
    <message>
        <source>Id at Replicate</source>
        <translation>Id в Replicate</translation>
    </message>
    <message>
        <source>Link {model} by its id</source>
        <translation>Связать {model} по id</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Посмотреть</translation>
    </message>
    <message>
        <source>The customer’s balance stays as it is.</source>
        <translation>Баланс клиента не изменится.</translation>
    </message>
    <message>
        <source>The customer’s balance: {before} → {after}.</source>
        <translation>Баланс клиента: {before} → {after}.</translation>
    </message>
    <message>
        <source>The id stands in the address of the training’s page at Replicate. It is joined only if it was sent with the photos of this training.</source>
        <translation>Id есть в адресе страницы обучения на Replicate. Связь появится, только если оно отправлено с фотографиями этого обучения.</translation>
    </message>
    <message>
        <source>The training then is: {status}.</source>
        <translation>Статус тренировки станет: {status}.</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>Вашей роли это не разрешено.</translation>
    </message>
    <message>
        <source>{model} was adopted.</source>
        <translation>{model}: оформлено на клиента.</translation>
    </message>
    <message>
        <source>{model} was put right.</source>
        <translation>{model}: исправлено.</translation>
    </message>
    <message>
        <source>{model}: {status} at Replicate.</source>
        <translation>{model}: в Replicate — {status}.</translation>
    </message>
    <message>
        <source>{verb}: {model}?</source>
        <translation>{verb}: {model}?</translation>
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
        <source>Token doctor…</source>
        <translation>Диагностика токена…</translation>
    </message>
    <message>
        <source>Token in use</source>
        <translation>Действующий токен</translation>
    </message>
</context>
<context>
    <name>RetryForm</name>
    <message numerus="yes">
        <source>%n other photo(s)</source>
        <translation>
            <numerusform>%n другая фотография</numerusform>
            <numerusform>%n другие фотографии</numerusform>
            <numerusform>%n других фотографий</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s), as before</source>
        <translation>
            <numerusform>%n фотография, как раньше</numerusform>
            <numerusform>%n фотографии, как раньше</numerusform>
            <numerusform>%n фотографий, как раньше</numerusform>
        </translation>
    </message>
    <message>
        <source>Balance {before} → {after}; they come back if it fails again.</source>
        <translation>Баланс {before} → {after}; при новом сбое звёзды вернутся.</translation>
    </message>
    <message>
        <source>Change something</source>
        <translation>Что-то изменить</translation>
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
        <source>Other photos…</source>
        <translation>Другие фотографии…</translation>
    </message>
    <message>
        <source>Price list {version} is in force now; as many steps as before cost as before.</source>
        <translation>Сейчас действует прайс {version}; за то же число шагов цена прежняя.</translation>
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
        <source>The gate is shut: nothing is sent to Replicate now.</source>
        <translation>Отправка закрыта: в Replicate сейчас ничего не уходит.</translation>
    </message>
    <message>
        <source>The last try ran otherwise than asked for: {changes}.</source>
        <translation>Прошлая попытка шла не так, как заказано: {changes}.</translation>
    </message>
    <message>
        <source>The trainer has another newest version: {version}…</source>
        <translation>У тренера вышла другая версия: {version}…</translation>
    </message>
    <message>
        <source>The {price} of the last try were given back; charging holds them again.</source>
        <translation>{price} за прошлую попытку вернулись клиенту; платный повтор удержит их снова.</translation>
    </message>
    <message>
        <source>Use the newest version</source>
        <translation>Взять новейшую версию</translation>
    </message>
    <message>
        <source>Your role does not allow it: ask a senior colleague.</source>
        <translation>С вашей ролью нельзя: обратитесь к старшему коллеге.</translation>
    </message>
</context>
<context>
    <name>RetryLine</name>
    <message>
        <source>Do not retry it by itself</source>
        <translation>Не повторять автоматически</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Не надо</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Retried by itself as soon as Replicate can be reached</source>
        <translation>Повторится само, как только Replicate ответит</translation>
    </message>
    <message>
        <source>Retried by itself in {time}</source>
        <translation>Повторится само через {time}</translation>
    </message>
    <message>
        <source>Retry it now</source>
        <translation>Повторить сейчас</translation>
    </message>
</context>
<context>
    <name>RevenueLine</name>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Всё время</translation>
    </message>
    <message>
        <source>Real money only: tests and gifts are left out</source>
        <translation>Только настоящие деньги: без тестов и подарков</translation>
    </message>
    <message>
        <source>Revenue</source>
        <translation>Выручка</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>пока ничего</translation>
    </message>
</context>
<context>
    <name>ReverseForm</name>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Reversal of “{word}” of {moment}: {reason}</source>
        <translation>Отмена «{word}» от {moment}: {reason}</translation>
    </message>
    <message>
        <source>Reverse this transfer?</source>
        <translation>Отменить эту проводку?</translation>
    </message>
    <message>
        <source>Reverse {amount}</source>
        <translation>Отменить {amount}</translation>
    </message>
    <message>
        <source>Stays in the ledger and goes to the customer.</source>
        <translation>Останется в истории и уйдёт клиенту.</translation>
    </message>
    <message>
        <source>{word}, {amount}, {moment}, by {actor}. The contrary transfer is added and both stay.</source>
        <translation>{word}, {amount}, {moment}, {actor}. Добавится обратная проводка, останутся обе.</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Comparison</source>
        <translation>Сверка</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>Счёт {number}</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Платёж</translation>
    </message>
    <message>
        <source>Telegram id {what}</source>
        <translation>Telegram ID {what}</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Обучение</translation>
    </message>
    <message>
        <source>Understood as: {meanings}</source>
        <translation>Понято как: {meanings}</translation>
    </message>
    <message>
        <source>a provider’s id {what}</source>
        <translation>номер у провайдера {what}</translation>
    </message>
    <message>
        <source>amount {amount} in any currency</source>
        <translation>сумма {amount} в любой валюте</translation>
    </message>
    <message>
        <source>invoice {what}</source>
        <translation>счёт {what}</translation>
    </message>
    <message>
        <source>name “{what}”</source>
        <translation>имя «{what}»</translation>
    </message>
    <message>
        <source>training {what}</source>
        <translation>обучение {what}</translation>
    </message>
    <message>
        <source>username @{what}</source>
        <translation>@{what}</translation>
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
    <name>SearchPalette</name>
    <message>
        <source>For example: @annabelova · #1001 · 1110 RUB · 25.11 · shop:1001</source>
        <translation>Например: @annabelova · #1001 · 1110 RUB · 25.11 · shop:1001</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Name, @username, Telegram id, invoice, charge id, training id, amount, date</source>
        <translation>Имя, @имя, Telegram ID, счёт, номер платежа или обучения, сумма, дата</translation>
    </message>
    <message>
        <source>Nothing is found for “{text}”.</source>
        <translation>По запросу «{text}» ничего не найдено.</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Искать везде</translation>
    </message>
    <message>
        <source>Words of different kinds narrow each other: “@anna 1110 RUB”.</source>
        <translation>Слова разного рода уточняют друг друга: «@anna 1110 RUB».</translation>
    </message>
</context>
<context>
    <name>SessionActions</name>
    <message>
        <source>Your password is set.</source>
        <translation>Пароль задан.</translation>
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
        <source>%n running training(s) not read for over an hour: Replicate may have deleted logs.</source>
        <translation>
            <numerusform>%n обучение не читается больше часа: Replicate мог удалить его лог.</numerusform>
            <numerusform>%n обучения не читаются больше часа: Replicate мог удалить логи.</numerusform>
            <numerusform>%n обучений не читаются больше часа: Replicate мог удалить логи.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running training(s) not read. If one has ended, Replicate may delete its log in {left}.</source>
        <translation>
            <numerusform>%n обучение не читается. Если оно закончилось, Replicate может удалить лог через {left}.</numerusform>
            <numerusform>%n обучения не читаются. Если какое-то закончилось, Replicate может удалить лог через {left}.</numerusform>
            <numerusform>%n обучений не читаются. Если какое-то закончилось, Replicate может удалить лог через {left}.</numerusform>
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
        <source>Bulk: {done} of {total}</source>
        <translation>Массово: {done} из {total}</translation>
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
        <source>Replicate is broken: next try at {time}</source>
        <translation>Replicate сбоит: повтор в {time}</translation>
    </message>
    <message>
        <source>Replicate is broken: trying again</source>
        <translation>Replicate сбоит: пробуем снова</translation>
    </message>
    <message>
        <source>Replicate was not reached since {moment}, for {time}. What runs there goes on; this window shows it as it was.</source>
        <translation>Связи с Replicate нет с {moment}, уже {time}. Начатое там продолжается; окно показывает прежнее состояние.</translation>
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
        <source>Show the bulk runs</source>
        <translation>Показать массовые операции</translation>
    </message>
    <message>
        <source>Slowed by Replicate until {time}</source>
        <translation>Replicate просит подождать до {time}</translation>
    </message>
    <message>
        <source>The audit log is not the one that was here before: its copy outside the database knows rows that are missing. Check the log on the page “Audit”.</source>
        <translation>Журнал не тот, что был здесь раньше: внешняя копия помнит строки, которых больше нет. Проверьте его на странице «Журнал».</translation>
    </message>
    <message>
        <source>The audit log is written without a seal: its key cannot be read. It must be 64 hexadecimal characters. Tampering goes unseen.</source>
        <translation>Журнал пишется без печати: ключ не читается. Нужны 64 шестнадцатеричных знака. Подмену заметить нельзя.</translation>
    </message>
    <message>
        <source>The audit log is written without a seal: the key of this machine is not the one that sealed it. Put the right key in place and start again.</source>
        <translation>Журнал пишется без печати: ключ этой машины не тот, которым он скреплён. Верните нужный ключ и запустите программу снова.</translation>
    </message>
    <message>
        <source>The audit log is written without a seal: this machine has neither its key nor a keyring to keep one in. Tampering goes unseen. Set STATIONMASTER_AUDIT_KEY and start again.</source>
        <translation>Журнал пишется без печати: на этой машине нет ни ключа, ни связки ключей для него. Подмену заметить нельзя. Задайте STATIONMASTER_AUDIT_KEY и запустите программу снова.</translation>
    </message>
    <message numerus="yes">
        <source>This database is older than what Replicate shows: %n training(s) sent from here are not in it. Adopt them as stuck work.</source>
        <translation>
            <numerusform>База старше того, что есть на Replicate: в ней нет %n обучения, отправленного отсюда. Оформите его в «Застрявшем».</numerusform>
            <numerusform>База старше того, что есть на Replicate: в ней нет %n обучений, отправленных отсюда. Оформите их в «Застрявшем».</numerusform>
            <numerusform>База старше того, что есть на Replicate: в ней нет %n обучений, отправленных отсюда. Оформите их в «Застрявшем».</numerusform>
        </translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Повторить</translation>
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
        <source>Payments are in test mode: test money is credited. Never leave it on.</source>
        <translation>Платежи в тестовом режиме: тестовые деньги зачисляются. Не оставляйте его включённым.</translation>
    </message>
    <message>
        <source>Sandbox: nothing here reaches Replicate, a bank or a customer.</source>
        <translation>Песочница: ничто отсюда не доходит до Replicate, банка или клиента.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Token doctor…</source>
        <translation>Диагностика токена…</translation>
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
    <name>SignInCard</name>
    <message>
        <source>Change my password</source>
        <translation>Сменить мой пароль</translation>
    </message>
    <message>
        <source>Set a password</source>
        <translation>Задать пароль</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Whoever sits here works as {name}. With a password the window asks who you are, and locks after {minutes} min without a key or a click.</source>
        <translation>Любой, кто сел за стол, работает как {name}. С паролем окно спросит, кто вы, и заблокируется через {minutes} мин без клавиш и щелчков.</translation>
    </message>
    <message>
        <source>{name} signs in with a password. The window locks after {minutes} min without a key or a click.</source>
        <translation>{name} входит по паролю. Окно блокируется через {minutes} мин без клавиш и щелчков.</translation>
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
        <source>Replicate had deleted its log and output</source>
        <translation>Replicate уже удалил лог и результат</translation>
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
        <source>Will be retried by itself at {time}</source>
        <translation>Повторим автоматически в {time}</translation>
    </message>
    <message>
        <source>Will not be retried by itself</source>
        <translation>Автоповтора не будет</translation>
    </message>
    <message>
        <source>automatic retry {number}</source>
        <translation>автоповтор {number}</translation>
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
        <source>what was read before is kept</source>
        <translation>прочитанное раньше сохранено</translation>
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
    <name>Stuck</name>
    <message>
        <source>Adopt…</source>
        <translation>Оформить…</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>End the hold</source>
        <translation>Закрыть заморозку</translation>
    </message>
    <message>
        <source>Ended at Replicate only</source>
        <translation>Закончилось только в Replicate</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Уже</translation>
    </message>
    <message>
        <source>It carries the photos of a training here that does not know it. Linking joins the two.</source>
        <translation>Она отправлена с фотографиями здешней тренировки, которая о ней не знает. Привязка соединит их.</translation>
    </message>
    <message>
        <source>It ended at Replicate and is still open here. Reading it again takes the end over.</source>
        <translation>В Replicate она закончилась, а здесь ещё открыта. Перечитайте — и конец попадёт сюда.</translation>
    </message>
    <message>
        <source>It runs longer than nearly all like it. Reading it again shows how it stands at Replicate.</source>
        <translation>Идёт дольше почти всех похожих. Перечитайте — увидите, что с ней в Replicate.</translation>
    </message>
    <message>
        <source>It runs under our account and was not begun here. Adopting makes it a customer’s, at no price.</source>
        <translation>Она идёт под нашим аккаунтом, но запущена не здесь. Её можно оформить на клиента бесплатно.</translation>
    </message>
    <message>
        <source>It was sent from here, and this database is older: it was put back from a copy. Adopting makes it a customer’s again, at no price; nothing is sent a second time.</source>
        <translation>Отправлена отсюда, а эта база старше: её восстановили из копии. Оформление снова отдаст тренировку клиенту, бесплатно; второй раз ничего не отправится.</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Привязать</translation>
    </message>
    <message>
        <source>Longest usual</source>
        <translation>Обычный предел</translation>
    </message>
    <message>
        <source>Lost send found</source>
        <translation>Нашлась потерянная отправка</translation>
    </message>
    <message>
        <source>Made elsewhere</source>
        <translation>Создано не здесь</translation>
    </message>
    <message>
        <source>No running training ends this hold. It ends as its training did; without one the stars go back.</source>
        <translation>Эту заморозку не завершит ни одна идущая тренировка. Она закроется так, как закончилась её тренировка, а если тренировки нет — звёзды вернутся.</translation>
    </message>
    <message>
        <source>Not in this database</source>
        <translation>Нет в этой базе</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Исход неизвестен</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Перечитать</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Звёзды</translation>
    </message>
    <message>
        <source>Stars held for nothing</source>
        <translation>Звёзды держатся зря</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Статус</translation>
    </message>
    <message>
        <source>Takes too long</source>
        <translation>Идёт слишком долго</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Тренировка</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Что не так</translation>
    </message>
    <message>
        <source>Whether Replicate took it is not known yet. Looking now reads Replicate’s list for its photos.</source>
        <translation>Пока неизвестно, принял ли её Replicate. Поиск пройдёт по списку Replicate и узнает её по фотографиям.</translation>
    </message>
</context>
<context>
    <name>StuckPage</name>
    <message numerus="yes">
        <source>%n stuck</source>
        <translation>
            <numerusform>%n застряла</numerusform>
            <numerusform>%n застряли</numerusform>
            <numerusform>%n застряло</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Назад</translation>
    </message>
    <message>
        <source>&amp;Look at Replicate</source>
        <translation>&amp;Сверить с Replicate</translation>
    </message>
    <message>
        <source>Link by &amp;id…</source>
        <translation>Связать по &amp;id…</translation>
    </message>
    <message>
        <source>Nothing is stuck.</source>
        <translation>Ничего не застряло.</translation>
    </message>
    <message>
        <source>Read Replicate’s list for what is not known here</source>
        <translation>Прочитать список Replicate и найти то, чего здесь не знают</translation>
    </message>
    <message>
        <source>Show the &amp;training</source>
        <translation>Показать &amp;тренировку</translation>
    </message>
    <message>
        <source>Stuck work</source>
        <translation>Застрявшее</translation>
    </message>
</context>
<context>
    <name>SubscriptionsModel</name>
    <message>
        <source>Bot</source>
        <translation>Бот</translation>
    </message>
    <message>
        <source>Cancelled: nothing follows when it ends</source>
        <translation>Отменён: когда закончится, ничего не начнётся</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Renewal</source>
        <translation>Автопродление</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Telegram id {id}</source>
        <translation>Telegram id {id}</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Затем</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>До</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>отменён</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>без срока</translation>
    </message>
</context>
<context>
    <name>SubscriptionsPage</name>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n действует</numerusform>
            <numerusform>%n действуют</numerusform>
            <numerusform>%n действуют</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ending</source>
        <translation>
            <numerusform>%n заканчивается</numerusform>
            <numerusform>%n заканчиваются</numerusform>
            <numerusform>%n заканчиваются</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in grace</source>
        <translation>
            <numerusform>%n в льготных днях</numerusform>
            <numerusform>%n в льготных днях</numerusform>
            <numerusform>%n в льготных днях</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n renewal(s) fail</source>
        <translation>
            <numerusform>%n не продлевается</numerusform>
            <numerusform>%n не продлеваются</numerusform>
            <numerusform>%n не продлеваются</numerusform>
        </translation>
    </message>
    <message>
        <source>Any plan</source>
        <translation>Любой тариф</translation>
    </message>
    <message>
        <source>Find by name, @username or Telegram id</source>
        <translation>Имя, @username или Telegram id</translation>
    </message>
    <message>
        <source>Give many…</source>
        <translation>Выдать многим…</translation>
    </message>
    <message>
        <source>No plan matches the filter.</source>
        <translation>По фильтру ничего не найдено.</translation>
    </message>
    <message>
        <source>Nobody has, or had, a plan yet.</source>
        <translation>Тарифов пока ни у кого не было.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Тариф</translation>
    </message>
    <message>
        <source>Plan time for the rows picked, the filter, or a list</source>
        <translation>Тариф для выбранных строк, фильтра или списка</translation>
    </message>
    <message>
        <source>Plans</source>
        <translation>Тарифы</translation>
    </message>
    <message>
        <source>Plans or promo codes</source>
        <translation>Тарифы или промокоды</translation>
    </message>
    <message>
        <source>Promo codes</source>
        <translation>Промокоды</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Subscriptions</source>
        <translation>Подписки</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Aborted</source>
        <translation>Прервано</translation>
    </message>
    <message>
        <source>Also money back, reversals, quarantine, plans, reconciliation, and agreeing to others’ deeds.</source>
        <translation>Ещё возвраты денег, отмены, карантин, тарифы, сверка и согласие на чужие действия.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>Compensation</source>
        <translation>Компенсация</translation>
    </message>
    <message>
        <source>Daily work: customers, trainings, messages, invoices, and balances within small limits.</source>
        <translation>Ежедневная работа: клиенты, обучения, сообщения, счета и правка баланса в малых пределах.</translation>
    </message>
    <message>
        <source>Deduction</source>
        <translation>Списание</translation>
    </message>
    <message>
        <source>Everything: also operators, tokens and keys, prices, and deeds past the limits, on the record.</source>
        <translation>Всё: ещё операторы, токены и ключи, цены и действия сверх пределов под запись.</translation>
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
        <source>Plan bought</source>
        <translation>Покупка тарифа</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Возврат</translation>
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
        <source>Sees everything and changes nothing: the auditor, who may take the audit log along.</source>
        <translation>Видит всё и ничего не меняет: аудитор, может выгрузить журнал.</translation>
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
    <name>TickedRows</name>
    <message>
        <source>not ticked</source>
        <translation>не отмечено</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>отмечено</translation>
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
        <source>it is a key of another service</source>
        <translation>это ключ другого сервиса</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>он пуст</translation>
    </message>
    <message>
        <source>it is not as long as Replicate’s tokens are</source>
        <translation>длина не такая, как у токенов Replicate</translation>
    </message>
    <message>
        <source>it stands in quotes</source>
        <translation>он в кавычках</translation>
    </message>
    <message>
        <source>two tokens were pasted as one</source>
        <translation>вставлены сразу два токена</translation>
    </message>
</context>
<context>
    <name>TokenDoctor</name>
    <message numerus="yes">
        <source>%n training(s) go on; {stars} are held for them.</source>
        <translation>
            <numerusform>%n обучение продолжается; на него удержано {stars}.</numerusform>
            <numerusform>%n обучения продолжаются; на них удержано {stars}.</numerusform>
            <numerusform>%n обучений продолжаются; на них удержано {stars}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) wait for a good token; {stars} are held for them. They go on by themselves.</source>
        <translation>
            <numerusform>%n обучение ждёт рабочего токена; на него удержано {stars}. Оно продолжится само.</numerusform>
            <numerusform>%n обучения ждут рабочего токена; на них удержано {stars}. Они продолжатся сами.</numerusform>
            <numerusform>%n обучений ждут рабочего токена; на них удержано {stars}. Они продолжатся сами.</numerusform>
        </translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Аккаунт</translation>
    </message>
    <message>
        <source>Another token</source>
        <translation>Другой токен</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Назначение</translation>
    </message>
    <message>
        <source>From replicate.com/account/api-tokens. Replicate is asked first; only a token it takes is kept, in this machine’s keyring.</source>
        <translation>Со страницы replicate.com/account/api-tokens. Сначала спросим Replicate; сохранится только принятый токен, в связке ключей этого компьютера.</translation>
    </message>
    <message>
        <source>It can be tried, but {problem}.</source>
        <translation>Попробовать можно, но {problem}.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Проверить ещё раз</translation>
    </message>
    <message>
        <source>Models cannot be made under {owner}: use a token of that account, or unset destination_owner.</source>
        <translation>Под именем {owner} модели создать нельзя: нужен токен этого аккаунта, или уберите destination_owner из настроек.</translation>
    </message>
    <message>
        <source>Neither the keyring nor REPLICATE_API_TOKEN, in the environment or in .env, holds one.</source>
        <translation>Его нет ни в связке ключей, ни в REPLICATE_API_TOKEN (окружение и .env).</translation>
    </message>
    <message>
        <source>No token</source>
        <translation>Токена нет</translation>
    </message>
    <message>
        <source>Only an admin may change the token.</source>
        <translation>Менять токен может только администратор.</translation>
    </message>
    <message>
        <source>Replicate accepts the token of {account}.</source>
        <translation>Replicate принимает токен аккаунта {account}.</translation>
    </message>
    <message>
        <source>Replicate is asked…</source>
        <translation>Спрашиваем Replicate…</translation>
    </message>
    <message>
        <source>Replicate takes this token: trainings can be started.</source>
        <translation>Replicate принимает токен: обучения можно запускать.</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Показать символы</translation>
    </message>
    <message>
        <source>The gate was shut until now. {reason} If that still holds, the next training shuts it.</source>
        <translation>До этой проверки шлюз был закрыт. {reason} Если причина осталась, следующее обучение снова его закроет.</translation>
    </message>
    <message>
        <source>This is not a token: {problem}.</source>
        <translation>Это не токен: {problem}.</translation>
    </message>
    <message>
        <source>Token doctor</source>
        <translation>Диагностика токена</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>Тренер</translation>
    </message>
    <message>
        <source>Try and save</source>
        <translation>Проверить и сохранить</translation>
    </message>
    <message>
        <source>What Replicate says</source>
        <translation>Ответ Replicate</translation>
    </message>
    <message>
        <source>Where Replicate’s token comes from, whose it is, what it may do, and how to replace it.</source>
        <translation>Откуда берётся токен Replicate, чей он, что ему можно и как его заменить.</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>используется</translation>
    </message>
    <message>
        <source>models are made under {owner}, the account of this token</source>
        <translation>модели создаются под именем {owner}, это аккаунт токена</translation>
    </message>
    <message>
        <source>models are to be made under {owner}, which is another account</source>
        <translation>модели должны создаваться под именем {owner}, а это другой аккаунт</translation>
    </message>
    <message>
        <source>not used: the one above comes first</source>
        <translation>не используется: важнее тот, что выше</translation>
    </message>
    <message>
        <source>organization</source>
        <translation>организация</translation>
    </message>
    <message>
        <source>quotes or spaces around it are left out</source>
        <translation>кавычки или пробелы вокруг него отброшены</translation>
    </message>
    <message>
        <source>the same token again</source>
        <translation>тот же самый токен</translation>
    </message>
    <message>
        <source>this token does not see the trainer</source>
        <translation>этот токен не видит тренера</translation>
    </message>
    <message>
        <source>user</source>
        <translation>личный</translation>
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
        <source>{model} is not retried by itself</source>
        <translation>{model}: автоматического повтора не будет</translation>
    </message>
    <message>
        <source>{model} is retried as soon as it can be sent</source>
        <translation>{model}: повторим, как только можно будет отправить</translation>
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
        <source>The attempt in full: compared, request and answer, answer pack</source>
        <translation>Попытка целиком: сравнение, запрос и ответ, ответ клиенту</translation>
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
        <source>To be known</source>
        <translation>Имейте в виду</translation>
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
    <name>UnboundForm</name>
    <message>
        <source>A pending invoice of the customer.</source>
        <translation>Ожидающий счёт клиента.</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Charge id, payment intent, document number: as its books show it.</source>
        <translation>Номер оплаты, payment intent, номер документа: как в кабинете системы.</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Зачислить</translation>
    </message>
    <message>
        <source>Credit money without a notice</source>
        <translation>Зачислить деньги без уведомления</translation>
    </message>
    <message>
        <source>Enter an amount with its currency, for example 500.00 RUB.</source>
        <translation>Введите сумму с валютой, например 500.00 RUB.</translation>
    </message>
    <message>
        <source>Enter the number of an invoice.</source>
        <translation>Введите номер счёта.</translation>
    </message>
    <message>
        <source>For example 500.00 RUB</source>
        <translation>Например, 500.00 RUB</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Look at the provider’s own books first. Bound to the provider’s id it counts once; the invoice says what it buys.</source>
        <translation>Сначала посмотрите в кабинете платёжной системы. Деньги привязываются к её номеру и засчитываются один раз; что куплено, говорит счёт.</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Платёжная система</translation>
    </message>
    <message>
        <source>Provider’s id of the payment</source>
        <translation>Номер платежа в системе</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>What you saw where.</source>
        <translation>Что и где вы увидели.</translation>
    </message>
</context>
<context>
    <name>VersionsModel</name>
    <message>
        <source>From</source>
        <translation>С</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
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
        <source>Keep the launch</source>
        <translation>Отложить запуск</translation>
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
        <source>Replicate cannot be reached now: the training waits here and is sent when it can be.</source>
        <translation>Replicate сейчас недоступен: обучение подождёт здесь и уйдёт, как только появится связь.</translation>
    </message>
    <message>
        <source>The launch is kept as it stands here; no star is held.</source>
        <translation>Запуск откладывается как есть, звёзды не удерживаются.</translation>
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
        <source>The price list is still being read.</source>
        <translation>Прайс-лист ещё читается.</translation>
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
        <source>When something can be sent again, it is offered above the page, at the price of then.</source>
        <translation>Когда Replicate снова будет доступен, запуск предложат над страницей — по цене на тот момент.</translation>
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
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Вернуть как было…</translation>
    </message>
</context>
<context>
    <name>_ProviderLine</name>
    <message>
        <source>Check</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Check {provider}</source>
        <translation>Проверить {provider}</translation>
    </message>
    <message>
        <source>Keys of {provider}</source>
        <translation>Ключи {provider}</translation>
    </message>
    <message>
        <source>Keys…</source>
        <translation>Ключи…</translation>
    </message>
    <message>
        <source>Needs no keys · {currencies}</source>
        <translation>Ключи не нужны · {currencies}</translation>
    </message>
    <message>
        <source>Not set up: {fields} missing</source>
        <translation>Не настроена: не хватает {fields}</translation>
    </message>
    <message>
        <source>Set up, from {source} · {currencies}</source>
        <translation>Настроена, источник: {source} · {currencies}</translation>
    </message>
</context>
</TS>
