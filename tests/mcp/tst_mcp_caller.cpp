#include "mcp/caller.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kVersion = u"io.modelcontextprotocol/protocolVersion"_s;
const QString kCapabilities = u"io.modelcontextprotocol/clientCapabilities"_s;

RpcMessage modern(const QString &version, const QJsonObject &capabilities = {})
{
    const QJsonObject meta{{kVersion, version}, {kCapabilities, capabilities}};
    return {.id = 1,
            .method = u"tools/call"_s,
            .params = {{u"name"_s, u"clïck"_s}, {u"_meta"_s, meta}}};
}

McpHeaders headers(const QByteArray &version)
{
    return {.version = version,
            .method = "tools/call",
            .name = "=?base64?" + QByteArray("clïck").toBase64() + "?=",
            .areNeeded = true};
}

} // namespace

class TestMcpCaller : public QObject
{
    Q_OBJECT
private slots:
    void isOfTheOldEraWithoutAWord()
    {
        const auto caller = callerOf({.id = 1, .method = u"tools/list"_s}, {.areNeeded = true});
        QVERIFY(caller && caller->era == Era::Legacy);
        QCOMPARE(caller->version, u"2025-03-26"_s);
    }

    void isOfTheNewEraByTheBody()
    {
        const auto caller = callerOf(modern(u"2026-07-28"_s), headers("2026-07-28"));
        QVERIFY(caller && caller->era == Era::Modern);
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("code");
        const QString now = u"2026-07-28"_s;
        const QByteArray call = "tools/call";
        const QByteArray name = "=?base64?" + QByteArray("clïck").toBase64() + "?=";
        const int mismatch = RpcError::kHeaderMismatch;
        QTest::newRow("good") << now << now.toLatin1() << call << name << 0;
        QTest::newRow("another version")
            << now << QByteArray("2025-11-25") << call << name << mismatch;
        QTest::newRow("another method")
            << now << now.toLatin1() << QByteArray("ping") << name << mismatch;
        QTest::newRow("another name")
            << now << now.toLatin1() << call << QByteArray("key") << mismatch;
        QTest::newRow("half a wrapping")
            << now << now.toLatin1() << call << QByteArray("=?base64?=") << mismatch;
        QTest::newRow("bad base64")
            << now << now.toLatin1() << call << QByteArray("=?base64?*?=") << mismatch;
        QTest::newRow("unknown version") << u"2099-01-01"_s << QByteArray("2099-01-01") << call
                                         << name << int(RpcError::kUnknownVersion);
    }
    void isRefused()
    {
        QFETCH(QString, body);
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, name);
        QFETCH(int, code);
        const McpHeaders said{.version = field, .method = method, .name = name, .areNeeded = true};
        const auto caller = callerOf(modern(body), said);
        QCOMPARE(caller ? 0 : caller.error().code, code);
    }

    void isToldWhatIsSpoken()
    {
        const auto caller = callerOf({.id = 1, .method = u"ping"_s}, {.version = "1999-01-01"});
        QCOMPARE(caller.error().code, int(RpcError::kUnknownVersion));
        QCOMPARE(caller.error().data.value(u"requested"_s).toString(), u"1999-01-01"_s);
        QVERIFY(!caller.error().data.value(u"supported"_s).toArray().isEmpty());
    }

    void needsHeaderFieldsOnlyWhereThereAreSome()
    {
        QVERIFY(callerOf(modern(u"2026-07-28"_s), {}).has_value());
        QVERIFY(!callerOf(modern(u"2026-07-28"_s), {.areNeeded = true}).has_value());
    }

    void saysWhatItCan()
    {
        const QJsonObject forms{{u"elicitation"_s, QJsonObject()}};
        const QJsonObject urls{{u"elicitation"_s, QJsonObject{{u"url"_s, QJsonObject()}}}};
        QVERIFY(callerOf(modern(u"2026-07-28"_s, forms), {})->canElicit);
        QVERIFY(!callerOf(modern(u"2026-07-28"_s, urls), {})->canElicit);
        QVERIFY(!callerOf(modern(u"2026-07-28"_s), {})->canElicit);
    }

    void hasAHarmlessName()
    {
        const QString told = u"a\u202eb\n\x1b[0m"_s + QString(100, u'x');
        const QJsonObject info{{u"name"_s, told}, {u"version"_s, u"1"_s}};
        const QString name = programName(info);
        QVERIFY(name.startsWith(u"ab[0mxxx"_s));
        QVERIFY(name.size() <= 60);
    }

    void isNamedTheSameOnceMore()
    {
        const QString told = QString(59, u'x') + u" y"_s;
        const QString cutAtASpace = programName({{u"name"_s, told}});
        QCOMPARE(programName({{u"name"_s, cutAtASpace}}), cutAtASpace);
        QCOMPARE(cutAtASpace, QString(59, u'x'));
    }
};

PILOTHOUSE_UNIT_TEST(TestMcpCaller)
#include "tst_mcp_caller.moc"
