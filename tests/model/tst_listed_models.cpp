#include "model/chat/listed_models.h"

#include "support/eventually.h"
#include "support/fake_clock.h"
#include "support/scripted_http.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Answer = ScriptedHttp::Answer;

namespace {

const QByteArray kTwoModels = R"({"object":"list","data":[{"id":"one"},{"id":"two"}]})";

QByteArray listAround(const QByteArray &more)
{
    return R"({"data":[{"id":"first"},)" + more + R"(,{"id":"last"}]})";
}

ModelConfig listSettings(const ScriptedHttp &server)
{
    ModelConfig config;
    config.baseUrl = server.baseUrl();
    return config;
}

Result<QStringList> askedList(const ScriptedHttp &server)
{
    return QCoro::waitFor(askForModels(systemClock(), listSettings(server), {}));
}

/// What is followed of a server while fake time passes.
struct FollowedList
{
    explicit FollowedList(ScriptedHttp &asked) : server(asked)
    {
        const auto take = [this](const Result<QStringList> &listed) {
            lists.append(listed.value_or(QStringList{u"failed"_s}));
        };
        task.emplace(followModels(clock, listSettings(asked), take, stop.get_token()));
    }
    ~FollowedList()
    {
        stop.request_stop();
        QCoro::waitFor(*std::move(task));
    }
    Q_DISABLE_COPY_MOVE(FollowedList)
    /// The server was asked `count` times, and each answer was taken in.
    bool wasAsked(qsizetype count)
    {
        return eventually([&] { return lists.size() >= count; }) && lists.size() == count &&
               server.requests().size() == count;
    }

    ScriptedHttp &server;
    FakeClock clock;
    QList<QStringList> lists;
    std::stop_source stop;
    std::optional<QCoro::Task<>> task;
};

} // namespace

class TestListedModels : public QObject
{
    Q_OBJECT
private slots:
    void readsTheNamesThatCanBeUsed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *name, const QByteArray &more, const QStringList &between) {
            QTest::newRow(name) << listAround(more)
                                << QStringList{u"first"_s} + between + QStringList{u"last"_s};
        };
        QTest::newRow("OpenAI's form") << kTwoModels << QStringList{u"one"_s, u"two"_s};
        QTest::newRow("a bare list") << QByteArray(R"([{"id":"one"}])") << QStringList{u"one"_s};
        QTest::newRow("none") << QByteArray(R"({"data":[]})") << QStringList();
        row("what sees and calls",
            R"({"id":"a","architecture":{"input_modalities":["text","image"]},)"
            R"("supported_parameters":["tools"]})",
            {u"a"_s});
        row("sees nothing", R"({"id":"a","architecture":{"input_modalities":["text"]}})", {});
        row("calls nothing", R"({"id":"a","supported_parameters":["temperature"]})", {});
        row("says nothing of it", R"({"id":"a","architecture":null,"supported_parameters":null})",
            {u"a"_s});
        row("twice", R"({"id":"first"})", {});
        row("no name", R"({"name":"x"})", {});
        row("a number", R"({"id":7})", {});
        row("no object", R"("x")", {});
        row("empty", R"({"id":""})", {});
        row("spaces around", R"({"id":" x"})", {});
        row("an end of line", R"({"id":"x\ny"})", {});
        row("a hidden character", R"({"id":"x\u202ey"})", {});
        row("too long", R"({"id":")" + QByteArray(201, 'x') + R"("})", {});
        row("long", R"({"id":")" + QByteArray(200, 'x') + R"("})", {QString(200, u'x')});
    }
    void readsTheNamesThatCanBeUsed()
    {
        QFETCH(QByteArray, answer);
        const auto listed = listedModels(answer);
        QVERIFY(listed);
        QTEST(*listed, "names");
    }

    void readsNoMoreThanPeopleCanChooseFrom()
    {
        QByteArrayList models;
        for (int i = 0; i < 2 * kMostListedModels; ++i)
            models.append(R"({"id":"m)" + QByteArray::number(i) + R"("})");
        const auto listed = listedModels(R"({"data":[)" + models.join(',') + "]}");
        QCOMPARE(listed->size(), kMostListedModels);
        QCOMPARE(listed->last(), u"m299"_s);
    }

    void refusesWhatIsNoList_data()
    {
        QTest::addColumn<QByteArray>("answer");
        for (const char *each : {"", "{}", "null", "\"data\"", R"({"data":{"id":"x"}})", "<html>"})
            QTest::addRow("%s", each) << QByteArray(each);
    }
    void refusesWhatIsNoList()
    {
        QFETCH(QByteArray, answer);
        QCOMPARE(listedModels(answer).error().code, Errc::Corrupt);
    }

    void asksBesideTheCallWithTheKey()
    {
        ScriptedHttp server;
        server.then(Answer::text(200, kTwoModels));
        server.then(Answer::text(200, kTwoModels));
        QCOMPARE(*askedList(server), (QStringList{u"one"_s, u"two"_s}));
        ModelConfig config = listSettings(server);
        config.baseUrl += u"/api/v1/"_s;
        config.apiKey = u"sk-secret"_s;
        QVERIFY(QCoro::waitFor(askForModels(systemClock(), config, {})));
        QCOMPARE(server.requests().first().line, "GET /v1/models HTTP/1.1");
        QVERIFY(!server.requests().first().headers.contains("authorization"));
        QCOMPARE(server.requests().last().line, "GET /api/v1/models HTTP/1.1");
        QCOMPARE(server.requests().last().headers.value("authorization"), "Bearer sk-secret");
    }

    void saysWhyThereIsNoList_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("why");
        QTest::newRow("unknown") << Answer::text(404, "{}") << u"status 404"_s;
        QTest::newRow("refused") << Answer::text(401, "{}") << u"status 401"_s;
        QTest::newRow("elsewhere")
            << Answer::text(302, {}, {"Location: http://127.0.0.1:9/"}) << u"status 302"_s;
        QTest::newRow("a page") << Answer::text(200, "<html>") << u"no list"_s;
        QTest::newRow("gone") << Answer::hangUp() << u"does not list"_s;
        QTest::newRow("too large")
            << Answer::text(200, QByteArray(9 * 1024 * 1024, ' ')) << u"too large"_s;
    }
    void saysWhyThereIsNoList()
    {
        QFETCH(Answer, answer);
        QFETCH(QString, why);
        ScriptedHttp server;
        for (int i = 0; i < 2; ++i) // Qt asks once more where a connection ends without a word
            server.then(answer);
        const auto listed = askedList(server);
        QVERIFY(!listed);
        QCOMPARE(listed.error().code, Errc::Unavailable);
        QVERIFY2(listed.error().message.contains(why), qPrintable(listed.error().message));
        QVERIFY(listed.error().message.contains(server.baseUrl() + u"/v1/models"_s));
    }

    void waitsForNoServer()
    {
        ScriptedHttp server;
        server.then(Answer::silence());
        FakeClock clock;
        std::optional<Result<QStringList>> listed;
        askForModels(clock, listSettings(server), {}).then([&](Result<QStringList> answer) {
            listed = std::move(answer);
        });
        EVENTUALLY_VERIFY(server.requests().size() == 1);
        clock.advance(9s);
        QVERIFY(!listed);
        clock.advance(2s);
        EVENTUALLY_VERIFY(listed.has_value());
        QVERIFY(listed->error().message.contains(u"no answer"_s));
        EVENTUALLY_VERIFY(server.openConnections() == 0);
    }

    void asksAgainAndTellsEachList()
    {
        ScriptedHttp server;
        server.then(Answer::text(200, kTwoModels, {"Connection: close"}));
        server.then(Answer::text(200, R"({"data":[{"id":"new"}]})", {"Connection: close"}));
        FollowedList followed(server);
        QVERIFY(followed.wasAsked(1));
        followed.clock.advance(9min);
        QVERIFY(followed.wasAsked(1));
        followed.clock.advance(1min);
        QVERIFY(followed.wasAsked(2));
        QCOMPARE(followed.lists, (QList<QStringList>{{u"one"_s, u"two"_s}, {u"new"_s}}));
    }

    void asksAFailingServerLessAndLessAndSaysSoOnce()
    {
        ScriptedHttp server;
        for (int i = 0; i < 3; ++i)
            server.then(Answer::text(503, "{}", {"Connection: close"}));
        server.then(Answer::text(200, kTwoModels, {"Connection: close"}));
        server.then(Answer::text(503, "{}", {"Connection: close"}));
        QTest::failOnWarning(QRegularExpression(u"."_s));
        const QRegularExpression complaint(u"does not list models"_s);
        QTest::ignoreMessage(QtWarningMsg, complaint);
        FollowedList followed(server);
        QVERIFY(followed.wasAsked(1));
        followed.clock.advance(29s);
        QVERIFY(followed.wasAsked(1));
        followed.clock.advance(2s);
        QVERIFY(followed.wasAsked(2));
        followed.clock.advance(31s);
        QVERIFY(followed.wasAsked(2));
        followed.clock.advance(31s);
        QVERIFY(followed.wasAsked(3));
        QCOMPARE(followed.lists.count(QStringList{u"failed"_s}), 3);
        followed.clock.advance(2min);
        QVERIFY(followed.wasAsked(4));
        QCOMPARE(followed.lists.last(), (QStringList{u"one"_s, u"two"_s}));
        QTest::ignoreMessage(QtWarningMsg, complaint); // it had answered meanwhile
        followed.clock.advance(10min);
        QVERIFY(followed.wasAsked(5));
    }
};

PILOTHOUSE_UNIT_TEST(TestListedModels)
#include "tst_listed_models.moc"
