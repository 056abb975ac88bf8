#include "ws/client_command.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestClientCommand : public QObject
{
    Q_OBJECT
private slots:
    void readsTheMessageOfTheOriginalServersClients()
    {
        const auto command = parseCommand(R"({"message":"Hello","api_key":"k"})");
        QVERIFY(command);
        const auto *message = std::get_if<SendMessage>(&*command);
        QVERIFY(message);
        QCOMPARE(message->text, u"Hello"_s);
        QCOMPARE(message->apiKey, u"k"_s);
        QVERIFY(std::holds_alternative<SendMessage>(*parseCommand(R"({"message":"a"})")));
        QVERIFY(std::holds_alternative<SendMessage>(
            *parseCommand(R"({"type":"message","message":"a","api_key":null})")));
    }

    void readsThePicturesOfAMessage()
    {
        const auto command = parseCommand(R"({"images":[{"data":"aGk="},{"data":"aG8="}]})");
        QVERIFY(command);
        const auto *message = std::get_if<SendMessage>(&*command);
        QVERIFY(message);
        QCOMPARE(message->pictures, (QList<QByteArray>{"hi", "ho"}));
        QCOMPARE(message->text, QString());
    }

    void readsEveryCommand()
    {
        QVERIFY(std::holds_alternative<Interrupt>(*parseCommand(R"({"type":"interrupt"})")));
        QVERIFY(std::holds_alternative<Pause>(*parseCommand(R"({"type":"pause"})")));
        QVERIFY(std::holds_alternative<Resume>(*parseCommand(R"({"type":"resume"})")));
        const auto command = parseCommand(
            R"({"type":"approve","tool_use_id":"t","decision":"edit","input":{"a":1},"note":"n",
                "remember":true})");
        const auto *approve = std::get_if<Approve>(&*command);
        QVERIFY(approve);
        QCOMPARE(approve->decision.toolUseId, u"t"_s);
        QCOMPARE(approve->decision.decision, Decision::Edit);
        QCOMPARE(approve->decision.input.value(u"a"_s).toInt(), 1);
        QCOMPARE(approve->decision.note, u"n"_s);
        QVERIFY(approve->decision.remember);
        const auto host = parseCommand(R"({"type":"allow_host","host":"*.A.Example:99"})");
        const auto *allow = std::get_if<AllowHost>(&*host);
        QVERIFY(allow);
        QCOMPARE(allow->host, u"*.a.example:99"_s);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("frame");
        const auto add = [](const char *name, const QByteArray &frame) {
            QTest::newRow(name) << frame;
        };
        add("nothing", "");
        add("no JSON", "hello");
        add("an array", "[]");
        add("no message", "{}");
        add("pictures that are no list", R"({"message":"a","images":7})");
        add("a picture that is no base64", R"({"message":"a","images":[{"data":"%%"}]})");
        add("more pictures than a message takes",
            R"({"images":[)" + QByteArray(R"({"data":"aGk="},)").repeated(8) +
                R"({"data":"aGk="}]})");
        add("no words and no pictures", R"({"images":[]})");
        add("an empty message", R"({"message":" "})");
        add("a number as message", R"({"message":5})");
        add("a number as key", R"({"message":"a","api_key":5})");
        add("an unknown type", R"({"type":"dance"})");
        add("a type that is no text", R"({"type":5})");
        add("approval without id", R"({"type":"approve","decision":"allow"})");
        add("approval without decision", R"({"type":"approve","tool_use_id":"t"})");
        add("approval with another decision",
            R"({"type":"approve","tool_use_id":"t","decision":"yes"})");
        add("a host to allow that is missing", R"({"type":"allow_host"})");
        add("a host to allow that is no text", R"({"type":"allow_host","host":5})");
        add("a host to allow that is an address", R"({"type":"allow_host","host":"10.0.0.1"})");
        add("deep nesting", QByteArray(100'000, '['));
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, frame);
        const auto command = parseCommand(frame);
        QVERIFY(!command);
        QCOMPARE(command.error().code, Errc::InvalidArgument);
        QVERIFY(command.error().message.endsWith(u'.'));
    }

    void refusesWhatIsTooLarge()
    {
        const QByteArray frame = "{\"message\":\"" + QByteArray(kLongestFrame, 'a') + "\"}";
        QCOMPARE(parseCommand(frame).error().code, Errc::TooLarge);
    }
};

PILOTHOUSE_UNIT_TEST(TestClientCommand)
#include "tst_client_command.moc"
