#include "core/json.h"
#include "mcp/rpc_message.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestRpcMessage : public QObject
{
    Q_OBJECT
private slots:
    void isReadOrRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code"); // 0: read
        const int invalid = RpcError::kInvalidRequest;
        QTest::newRow("request") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"ping"})") << 0;
        QTest::newRow("id 0") << QByteArray(R"({"jsonrpc":"2.0","id":0,"method":"ping"})") << 0;
        QTest::newRow("text as id")
            << QByteArray(R"({"jsonrpc":"2.0","id":"a","method":"p"})") << 0;
        QTest::newRow("notification") << QByteArray(R"({"jsonrpc":"2.0","method":"n"})") << 0;
        QTest::newRow("answer") << QByteArray(R"({"jsonrpc":"2.0","id":"q","result":{}})") << 0;
        QTest::newRow("nothing") << QByteArray() << int(RpcError::kParse);
        QTest::newRow("no JSON") << QByteArray("{\"jsonrpc\":") << int(RpcError::kParse);
        QTest::newRow("deep") << QByteArray(100'000, '[') << int(RpcError::kParse);
        QTest::newRow("batch") << QByteArray(R"([{"jsonrpc":"2.0","id":1,"method":"p"}])")
                               << invalid;
        QTest::newRow("no version") << QByteArray(R"({"id":1,"method":"p"})") << invalid;
        QTest::newRow("1.0") << QByteArray(R"({"jsonrpc":"1.0","id":1,"method":"p"})") << invalid;
        QTest::newRow("null id") << QByteArray(R"({"jsonrpc":"2.0","id":null,"method":"p"})")
                                 << invalid;
        QTest::newRow("half id") << QByteArray(R"({"jsonrpc":"2.0","id":1.5,"method":"p"})")
                                 << invalid;
        QTest::newRow("object id")
            << QByteArray(R"({"jsonrpc":"2.0","id":{},"method":"p"})") << invalid;
        QTest::newRow("half a character as id")
            << QByteArray(R"({"jsonrpc":"2.0","id":"\ud800","method":"p"})") << invalid;
        QTest::newRow("method 5") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":5})")
                                  << invalid;
        QTest::newRow("list") << QByteArray(R"({"jsonrpc":"2.0","id":1,"method":"p","params":[]})")
                              << invalid;
        QTest::newRow("neither") << QByteArray(R"({"jsonrpc":"2.0","id":1})") << invalid;
        QTest::newRow("both") << QByteArray(R"({"jsonrpc":"2.0","id":1,"result":{},"error":{}})")
                              << invalid;
    }
    void isReadOrRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const auto message = parseRpcMessage(text);
        QCOMPARE(message ? 0 : message.error().code, code);
    }

    void keepsTheIdAsItCame()
    {
        const auto number = parseRpcMessage(R"({"jsonrpc":"2.0","id":7,"method":"p"})");
        const auto text = parseRpcMessage(R"({"jsonrpc":"2.0","id":"7","method":"p"})");
        QCOMPARE(compactJson(rpcResult(number->id, {})), R"({"id":7,"jsonrpc":"2.0","result":{}})");
        QCOMPARE(compactJson(rpcResult(text->id, {})), R"({"id":"7","jsonrpc":"2.0","result":{}})");
    }

    void tellsAnErrorWithoutAnIdAsNull()
    {
        QCOMPARE(compactJson(rpcFailure(QJsonValue::Undefined, {RpcError::kParse, u"No"_s})),
                 R"({"error":{"code":-32700,"message":"No"},"id":null,"jsonrpc":"2.0"})");
    }
};

PILOTHOUSE_UNIT_TEST(TestRpcMessage)
#include "tst_rpc_message.moc"
