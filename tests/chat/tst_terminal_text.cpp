#include "qml/chat/terminal_text.h"

#include "qml/chat/hidden_text.h"
#include "qml/chat/rich_text.h"
#include "support/unit_test.h"

#include <QTest>

#include <ctime>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Runs in one line: "plain[red bold|text]".
QString drawn(const QString &text)
{
    QString all;
    for (const TerminalRun &run : TerminalText::of(text).runs)
        all += run.style.isEmpty() ? run.text : u'[' + run.style + u'|' + run.text + u']';
    return all;
}

} // namespace

// The cases of the page: tests/web/logic/terminal_text.test.mjs.
class TestTerminalText : public QObject
{
    Q_OBJECT
private slots:
    void drawsAsATerminalDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &text, const QString &expected) {
            QTest::newRow(name) << text << expected;
        };
        row("plain text", u"a\nb\tc\n"_s, u"a\nb\tc\n"_s);
        row("nothing", u""_s, u""_s);
        row("a colour and its end", u"\033[31mred\033[0m!"_s, u"[red|red]!"_s);
        row("the short end", u"\033[31mred\033[m!"_s, u"[red|red]!"_s);
        row("the default ink", u"\033[1;31ma\033[39mb\033[22mc"_s, u"[red bold|a][bold|b]c"_s);
        row("bright and on a ground", u"\033[92ma\033[0;41mb\033[104mc"_s,
            u"[green bright|a][on red|b][on blue bright|c]"_s);
        row("underlined and italic", u"\033[4ma\033[24;3mb"_s, u"[underline|a][italic|b]"_s);
        row("inverse", u"\033[7ma\033[31mb\033[27mc"_s, u"[on white|a][on red|b][red|c]"_s);
        row("ink in the colour of its ground", u"\033[30;40msecret"_s, u"[on black|secret]"_s);
        row("concealed text", u"\033[8msecret\033[28m"_s, u"secret"_s);
        row("one of 256", u"\033[38;5;9ma\033[38;5;21mb\033[38;5;240mc"_s,
            u"[red bright|a][blue|b][black bright|c]"_s);
        row("true colour", u"\033[38;2;250;10;10;1ma\033[48:2::0:0:0mb"_s,
            u"[red bright bold|a][on black bold|b]"_s);
        row("a colour that is none", u"\033[38;5;999ma\033[38;2;1mb\033[38mc"_s, u"abc"_s);
        row("an unknown code", u"\033[31;77ma"_s, u"[red|a]"_s);
        row("a style over lines", u"\033[32ma\nb\033[0m\nc"_s, u"[green|a\nb\n]c"_s);
        row("progress", u"10%\r 55%\r100%\n"_s, u"100%\n"_s);
        row("a shorter text over a longer one", u"abcdef\rxy"_s, u"xycdef"_s);
        row("line ends of Windows", u"a\r\nb\r\r\nc"_s, u"a\nb\nc"_s);
        row("a line that is cleared", u"Downloading\r\033[KDone\n"_s, u"Done\n"_s);
        row("a line that is cleared first", u"Downloading\033[2K\rDone\033[1G\033[0KOK"_s, u"OK"_s);
        row("colours that are overwritten", u"\033[31mabc\033[0m\rx"_s, u"x[red|bc]"_s);
        row("a spinner", u"|\b/\b-\b \bready"_s, u"ready"_s);
        row("bold of manuals", u"N\bNA\bA_\bM"_s, u"NAM"_s);
        row("more backspaces than text", u"a\b\b\bb\n\b"_s, u"b\n"_s);
        row("a title", u"\033]0;title\007a\033]2;b\033\\c"_s, u"ac"_s);
        row("a link", u"\033]8;;https://example.org\033\\here\033]8;;\033\\"_s, u"here"_s);
        row("movements and modes", u"\033[?25la\033[2Ab\033[H\033[2Jc\033[?25h\033(B\033="_s,
            u"abc"_s);
        row("what only looks like a colour", u"\033[>4;2ma\033[1 mb"_s, u"ab"_s);
        row("emoji", u"\033[31m👩\u200D👧\033[0m"_s, u"[red|👩\u200D👧]"_s);
    }
    void drawsAsATerminalDoes()
    {
        QFETCH(QString, text);
        QTEST(drawn(text), "expected");
    }

    void leavesWhatIsNoWholeSequence_data()
    {
        QTest::addColumn<QString>("text");
        int number = 0;
        for (const QString &text : QStringList{
                 u"\033"_s, u"a\033["_s, u"\033[31"_s, u"\033]0;no end"_s, u"\033]0;a\nb\007"_s,
                 u"\033Pdata\033\\"_s, u"\033["_s + QString(65, u'1') + u'm',
                 u"\033]0;"_s + QString(2001, u'a') + u'\007', u"a\u009b31mb"_s, u"a\007b"_s,
                 u"a\u202Eb"_s})
            QTest::addRow("%d", number++) << text;
    }
    void leavesWhatIsNoWholeSequence()
    {
        QFETCH(QString, text);
        const QString plain = TerminalText::of(text).plain();
        QCOMPARE(plain, text);
        QVERIFY(hiddenCount(plain) > 0);
    }

    void tellsWhenMoreThanColoursIsLeftOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("leftOut");
        int number = 0;
        for (const QString &text : {u"10%\r20%"_s, u"rm x\033[2Kls"_s, u"rm x\r\033[Kls"_s,
                                    u"ab\b"_s, u"a\033]0;read me\007"_s, u"a\033[h\033[i"_s,
                                    u"\033]8;;https://example.org\007here\033]8;;\007"_s})
            QTest::addRow("left out %d", number++) << text << true;
        for (const QString &text : {u"a\r\nb"_s, u"\033[31mred\033(B\033[m"_s, u"same\rsame"_s,
                                    u"a\n\033[K\r\033[2Kb"_s, u"    \rabc"_s})
            QTest::addRow("whole %d", number++) << text << false;
    }
    void tellsWhenMoreThanColoursIsLeftOut()
    {
        QFETCH(QString, text);
        QTEST(TerminalText::of(text).leftOut, "leftOut");
    }

    void leavesATextOfWhichNothingWouldBeSeen()
    {
        for (const QString &text :
             {u"\033]0;read me\007"_s, u"\033[h\033[i"_s, u"a\b"_s, u"read me\r\033[K \n"_s}) {
            QCOMPARE(drawn(text), text);
            QVERIFY(!TerminalText::of(text).leftOut);
        }
    }

    void keepsColoursOfTheFirstCharacters()
    {
        const TerminalText text = TerminalText::of(u"ab\033[31mcdef\033[0mgh"_s);
        const TerminalText first = text.first(4);
        QCOMPARE(first.runs.size(), 2);
        QCOMPARE(first.runs.last().text, u"cd"_s);
        QCOMPARE(first.runs.last().style, u"red"_s);
        QCOMPARE(text.first(2).plain(), u"ab"_s);
        QCOMPARE(text.first(100).plain(), u"abcdefgh"_s);
    }

    void takesNoMoreThanItsShareForFourTimesAsMuch_data()
    {
        QTest::addColumn<QString>("part");
        int number = 0;
        for (const QString &part :
             QStringList{u"a"_s, u"\r"_s, u"\b"_s, u"\033"_s, u"\033["_s, u"\033]"_s, u"\033]0;"_s,
                         u"\033[31ma\033[32mb"_s, u"ab\r"_s, u"\n"_s, u"\033[2K"_s, u"\033[K"_s,
                         u"\033]"_s + QString(1990, u'x'), u"\033[38;5;99mx"_s})
            QTest::addRow("%d", number++) << part;
    }
    void takesNoMoreThanItsShareForFourTimesAsMuch()
    {
        QFETCH(QString, part);
        const auto cost = [&part](qsizetype length) { // seconds of the processor
            const std::clock_t begin = std::clock();
            TerminalText::of(QString(length / 2, u'a') + part.repeated(length / part.size()));
            return double(std::clock() - begin) / CLOCKS_PER_SEC;
        };
        const double some = cost(125'000);
        const double more = cost(500'000);
        // What looks back for each character takes 16 times as much.
        QVERIFY2(more < 10 * some + 0.5, qPrintable(u"%1 after %2"_s.arg(more).arg(some)));
    }

    void noColourHidesText()
    {
        const TextInks inks =
            TextInks::of({{u"ink"_s, QColor(u"#101010"_s)}, {u"sunken"_s, QColor(u"#fafafa"_s)}});
        const QString html = terminalHtml(TerminalText::of(u"\033[30;40msecret<b>"_s), inks);
        QVERIFY2(html.contains(u"color:#101010"_s), qPrintable(html));
        QVERIFY2(html.contains(u"secret&lt;b&gt;"_s), qPrintable(html));
    }
};

PILOTHOUSE_UNIT_TEST(TestTerminalText)
#include "tst_terminal_text.moc"
