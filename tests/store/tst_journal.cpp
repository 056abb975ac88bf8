#include "store_fixture.h"

#include "support/unit_test.h"

#include <QSignalSpy>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QList<EventSeq> numbers(const QList<Event> &events)
{
    QList<EventSeq> result;
    for (const Event &event : events)
        result.append(event.seq);
    return result;
}

EventBody message(const QString &text)
{
    return UserMessage{.text = text};
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT
private slots:
    void numbersTheEventsOfASessionFromOne()
    {
        StoreFixture store;
        const SessionId session = store.newSession();

        QCOMPARE(store.append(session, {message(u"a"_s)}), Result<EventSeq>(1));
        QCOMPARE(store.append(session, {message(u"b"_s), message(u"c"_s)}), Result<EventSeq>(3));

        const auto events = store.journal->events(session);
        QVERIFY(events);
        QCOMPARE(numbers(*events), (QList<EventSeq>{1, 2, 3}));
        QCOMPARE(std::get<UserMessage>(events->at(2).body).text, u"c"_s);
        QCOMPARE(events->at(0).at, store.clock.now());
        QCOMPARE(events->at(0).session, session);
    }

    void tellsEachEventOnceStoredAndBeforeTheCallerGoesOn()
    {
        StoreFixture store;
        const SessionId session = store.newSession();
        QStringList order;
        connect(store.journal.get(), &Journal::appended, this, [&](const Event &event) {
            // A reader sees what is told, at the moment it is told.
            const auto stored = store.journal->events(session, event.seq - 1, 1);
            order.append(u"told %1, stored %2"_s.arg(event.seq).arg(stored->first().seq));
        });

        QVERIFY(store.append(session, {message(u"a"_s), message(u"b"_s)}));
        order.append(u"caller"_s);

        QCOMPARE(order, (QStringList{u"told 1, stored 1"_s, u"told 2, stored 2"_s, u"caller"_s}));
    }

    void refusesAnUnknownSessionAndTellsNobody()
    {
        StoreFixture store;
        QSignalSpy appended(store.journal.get(), &Journal::appended);
        QSignalSpy failed(store.journal.get(), &Journal::failed);

        const auto result = store.append({u"nobody"_s}, {message(u"a"_s)});

        QCOMPARE(result.error().code, Errc::NotFound);
        QCOMPARE(appended.size(), 0);
        QCOMPARE(failed.size(), 0);
    }

    void refusesToAppendNothing()
    {
        StoreFixture store;
        QCOMPARE(store.append(store.newSession(), {}).error().code, Errc::InvalidArgument);
    }

    void aFailureInAGroupLeavesItsNeighboursAndTheNumbersAlone()
    {
        StoreFixture store;
        const SessionId session = store.newSession();

        auto first = store.journal->append(session, {message(u"a"_s)});
        auto lost = store.journal->append({u"nobody"_s}, {message(u"x"_s)});
        auto second = store.journal->append(session, {message(u"b"_s)});

        QCOMPARE(QCoro::waitFor(first), Result<EventSeq>(1));
        QCOMPARE(QCoro::waitFor(lost).error().code, Errc::NotFound);
        QCOMPARE(QCoro::waitFor(second), Result<EventSeq>(2));
    }

    void readsAPage()
    {
        StoreFixture store;
        const SessionId session = store.newSession();
        for (int i = 0; i < 5; ++i)
            QVERIFY(store.append(session, {message(QString::number(i))}));

        QCOMPARE(numbers(*store.journal->events(session, 2)), (QList<EventSeq>{3, 4, 5}));
        QCOMPARE(numbers(*store.journal->events(session, 1, 2)), (QList<EventSeq>{2, 3}));
        QCOMPARE(numbers(*store.journal->events(session, 5)), QList<EventSeq>());
        QCOMPARE(numbers(*store.journal->events({u"nobody"_s})), QList<EventSeq>());
    }

    void storesWhatWasQueuedBeforeItIsDestroyed()
    {
        StoreFixture store;
        const SessionId session = store.newSession();
        for (int i = 0; i < 100; ++i)
            store.journal->append(session, {message(QString::number(i))});
        QSignalSpy appended(store.journal.get(), &Journal::appended);

        store.close();

        QCOMPARE(appended.size(), 100);
        store.open();
        QCOMPARE(store.journal->events(session)->size(), 100);
    }

    void endsEachTaskEvenWhenItIsDestroyedMeanwhile()
    {
        StoreFixture store;
        auto task = store.journal->append(store.newSession(), {message(u"a"_s)});
        store.close();
        QCOMPARE(QCoro::waitFor(task), Result<EventSeq>(1));
    }

    void keepsTheOrderWhenASubscriberStartsAnEventLoop()
    {
        StoreFixture store;
        const SessionId session = store.newSession();
        QList<EventSeq> told;
        connect(store.journal.get(), &Journal::appended, this, [&](const Event &event) {
            told.append(event.seq);
            if (event.seq == 1)
                QCOMPARE(store.append(session, {message(u"c"_s)}), Result<EventSeq>(3));
        });
        QVERIFY(store.append(session, {message(u"a"_s), message(u"b"_s)}));
        QCOMPARE(told, (QList<EventSeq>{1, 2, 3}));
    }

    void listsSessionsWhoseLastRunIsOpen()
    {
        StoreFixture store;
        const SessionId idle = store.newSession();
        const SessionId unanswered = store.newSession();
        const SessionId refused = store.newSession();
        const SessionId open = store.newSession();
        const SessionId ended = store.newSession();
        const SessionId again = store.newSession();
        const RunId run{u"r1"_s};
        const RunStarted started{.run = run, .provider = {}, .model = {}, .dialect = {}};
        const RunStarted other{.run = {u"r2"_s}, .provider = {}, .model = {}, .dialect = {}};
        QVERIFY(store.append(idle, {StatusChanged{SessionStatus::Finished}}));
        QVERIFY(store.append(unanswered, {message(u"a"_s)}));
        QVERIFY(store.append(refused, {message(u"a"_s)}));
        QVERIFY(store.append(refused, {RunEnded{.outcome = RunOutcome::Error}})); // no desktop
        QVERIFY(store.append(open, {started}));
        QVERIFY(store.append(ended, {message(u"a"_s)}));
        QVERIFY(store.append(ended, {started, RunEnded{.run = run}}));
        QVERIFY(store.append(again, {started}));
        QVERIFY(store.append(again, {RunEnded{.run = run}, other}));

        QCOMPARE(*store.journal->sessionsWithOpenRun(),
                 (QList<SessionId>{unanswered, open, again}));

        QVERIFY(store.append(again, {RunEnded{.run = other.run}}));
        QCOMPARE(*store.journal->sessionsWithOpenRun(), (QList<SessionId>{unanswered, open}));

        QVERIFY(store.append(ended, {StatusChanged{SessionStatus::Running}})); // resumed
        QVERIFY(store.append(open, {StatusChanged{SessionStatus::Running}}));  // its own
        QVERIFY(store.append(open, {RunEnded{.run = run}}));
        QVERIFY(store.append(unanswered, {StatusChanged{SessionStatus::Finished}}));
        QCOMPARE(*store.journal->sessionsWithOpenRun(), QList<SessionId>{ended});
    }

    void keepsNothingBackUntilABatchIsFull_data()
    {
        QTest::addColumn<int>("events");
        QTest::newRow("one less than a batch") << 9;
        QTest::newRow("a batch") << 10;
        QTest::newRow("one more") << 11;
    }
    void keepsNothingBackUntilABatchIsFull()
    {
        QFETCH(int, events);
        StoreFixture store;
        QCOMPARE(store.config.batchSize, 10);
        const SessionId session = store.newSession();
        for (int i = 0; i < events; ++i)
            QVERIFY(store.append(session, {message(QString::number(i))}));
        QCOMPARE(store.journal->events(session)->size(), events);
        store.close();
        store.open();
        QCOMPARE(store.journal->events(session)->size(), events);
    }

    void worksTheSameInMemory()
    {
        StoreFixture store(u"sqlite://"_s);
        const SessionId session = store.newSession();
        bool seen = false;
        connect(store.journal.get(), &Journal::appended, this, [&](const Event &event) {
            seen = numbers(*store.journal->events(session)) == QList<EventSeq>{event.seq};
        });
        QVERIFY(store.append(session, {message(u"a"_s)}));
        QVERIFY(seen);
    }

    void aFullDiskStoresNothingAndTheNextAppendGoesOnWhereItWas()
    {
        StoreFixture store;
        const SessionId session = store.newSession();
        QVERIFY(store.append(session, {message(u"a"_s)}));
        const auto limit = [&store](const QString &pages) {
            return QCoro::waitFor(store.database->write([pages](Connection &connection) {
                return connection.run(QString(u"PRAGMA max_page_count = "_s + pages));
            }));
        };
        QVERIFY(limit(u"1"_s)); // SQLite takes the present size when it is larger
        QSignalSpy appended(store.journal.get(), &Journal::appended);
        QSignalSpy failed(store.journal.get(), &Journal::failed);

        const EventBody large = message(QString(100'000, u'x'));
        auto lost = store.journal->append(session, {message(u"b"_s), large});
        const Result<EventSeq> result = QCoro::waitFor(lost);

        QCOMPARE(result.error().code, Errc::Io);
        QVERIFY2(result.error().message.contains(u"disk is full"_s),
                 qPrintable(result.error().message));
        QCOMPARE(appended.size(), 0);
        QCOMPARE(failed.size(), 1);
        QVERIFY(limit(u"1000000"_s));
        QCOMPARE(store.append(session, {large}), Result<EventSeq>(2));
        QCOMPARE(numbers(*store.journal->events(session)), (QList<EventSeq>{1, 2}));
    }
};

PILOTHOUSE_UNIT_TEST(TestJournal)
#include "tst_journal.moc"
