#include "api_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestNewSession : public QObject
{
    Q_OBJECT
private slots:
    void refusesWhatItsModelCannotTake_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *tag, const char *body, const QString &field,
                            const QString &reason) {
            QTest::newRow(tag) << QByteArray(body) << field << reason;
        };
        row("effort", R"({"model":"claude-opus-4-5","effort":"max"})", u"effort"_s,
            u"only: low, medium, high."_s);
        row("no effort at all", R"({"model":"claude-sonnet-4-5","effort":"low"})", u"effort"_s,
            u"takes no effort"_s);
        row("no word", R"({"model":"claude-opus-5-5","effort":"lots"})", u"effort"_s,
            u"only: low, medium, high, xhigh, max."_s);
        row("thinking", R"({"model":"claude-opus-5-5","thinking":"disabled"})", u"thinking"_s,
            u"only: adaptive."_s);
        row("both together", R"({"model":"claude-opus-5","thinking":"disabled","effort":"max"})",
            u"thinking"_s, u"low, medium or high"_s);
        row("a cost that nobody knows", R"({"model":"qwen3-vl:8b","max_cost_usd":1})",
            u"max_cost_usd"_s, u"limit its tokens or steps instead"_s);
    }
    void refusesWhatItsModelCannotTake()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        QFETCH(QString, reason);
        ApiServer server;
        const ApiAnswer answer = server.post(u"/sessions"_s, body);
        QCOMPARE(answer.status, 422);
        const QJsonArray complaints = answer.json().value("detail"_L1).toArray();
        QCOMPARE(complaints.size(), 1);
        const QJsonObject complaint = complaints.first().toObject();
        QCOMPARE(complaint.value("loc"_L1).toArray(), (QJsonArray{u"body"_s, field}));
        QVERIFY2(complaint.value("msg"_L1).toString().contains(reason), answer.body.constData());
        QCOMPARE(server.get(u"/sessions"_s).array().size(), 0);
    }

    void saysWhatItGot_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("got"); // model, thinking, effort
        QTest::newRow("wishes")
            << QByteArray(R"({"model":"claude-opus-5","thinking":"disabled","effort":"low"})")
            << QStringList{u"claude-opus-5"_s, u"disabled"_s, u"low"_s};
        QTest::newRow("an unknown model's") << QByteArray(R"({"model":"qwen","effort":"lots"})")
                                            << QStringList{u"qwen"_s, QString(), u"lots"_s};
        QTest::newRow("the price of a known one")
            << QByteArray(R"({"model":"claude-opus-5","max_cost_usd":1})")
            << QStringList{u"claude-opus-5"_s, QString(), QString()};
        QTest::newRow("an empty model")
            << QByteArray(R"({"model":" "})")
            << QStringList{ModelTable::builtin().defaultModel(), QString(), QString()};
    }
    void saysWhatItGot()
    {
        QFETCH(QByteArray, body);
        ApiServer server;
        const ApiAnswer answer = server.post(u"/sessions"_s, body);
        QCOMPARE(answer.status, 200);
        QTEST((QStringList{answer.text("model"), answer.text("thinking"), answer.text("effort")}),
              "got");
    }
};

PILOTHOUSE_UNIT_TEST(TestNewSession)
#include "tst_new_session.moc"
