#include "store_fixture.h"

#include "support/unit_test.h"

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// One append that nobody awaits: session (3: one that does not exist), number of events, and
/// whether work of somebody else comes before it that writes and then fails.
using Step = std::tuple<int, int, bool>;

std::vector<Step> anySteps()
{
    return *rc::gen::container<std::vector<Step>>(rc::gen::tuple(
        rc::gen::inRange(0, 4), rc::gen::inRange(1, 15), rc::gen::arbitrary<bool>()));
}

Result<> writeAndFail(Connection &connection)
{
    if (Result<> done = connection.run(u"UPDATE sessions SET last_seq = last_seq + 100"_s); !done)
        return done;
    return fail(Errc::Denied, u"Never mind."_s);
}

} // namespace

class TestJournalOrder : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // Each case syncs to the disk many times: fewer cases than rapidcheck's hundred will do.
        if (!qEnvironmentVariableIsSet("RC_PARAMS"))
            qputenv("RC_PARAMS", "max_success=30");
    }
    void anyInterleavingGivesNumbersWithoutGapsAndShowsAllThatWasTold_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("file") << QString();
        QTest::newRow("memory") << u"sqlite://"_s;
    }
    void anyInterleavingGivesNumbersWithoutGapsAndShowsAllThatWasTold()
    {
        QFETCH(QString, url);
        StoreFixture store(url);
        int texts = 0;
        QVERIFY(rc::check([&store, &texts, this] {
            QList<SessionId> sessions;
            for (int i = 0; i < 3; ++i)
                sessions.append(store.newSession());
            sessions.append(SessionId{u"nobody"_s});
            QHash<SessionId, EventSeq> told;
            QHash<SessionId, EventSeq> expected;
            bool inOrder = true;
            bool seen = true;
            const auto connection =
                connect(store.journal.get(), &Journal::appended, this, [&](const Event &event) {
                    inOrder = inOrder && event.seq == ++told[event.session];
                    const auto stored = store.journal->events(event.session, event.seq - 1, 1);
                    seen = seen && stored && stored->size() == 1 &&
                           bodyToJson(stored->first().body) == bodyToJson(event.body);
                });

            for (const auto &[session, count, foreignFailure] : anySteps()) {
                if (foreignFailure)
                    store.database->submit(writeAndFail, {}, 1);
                const EventBody body = UserMessage{.text = QString::number(++texts)};
                if (session < 3)
                    expected[sessions.at(session)] += count;
                store.journal->append(sessions.at(session), QList<EventBody>(count, body));
            }
            store.database->flush();
            disconnect(connection);

            RC_ASSERT(inOrder);
            RC_ASSERT(seen);
            RC_ASSERT(told == expected);
            for (int i = 0; i < 3; ++i)
                RC_ASSERT(store.sessions().find(sessions.at(i))->lastSeq ==
                          expected.value(sessions.at(i)));
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestJournalOrder)
#include "tst_journal_order.moc"
