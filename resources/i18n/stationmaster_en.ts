<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ApprovalsPage</name>
    <message numerus="yes">
        <source>%n wait(s) for a second person</source>
        <translation>
            <numerusform>%n waits for a second person</numerusform>
            <numerusform>%n wait for a second person</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are in {file}.</source>
        <translation>
            <numerusform>%n row is in {file}.</numerusform>
            <numerusform>%n rows are in {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BotActions</name>
    <message numerus="yes">
        <source>%n bot(s) cannot send: {names}</source>
        <translation>
            <numerusform>%n bot cannot send: {names}</numerusform>
            <numerusform>%n bots cannot send: {names}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Bots</name>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) wait</source>
        <translation>
            <numerusform>%n update waits</numerusform>
            <numerusform>%n updates wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait</source>
        <translation>
            <numerusform>%n waits</numerusform>
            <numerusform>%n wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BotsPage</name>
    <message numerus="yes">
        <source>%n bot(s)</source>
        <translation>
            <numerusform>%n bot</numerusform>
            <numerusform>%n bots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot send</source>
        <translation>
            <numerusform>%n cannot send</numerusform>
            <numerusform>%n cannot send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) will be sent again.</source>
        <translation>
            <numerusform>%n message will be sent again.</numerusform>
            <numerusform>%n messages will be sent again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Bulk</name>
    <message numerus="yes">
        <source>Assign %n failure group(s)</source>
        <translation>
            <numerusform>Assign %n failure group</numerusform>
            <numerusform>Assign %n failure groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n training(s)</source>
        <translation>
            <numerusform>Cancel %n training</numerusform>
            <numerusform>Cancel %n trainings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n cancellation(s), {stars}</source>
        <translation>
            <numerusform>Do it: %n cancellation, {stars}</numerusform>
            <numerusform>Do it: %n cancellations, {stars}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n message(s)</source>
        <translation>
            <numerusform>Do it: %n message</numerusform>
            <numerusform>Do it: %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n refund(s), {stars}</source>
        <translation>
            <numerusform>Do it: %n refund, {stars}</numerusform>
            <numerusform>Do it: %n refunds, {stars}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: %n retry(s), {stars}</source>
        <translation>
            <numerusform>Do it: %n retry, {stars}</numerusform>
            <numerusform>Do it: %n retries, {stars}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: assign %n group(s)</source>
        <translation>
            <numerusform>Do it: assign %n group</numerusform>
            <numerusform>Do it: assign %n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Do it: mark %n group(s)</source>
        <translation>
            <numerusform>Do it: mark %n group</numerusform>
            <numerusform>Do it: mark %n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give back the stars of %n training(s)</source>
        <translation>
            <numerusform>Give back the stars of %n training</numerusform>
            <numerusform>Give back the stars of %n trainings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n failure group(s) as fixed</source>
        <translation>
            <numerusform>Mark %n failure group as fixed</numerusform>
            <numerusform>Mark %n failure groups as fixed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n training(s)</source>
        <translation>
            <numerusform>Retry %n training</numerusform>
            <numerusform>Retry %n trainings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tell the customers of %n training(s)</source>
        <translation>
            <numerusform>Tell the customer of %n training</numerusform>
            <numerusform>Tell the customers of %n trainings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo in %n group(s)</source>
        <translation>
            <numerusform>Undo in %n group</numerusform>
            <numerusform>Undo in %n groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkDesk</name>
    <message numerus="yes">
        <source>%n picked</source>
        <translation>
            <numerusform>%n picked</numerusform>
            <numerusform>%n picked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n that match</source>
        <translation>
            <numerusform>All %n that match</numerusform>
            <numerusform>All %n that match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChainCard</name>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n fault</numerusform>
            <numerusform>%n faults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerHands</name>
    <message numerus="yes">
        <source>%n message(s) will be sent again.</source>
        <translation>
            <numerusform>%n message will be sent again.</numerusform>
            <numerusform>%n messages will be sent again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerHead</name>
    <message numerus="yes">
        <source>%n more in the queue</source>
        <translation>
            <numerusform>%n more in the queue</numerusform>
            <numerusform>%n more in the queue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomerStory</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CustomersPage</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message numerus="yes">
        <source>%n more character(s) needed</source>
        <translation>
            <numerusform>%n more character needed</numerusform>
            <numerusform>%n more characters needed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailureDesk</name>
    <message numerus="yes">
        <source>%n attempt(s) meant</source>
        <translation>
            <numerusform>%n attempt meant</numerusform>
            <numerusform>%n attempts meant</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticked</source>
        <translation>
            <numerusform>%n ticked</numerusform>
            <numerusform>%n ticked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n that match</source>
        <translation>
            <numerusform>All %n that match</numerusform>
            <numerusform>All %n that match</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailureGroupsModel</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailureWords</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailuresPage</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupTicks</name>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n shown</source>
        <translation>
            <numerusform>All %n shown</numerusform>
            <numerusform>All %n shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message numerus="yes">
        <source>%n stuck</source>
        <translation>
            <numerusform>%n stuck</numerusform>
            <numerusform>%n stuck</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked {time}: %n finding(s)</source>
        <translation>
            <numerusform>Checked {time}: %n finding</numerusform>
            <numerusform>Checked {time}: %n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxActions</name>
    <message numerus="yes">
        <source>%n refused notice(s) are off the work list.</source>
        <translation>
            <numerusform>%n refused notice is off the work list.</numerusform>
            <numerusform>%n refused notices are off the work list.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarm</numerusform>
            <numerusform>%n alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in quarantine</source>
        <translation>
            <numerusform>%n in quarantine</numerusform>
            <numerusform>%n in quarantine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxWords</name>
    <message numerus="yes">
        <source>%n notice(s) in a row refused</source>
        <translation>
            <numerusform>%n notice refused</numerusform>
            <numerusform>%n notices in a row refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InvoiceForm</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InvoicesPage</name>
    <message numerus="yes">
        <source>%n in quarantine</source>
        <translation>
            <numerusform>%n in quarantine</numerusform>
            <numerusform>%n in quarantine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invoice(s)</source>
        <translation>
            <numerusform>%n invoice</numerusform>
            <numerusform>%n invoices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pending</source>
        <translation>
            <numerusform>%n pending</numerusform>
            <numerusform>%n pending</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeptLaunches</name>
    <message numerus="yes">
        <source>%n could not be started and are still kept.</source>
        <translation>
            <numerusform>%n could not be started and is still kept.</numerusform>
            <numerusform>%n could not be started and are still kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n launch(es) wait until something can be sent to Replicate. No star is held for them.</source>
        <translation>
            <numerusform>%n launch waits until something can be sent to Replicate. No star is held for it.</numerusform>
            <numerusform>%n launches wait until something can be sent to Replicate. No star is held for them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n launch(es) were kept while nothing could be sent to Replicate. Now they can be started.</source>
        <translation>
            <numerusform>%n launch was kept while nothing could be sent to Replicate. Now it can be started.</numerusform>
            <numerusform>%n launches were kept while nothing could be sent to Replicate. Now they can be started.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) started.</source>
        <translation>
            <numerusform>%n training started.</numerusform>
            <numerusform>%n trainings started.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Throw away %n launch(es)?</source>
        <translation>
            <numerusform>Throw away %n launch?</numerusform>
            <numerusform>Throw away %n launches?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogDiffModel</name>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n unchanged line</numerusform>
            <numerusform>%n unchanged lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LossChart</name>
    <message numerus="yes">
        <source>%n step(s) reported a loss that is not a number.</source>
        <translation>
            <numerusform>%n step reported a loss that is not a number.</numerusform>
            <numerusform>%n steps reported a loss that is not a number.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MassForm</name>
    <message numerus="yes">
        <source>Do it: %n customer(s), {stars}</source>
        <translation>
            <numerusform>Do it: %n customer, {stars}</numerusform>
            <numerusform>Do it: %n customers, {stars}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OperatorsPage</name>
    <message numerus="yes">
        <source>%n may work</source>
        <translation>
            <numerusform>%n may work</numerusform>
            <numerusform>%n may work</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message numerus="yes">
        <source>%n at Replicate</source>
        <translation>
            <numerusform>%n at Replicate</numerusform>
            <numerusform>%n at Replicate</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaymentFacts</name>
    <message numerus="yes">
        <source>{plan}, %n day(s)</source>
        <translation>
            <numerusform>{plan}, %n day</numerusform>
            <numerusform>{plan}, %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PaymentsPage</name>
    <message numerus="yes">
        <source>%n in quarantine</source>
        <translation>
            <numerusform>%n in quarantine</numerusform>
            <numerusform>%n in quarantine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n payment(s)</source>
        <translation>
            <numerusform>%n payment</numerusform>
            <numerusform>%n payments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refund(s) under way</source>
        <translation>
            <numerusform>%n refund under way</numerusform>
            <numerusform>%n refunds under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refund(s) unknown</source>
        <translation>
            <numerusform>%n refund unknown</numerusform>
            <numerusform>%n refunds unknown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotosBox</name>
    <message numerus="yes">
        <source>%n caption(s)</source>
        <translation>
            <numerusform>%n caption</numerusform>
            <numerusform>%n captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) left out</source>
        <translation>
            <numerusform>%n photo left out</numerusform>
            <numerusform>%n photos left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) will be sent</source>
        <translation>
            <numerusform>%n photo will be sent</numerusform>
            <numerusform>%n photos will be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more; each photo tells its own</source>
        <translation>
            <numerusform>and %n more; each photo tells its own</numerusform>
            <numerusform>and %n more; each photo tells its own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{good} of %n photo(s) will be sent</source>
        <translation>
            <numerusform>{good} of %n photo will be sent</numerusform>
            <numerusform>{good} of %n photos will be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanWords</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReconciliationActions</name>
    <message numerus="yes">
        <source>%n difference(s) done.</source>
        <translation>
            <numerusform>%n difference done.</numerusform>
            <numerusform>%n differences done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) stay open.</source>
        <translation>
            <numerusform>%n difference stays open.</numerusform>
            <numerusform>%n differences stay open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s) are carried out.</source>
        <translation>
            <numerusform>%n proposal is carried out.</numerusform>
            <numerusform>%n proposals are carried out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReconciliationPage</name>
    <message numerus="yes">
        <source>Do the picked: %n</source>
        <translation>
            <numerusform>Do the picked: %n</numerusform>
            <numerusform>Do the picked: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetryForm</name>
    <message numerus="yes">
        <source>%n other photo(s)</source>
        <translation>
            <numerusform>%n other photo</numerusform>
            <numerusform>%n other photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s), as before</source>
        <translation>
            <numerusform>%n photo, as before</numerusform>
            <numerusform>%n photos, as before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was tried %n time(s).</source>
        <translation>
            <numerusform>It was tried %n time.</numerusform>
            <numerusform>It was tried %n times.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message numerus="yes">
        <source>%n message(s) to customers wait in the outbox for the next start.</source>
        <translation>
            <numerusform>%n message to a customer waits in the outbox for the next start.</numerusform>
            <numerusform>%n messages to customers wait in the outbox for the next start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running training(s) not read for over an hour: Replicate may have deleted logs.</source>
        <translation>
            <numerusform>%n running training not read for over an hour: Replicate may have deleted its log.</numerusform>
            <numerusform>%n running trainings not read for over an hour: Replicate may have deleted logs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running training(s) not read. If one has ended, Replicate may delete its log in {left}.</source>
        <translation>
            <numerusform>%n running training not read. If it has ended, Replicate may delete its log in {left}.</numerusform>
            <numerusform>%n running trainings not read. If one has ended, Replicate may delete its log in {left}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) at Replicate go on there. Their stars stay held; the result is taken over at the next start.</source>
        <translation>
            <numerusform>%n training at Replicate goes on there. Its stars stay held; the result is taken over at the next start.</numerusform>
            <numerusform>%n trainings at Replicate go on there. Their stars stay held; the results are taken over at the next start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) not yet accepted by Replicate wait for the next start. Nothing is lost and nothing is charged twice.</source>
        <translation>
            <numerusform>%n training not yet accepted by Replicate waits for the next start. Nothing is lost and nothing is charged twice.</numerusform>
            <numerusform>%n trainings not yet accepted by Replicate wait for the next start. Nothing is lost and nothing is charged twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Outbox: %n failed</source>
        <translation>
            <numerusform>Outbox: %n failed</numerusform>
            <numerusform>Outbox: %n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Outbox: %n waiting</source>
        <translation>
            <numerusform>Outbox: %n waiting</numerusform>
            <numerusform>Outbox: %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This database is older than what Replicate shows: %n training(s) sent from here are not in it. Adopt them as stuck work.</source>
        <translation>
            <numerusform>This database is older than what Replicate shows: %n training sent from here is not in it. Adopt it as stuck work.</numerusform>
            <numerusform>This database is older than what Replicate shows: %n trainings sent from here are not in it. Adopt them as stuck work.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without caption</source>
        <translation>
            <numerusform>%n without caption</numerusform>
            <numerusform>%n without caption</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>looked %n time(s)</source>
        <translation>
            <numerusform>looked %n time</numerusform>
            <numerusform>looked %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StuckPage</name>
    <message numerus="yes">
        <source>%n stuck</source>
        <translation>
            <numerusform>%n stuck</numerusform>
            <numerusform>%n stuck</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubscriptionsPage</name>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n active</numerusform>
            <numerusform>%n active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ending</source>
        <translation>
            <numerusform>%n ending</numerusform>
            <numerusform>%n ending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in grace</source>
        <translation>
            <numerusform>%n in grace</numerusform>
            <numerusform>%n in grace</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n renewal(s) fail</source>
        <translation>
            <numerusform>%n renewal fails</numerusform>
            <numerusform>%n renewals fail</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TokenDoctor</name>
    <message numerus="yes">
        <source>%n training(s) go on; {stars} are held for them.</source>
        <translation>
            <numerusform>%n training goes on; {stars} are held for it.</numerusform>
            <numerusform>%n trainings go on; {stars} are held for them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) wait for a good token; {stars} are held for them. They go on by themselves.</source>
        <translation>
            <numerusform>%n training waits for a good token; {stars} are held for it. It goes on by itself.</numerusform>
            <numerusform>%n trainings wait for a good token; {stars} are held for them. They go on by themselves.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingsPage</name>
    <message numerus="yes">
        <source>%n failed today</source>
        <translation>
            <numerusform>%n failed today</numerusform>
            <numerusform>%n failed today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n id(s)</source>
        <translation>
            <numerusform>%n id</numerusform>
            <numerusform>%n ids</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wish</name>
    <message numerus="yes">
        <source>%n photo(s) are sent to Replicate.</source>
        <translation>
            <numerusform>%n photo is sent to Replicate.</numerusform>
            <numerusform>%n photos are sent to Replicate.</numerusform>
        </translation>
    </message>
</context>
</TS>
