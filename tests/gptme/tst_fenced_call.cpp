#include "gptme/fenced_call.h"

#include "support/unit_test.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ToolCall call(const QString &tool, const QString &action, const QJsonObject &input)
{
    return {.id = u"c"_s, .name = tool, .tool = tool, .action = action, .input = input};
}

const QJsonObject kPath{{u"path"_s, u"/home/a b.txt"_s}};

QJsonObject with(QJsonObject object, const QString &key, const QString &value)
{
    object.insert(key, value);
    return object;
}

} // namespace

class TestFencedCall : public QObject
{
    Q_OBJECT
private slots:
    void writesCallsAsBlocks_data()
    {
        QTest::addColumn<ToolCall>("made");
        QTest::addColumn<QString>("block");
        QTest::newRow("shell") << call(u"bash"_s, u"run"_s, {{u"command"_s, u"ls"_s}})
                               << u"```shell\nls\n```"_s;
        QTest::newRow("save") << call(u"edit"_s, u"create"_s, with(kPath, u"file_text"_s, u"x\n"_s))
                              << u"```save /home/a b.txt\nx\n```"_s;
        QTest::newRow("patch") << call(u"edit"_s, u"str_replace"_s,
                                       with(kPath, u"old_str"_s, u"x"_s))
                               << u"```patch /home/a b.txt\n{\"command\":\"str_replace\","
                                  "\"old_str\":\"x\"}\n```"_s;
        QTest::newRow("read") << call(u"edit"_s, u"view"_s, kPath)
                              << u"```read /home/a b.txt\n\n```"_s;
        QTest::newRow("computer") << call(u"computer"_s, u"key"_s, {{u"text"_s, u"Return"_s}})
                                  << u"```computer key\n{\"text\":\"Return\"}\n```"_s;
        QTest::newRow("a fence within")
            << call(u"bash"_s, u"run"_s, {{u"command"_s, u"```"_s}}) << u"````shell\n```\n````"_s;
        QTest::newRow("unknown") << ToolCall{.name = u"fly"_s} << u"```fly\n{}\n```"_s;
    }
    void writesCallsAsBlocks()
    {
        QFETCH(ToolCall, made);
        QTEST(fence(made), "block");
    }

    void readsWhatAPersonMadeOfIt_data()
    {
        QTest::addColumn<ToolCall>("made");
        QTest::addColumn<QString>("content");
        QTest::addColumn<QJsonObject>("input");
        QTest::newRow("shell") << call(u"bash"_s, u"run"_s, {{u"command"_s, u"ls"_s}}) << u"pwd"_s
                               << QJsonObject{{u"command"_s, u"pwd"_s}};
        QTest::newRow("save") << call(u"edit"_s, u"create"_s, with(kPath, u"file_text"_s, u"x"_s))
                              << u"y"_s << with(kPath, u"file_text"_s, u"y"_s);
        QTest::newRow("patch") << call(u"edit"_s, u"str_replace"_s,
                                       with(kPath, u"old_str"_s, u"x"_s))
                               << u"{\"command\":\"create\",\"old_str\":\"z\"}"_s
                               << with(kPath, u"old_str"_s, u"z"_s);
        QTest::newRow("computer") << call(u"computer"_s, u"key"_s, {{u"text"_s, u"a"_s}})
                                  << u"{\"text\":\"b\"}"_s << QJsonObject{{u"text"_s, u"b"_s}};
    }
    void readsWhatAPersonMadeOfIt()
    {
        QFETCH(ToolCall, made);
        QFETCH(QString, content);
        const auto input = editedInput(made, content);
        QVERIFY(input.has_value());
        QTEST(*input, "input");
    }

    void takesNoEditThatIsNotWhatWasShown()
    {
        const auto edited = editedInput(call(u"computer"_s, u"key"_s, {}), u"Return"_s);
        QVERIFY(!edited.has_value());
        QCOMPARE(edited.error().code, Errc::InvalidArgument);
    }

    void beginsErrorsAsThePageKnowsThem()
    {
        ToolResult failed{.text = u"no such file"_s, .isError = true};
        QCOMPARE(resultText(call(u"bash"_s, u"run"_s, {}), failed), u"Error: no such file"_s);
        failed.text = u"Error: no"_s;
        QCOMPARE(resultText(call(u"bash"_s, u"run"_s, {}), failed), u"Error: no"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestFencedCall)
#include "tst_fenced_call.moc"
