#include "agent/context.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ScriptedReply screenshotCall()
{
    ToolCall call;
    call.id = u"t1"_s;
    call.tool = u"computer"_s;
    call.name = u"computer"_s;
    call.action = u"screenshot"_s;
    return {.toolCalls = {call}};
}

} // namespace

/// Pictures that are kept for the model alone.
class TestSessionPictures : public QObject
{
    Q_OBJECT
private slots:
    void keepsAPictureThatIsNotStoredForTheModelAlone()
    {
        AgentFixture fixture({screenshotCall(), {.text = u"One"_s}, {.text = u"Two"_s}});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({.storeScreenshots = false}));
        bool wasThere = false;
        connect(&fixture.journal, &Journal::appended, this, [&](const Event &event) {
            if (const auto *result = std::get_if<ToolResult>(&event.body))
                wasThere = fixture.blobs.path(result->images.value(0).blob).has_value();
        });
        QSignalSpy ended(session, &Session::runEnded);
        QVERIFY(session->submit(u"one"_s));
        EVENTUALLY_COMPARE(ended.size(), 1);
        QVERIFY(wasThere); // viewers see it while the run goes on
        const BlobHash blob = fixture.bodies<ToolResult>(session->id()).first().images.first().blob;
        QVERIFY(!fixture.blobs.path(blob));
        QVERIFY(!*fixture.sessions.refersTo(blob));

        QVERIFY(session->submit(u"two"_s));
        EVENTUALLY_COMPARE(ended.size(), 2);
        const QList<ModelRequest> requests = fixture.model.requests();
        const auto answerIn = [](const ModelRequest &request) {
            return std::get<UserTurn>(request.turns.at(2)).answers.first();
        };
        QCOMPARE(answerIn(requests.at(2)).pictures.first().bytes,
                 answerIn(requests.at(1)).pictures.first().bytes);
        QVERIFY(!fixture.blobs.path(blob)); // nor did the second run bring it back
    }

    void tellsTheModelTheSameOfAPictureThatIsGoneThoughItComesAgain()
    {
        AgentFixture fixture({screenshotCall(), {.text = u"One"_s}, screenshotCall()});
        fixture.benches.behaviour = [](ToolCall, std::stop_token) -> QCoro::Task<ToolOutcome> {
            ToolOutcome outcome;
            outcome.picture = ToolPicture{"the same", u"image/png"_s, QSize(1, 1)};
            co_return outcome;
        };
        SessionRegistry registry(fixture.services(), 8);
        const SessionId id = (*QCoro::waitFor(registry.create({.storeScreenshots = false})))->id();
        for (const QString &message : {u"one"_s, u"two"_s, u"three"_s}) {
            Session *session = *registry.open(id);
            QSignalSpy ended(session, &Session::runEnded);
            QVERIFY(session->submit(message));
            EVENTUALLY_COMPARE(ended.size(), 1);
            if (message == "one"_L1) // its pictures in memory go
                QCoro::waitFor(registry.close(id));
        }
        const QList<ModelRequest> requests = fixture.model.requests();
        QCOMPARE(requests.size(), 5);
        for (qsizetype i = 2; i < 5; ++i) {
            const ToolAnswer first = std::get<UserTurn>(requests.at(i).turns.at(2)).answers.first();
            QVERIFY(first.pictures.isEmpty());
            QVERIFY(first.text.contains(u"no longer stored"_s));
        }
        const auto second = std::get<UserTurn>(requests.at(3).turns.at(6)).answers.first();
        QCOMPARE(second.pictures.size(), 1);
    }

    void saysWhereAPictureOfAMessageIsNoLongerStored()
    {
        const ImageRef image{.blob = {u"aa"_s}, .mediaType = u"image/png"_s, .size = {1, 1}};
        const Event event{
            .session = {}, .seq = 1, .at = {}, .body = UserMessage{u"one"_s, {}, {image}}};
        const auto turns = buildTurns({event}, [](const ImageRef &) -> Result<Picture> {
            return fail(Errc::NotFound, u"gone"_s);
        });
        const UserTurn turn = std::get<UserTurn>(turns.first());
        QVERIFY(turn.pictures.isEmpty());
        QCOMPARE(turn.texts,
                 (QStringList{u"[A picture of this message is no longer stored.]"_s, u"one"_s}));
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionPictures)
#include "tst_session_pictures.moc"
