#include "tools/clipboard_tool.h"

#include "support/fake_display.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestClipboardTool : public QObject
{
    Q_OBJECT

    static ToolCall call(const QString &action, const QJsonObject &input)
    {
        return {.id = u"1"_s, .tool = u"clipboard"_s, .action = action, .input = input};
    }
    static ToolOutcome run(FakeDisplay &display, const QString &action,
                           const QJsonObject &input = {}, const Secrets &secrets = {})
    {
        ClipboardTool tool(display, secrets);
        return QCoro::waitFor(tool.run(call(action, input), {}));
    }

private slots:
    void readsAndWrites()
    {
        FakeDisplay display;
        QCOMPARE(run(display, u"read"_s).text, u"The clipboard is empty, or holds no text."_s);
        QCOMPARE(run(display, u"write"_s, {{u"text"_s, u"two\nlines 🙂"_s}}).text,
                 u"11 characters are on the clipboard."_s);
        QCOMPARE(display.clipboardText, u"two\nlines 🙂"_s);
        QCOMPARE(run(display, u"read"_s).text, u"two\nlines 🙂"_s);
        QVERIFY(!run(display, u"write"_s, {{u"text"_s, QString()}}).isError);
        QCOMPARE(display.clipboardText, QString());
    }

    void saysHowMuchOfALongTextItReads_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("shown");
        QTest::newRow("just fits") << 20'000 << 20'000;
        QTest::newRow("long") << 20'001 << 20'000;
        QTest::newRow("not looked through to its end") << 3'000'000 << 20'000;
    }
    void saysHowMuchOfALongTextItReads()
    {
        QFETCH(int, length);
        QFETCH(int, shown);
        FakeDisplay display;
        display.clipboardText = QString(length, u'x');
        const QString told = run(display, u"read"_s).text;
        QCOMPARE(told.count(u'x'), shown);
        const QString note = u"\n[The first %1 of %2 characters.]"_s.arg(shown).arg(length);
        QCOMPARE(told.mid(shown), shown < length ? note : QString());
    }

    void masksSecretsAlsoWhereTheTextIsCut()
    {
        const QString value = u"hunter2-"_s + QString(400, u'v');
        const Secrets secrets({Secret{.name = u"PASS"_s, .value = value}});
        FakeDisplay display;
        for (const int before : {0, 19'800, 999'800}) {
            display.clipboardText = QString(before, u'x') + value + QString(50'000, u'y');
            const QString told = run(display, u"read"_s, {}, secrets).text;
            QVERIFY(!told.contains("hunter2"_L1));
            QVERIFY(!told.contains(u'v'));
        }
    }

    void refusesWhatMustNotBeCopied_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::newRow("nothing") << u"write"_s << QJsonObject();
        QTest::newRow("no text") << u"write"_s << QJsonObject{{u"text"_s, 5}};
        QTest::newRow("too much") << u"write"_s << QJsonObject{{u"text"_s, QString(100'001, u'x')}};
        QTest::newRow("half a character")
            << u"write"_s << QJsonObject{{u"text"_s, QString(QChar(0xd83d))}};
        QTest::newRow("a secret") << u"write"_s << QJsonObject{{u"text"_s, u"a {{secret:PASS}}"_s}};
        QTest::newRow("read with a text") << u"read"_s << QJsonObject{{u"text"_s, u"x"_s}};
    }
    void refusesWhatMustNotBeCopied()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        FakeDisplay display;
        display.clipboardText = u"before"_s;
        QVERIFY(run(display, action, input).isError);
        QCOMPARE(display.clipboardText, u"before"_s);
    }

    void saysWhenTheScreenIsGone()
    {
        FakeDisplay display;
        display.die();
        QVERIFY(run(display, u"read"_s).isError);
        QVERIFY(run(display, u"write"_s, {{u"text"_s, u"x"_s}}).isError);
    }
};

PILOTHOUSE_UNIT_TEST(TestClipboardTool)
#include "tst_clipboard_tool.moc"
