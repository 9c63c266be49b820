<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CustomersPage</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
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
    <name>HealthCard</name>
    <message numerus="yes">
        <source>Checked {time}: %n finding(s)</source>
        <translation>
            <numerusform>Checked {time}: %n finding</numerusform>
            <numerusform>Checked {time}: %n findings</numerusform>
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
    <name>RetryForm</name>
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
