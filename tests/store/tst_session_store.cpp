#include "store_fixture.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

SessionOptions unusualOptions()
{
    return {.title = u"Täglich 😀"_s,
            .provider = Provider::Anthropic,
            .model = u"m1"_s,
            .dialect = u"custom"_s,
            .systemPrompt = u"Line 1\nLine 2"_s,
            .displaySize = {1024, 768},
            .pictureSize = {512, 384},
            .thinking = u"adaptive"_s,
            .effort = u"high"_s,
            .approval = ApprovalPolicy::Sensitive,
            .budget = {.maxSteps = 7,
                       .maxCostUsd = 1.25,
                       .maxTokensTotal = 5'000'000'000,
                       .maxTime = std::chrono::seconds(90),
                       .maxRepeats = 3},
            .egress = {.mode = EgressMode::List, .hosts = {u"a.b"_s, u"*.c.d:99"_s}},
            .storeScreenshots = false,
            .screenshotScale = 4,
            .screenshotQuality = 33};
}

ToolResult picture(const QString &blob)
{
    return {.run = {u"r"_s},
            .toolUseId = u"t"_s,
            .images = {{.blob = {blob}, .mediaType = u"image/png"_s, .size = {1, 1}}}};
}

} // namespace

class TestSessionStore : public QObject
{
    Q_OBJECT
private slots:
    void findsWhatWasCreatedAfterAReopen()
    {
        StoreFixture store;
        SessionStore before = store.sessions();
        const auto created = QCoro::waitFor(before.create(unusualOptions()));
        QVERIFY(created);
        store.close();
        store.open();

        const auto found = store.sessions().find(created->id);

        QVERIFY(found);
        QCOMPARE(found->createdAt, store.clock.now());
        QCOMPARE(found->updatedAt, store.clock.now());
        QCOMPARE(found->status, SessionStatus::Active);
        QCOMPARE(found->lastSeq, 0);
        compare(found->options, unusualOptions());
    }

    void listsTheNewestFirst()
    {
        StoreFixture store;
        const SessionId a = store.newSession(); // all in the same millisecond
        const SessionId b = store.newSession();
        const SessionId c = store.newSession();
        const auto ids = [&store](int limit, int offset) {
            QList<SessionId> result;
            const auto records = store.sessions().list(limit, offset);
            for (const SessionRecord &record : *records)
                result.append(record.id);
            return result;
        };
        QCOMPARE(ids(-1, 0), (QList<SessionId>{c, b, a}));
        QCOMPARE(ids(1, 1), QList<SessionId>{b});
        QCOMPARE(ids(-1, 3), QList<SessionId>());
    }

    void listsTheLastUsedFirst()
    {
        StoreFixture store;
        const SessionId a = store.newSession();
        const SessionId b = store.newSession();
        store.clock.advance(std::chrono::seconds(1));
        QVERIFY(store.append(a, {UserMessage{.text = u"again"_s}}));
        QList<SessionId> ids;
        const auto records = store.sessions().list(-1, 0, SessionOrder::LastUsed);
        for (const SessionRecord &record : *records)
            ids.append(record.id);
        QCOMPARE(ids, (QList<SessionId>{a, b}));
    }

    void statusFollowsFromTheEvents_data()
    {
        QTest::addColumn<RunOutcome>("outcome");
        QTest::addColumn<SessionStatus>("status");
        QTest::newRow("completed") << RunOutcome::Completed << SessionStatus::Completed;
        QTest::newRow("error") << RunOutcome::Error << SessionStatus::Error;
        QTest::newRow("interrupted") << RunOutcome::Interrupted << SessionStatus::Interrupted;
        QTest::newRow("budget") << RunOutcome::Budget << SessionStatus::Paused;
        QTest::newRow("cancelled") << RunOutcome::Cancelled << SessionStatus::Cancelled;
    }
    void statusFollowsFromTheEvents()
    {
        QFETCH(RunOutcome, outcome);
        StoreFixture store;
        const SessionId session = store.newSession();
        const auto status = [&] { return store.sessions().find(session)->status; };

        QVERIFY(store.append(session, {UserMessage{.text = u"a"_s}}));
        QCOMPARE(status(), SessionStatus::Active);
        QVERIFY(store.append(session, {RunStarted{{u"r"_s}, {}, {}, {}}}));
        QCOMPARE(status(), SessionStatus::Running);
        QVERIFY(store.append(session, {StatusChanged{SessionStatus::AwaitingApproval, {}}}));
        QCOMPARE(status(), SessionStatus::AwaitingApproval);
        QVERIFY(store.append(session, {RunEnded{.run = {u"r"_s}, .outcome = outcome}}));
        QTEST(status(), "status");
    }

    void sumsUsageAndCostOfTheTurnsOnce()
    {
        StoreFixture store;
        const SessionId session = store.newSession();
        const TurnEnded turn{.run = {u"r"_s},
                             .model = {},
                             .messageId = {},
                             .requestId = {},
                             .stopReason = {},
                             .usage = {1, 2, 3, 4, 5},
                             .costUsd = 0.25};
        store.clock.advance(std::chrono::milliseconds(1234));
        QVERIFY(store.append(session, {turn, turn}));
        QVERIFY(store.append(session, {turn}));
        // The end of a run repeats the sums of its turns: they must not count twice.
        QVERIFY(store.append(
            session, {RunEnded{.run = {u"r"_s}, .usage = {3, 6, 9, 12, 15}, .costUsd = 0.75}}));

        const auto record = store.sessions().find(session);
        QCOMPARE(record->usage, (Usage{3, 6, 9, 12, 15}));
        QCOMPARE(record->costUsd, 0.75);
        QCOMPARE(record->lastSeq, 4);
        QCOMPARE(record->createdAt.msecsTo(record->updatedAt), 1234);
    }

    void removesASessionWithItsEventsAndNamesTheBlobsNobodyNeeds()
    {
        StoreFixture store;
        SessionStore sessions = store.sessions();
        const SessionId gone = store.newSession();
        const SessionId stays = store.newSession();
        QVERIFY(store.append(gone, {picture(u"only"_s), picture(u"shared"_s), picture(u"only"_s)}));
        const ImageRef sent{.blob = {u"sent"_s}, .mediaType = u"image/png"_s, .size = {1, 1}};
        QVERIFY(store.append(gone, {UserMessage{.text = u"look"_s, .images = {sent}}}));
        QVERIFY(store.append(stays, {picture(u"shared"_s)}));

        const auto orphans = QCoro::waitFor(sessions.remove(gone));

        QVERIFY(orphans);
        const QList<BlobHash> unneeded{BlobHash{u"only"_s}, BlobHash{u"sent"_s}};
        QCOMPARE(*orphans, unneeded);
        QCOMPARE(sessions.find(gone).error().code, Errc::NotFound);
        QCOMPARE(store.append(gone, {UserMessage{.text = u"a"_s}}).error().code, Errc::NotFound);
        const auto left =
            QCoro::waitFor(store.database->write([](Connection &connection) -> Result<> {
                const auto events = connection.value(u"SELECT count(*) FROM events"_s);
                return events && events->toInt() == 1 ? Result<>()
                                                      : fail(Errc::Internal, u"left"_s);
            }));
        QVERIFY(left);
        QCOMPARE(*QCoro::waitFor(sessions.remove(stays)), QList<BlobHash>{BlobHash{u"shared"_s}});
    }

    void takesTheTitleFromTheEventThatChangesIt_data()
    {
        QTest::addColumn<QStringList>("words"); // "=New": a title; else a message
        QTest::addColumn<QString>("title");
        QTest::newRow("changed") << QStringList{u"=New"_s} << u"New"_s;
        QTest::newRow("changed twice") << QStringList{u"=New"_s, u"=Newer"_s} << u"Newer"_s;
        QTest::newRow("over that of a message") << QStringList{u"Go"_s, u"=New"_s} << u"New"_s;
        QTest::newRow("kept by a message") << QStringList{u"=New"_s, u"Go"_s} << u"New"_s;
        QTest::newRow("taken away") << QStringList{u"Go"_s, u"="_s} << u""_s;
        QTest::newRow("given anew by a message") << QStringList{u"="_s, u"Go"_s} << u"Go"_s;
    }
    void takesTheTitleFromTheEventThatChangesIt()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, title);
        StoreFixture store;
        const SessionId inSteps = store.newSession();
        const SessionId atOnce = store.newSession();
        QList<EventBody> bodies;
        for (const QString &word : words)
            bodies.append(word.startsWith(u'=') ? EventBody(TitleChanged{word.sliced(1)})
                                                : EventBody(UserMessage{.text = word}));

        for (const EventBody &body : bodies)
            QVERIFY(store.append(inSteps, {body}));
        QVERIFY(store.append(atOnce, bodies));

        QCOMPARE(store.sessions().find(inSteps)->options.title, title);
        QCOMPARE(store.sessions().find(atOnce)->options.title, title);
    }

    void theFirstMessageGivesATitleToASessionWithoutOne_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("title");
        QTest::newRow("first line")
            << u""_s << u"\n  Open  the page\nand read it"_s << u"Open the page"_s;
        QTest::newRow("80 characters") << u""_s << QString(80, u'ä') << QString(80, u'ä');
        QTest::newRow("81 characters")
            << u""_s << QString(81, u'ä') << QString(QString(79, u'ä') + u'…');
        QTest::newRow("cut in a pair") << u""_s << QString(QString(78, u'a') + u"😀 and more"_s)
                                       << QString(QString(78, u'a') + u'…');
        QTest::newRow("given") << u"Mine"_s << u"Open the page"_s << u"Mine"_s;
    }
    void theFirstMessageGivesATitleToASessionWithoutOne()
    {
        QFETCH(QString, given);
        QFETCH(QString, message);
        StoreFixture store;
        SessionStore sessions = store.sessions();
        const auto created = QCoro::waitFor(sessions.create({.title = given}));

        QVERIFY(store.append(created->id, {UserMessage{.text = message}}));
        QVERIFY(store.append(created->id, {UserMessage{.text = u"Go on"_s}}));

        QTEST(sessions.find(created->id)->options.title, "title");
    }

    void keepsTheHostsThatWereAllowedSince()
    {
        StoreFixture store;
        SessionStore sessions = store.sessions();
        const EgressRules rules{.mode = EgressMode::List, .hosts = {u"a.b"_s}};
        const SessionId session = QCoro::waitFor(sessions.create({.egress = rules}))->id;
        QCOMPARE(egressOf(*sessions.find(session)), rules);

        QVERIFY(store.append(session, {EgressAllowed{u"c.d"_s, u"ann"_s}}));
        QVERIFY(store.append(
            session, {EgressAllowed{u"*.e.f:99"_s, u"ann"_s}, EgressAllowed{u"c.d"_s, u"bob"_s}}));
        store.close();
        store.open();

        const auto record = store.sessions().find(session);
        QCOMPARE(record->options.egress, rules);
        QCOMPARE(egressOf(*record).hosts, (QStringList{u"a.b"_s, u"c.d"_s, u"*.e.f:99"_s}));
        QCOMPARE(egressOf(*record).mode, EgressMode::List);
    }

    void saysSoWhenThereIsNoSuchSession()
    {
        StoreFixture store;
        SessionStore sessions = store.sessions();
        const SessionId nobody{u"nobody"_s};
        QCOMPARE(sessions.find(nobody).error().code, Errc::NotFound);
        QCOMPARE(QCoro::waitFor(sessions.remove(nobody)).error().code, Errc::NotFound);
    }

private:
    static void compare(const SessionOptions &a, const SessionOptions &b)
    {
        QCOMPARE(a.title, b.title);
        QCOMPARE(a.provider, b.provider);
        QCOMPARE(a.model, b.model);
        QCOMPARE(a.dialect, b.dialect);
        QCOMPARE(a.systemPrompt, b.systemPrompt);
        QCOMPARE(a.displaySize, b.displaySize);
        QCOMPARE(a.pictureSize, b.pictureSize);
        QCOMPARE(a.thinking, b.thinking);
        QCOMPARE(a.effort, b.effort);
        QCOMPARE(a.approval, b.approval);
        QCOMPARE(a.budget.maxSteps, b.budget.maxSteps);
        QCOMPARE(a.budget.maxCostUsd, b.budget.maxCostUsd);
        QCOMPARE(a.budget.maxTokensTotal, b.budget.maxTokensTotal);
        QCOMPARE(a.budget.maxTime, b.budget.maxTime);
        QCOMPARE(a.budget.maxRepeats, b.budget.maxRepeats);
        QCOMPARE(a.egress, b.egress);
        QCOMPARE(a.storeScreenshots, b.storeScreenshots);
        QCOMPARE(a.screenshotScale, b.screenshotScale);
        QCOMPARE(a.screenshotQuality, b.screenshotQuality);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionStore)
#include "tst_session_store.moc"
