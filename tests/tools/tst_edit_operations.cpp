#include "tools/edit_operations.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Texts as they come: all line ends, tabs, several charsets, with and without the last newline.
rc::Gen<QByteArray> someText()
{
    static const std::vector<QByteArray> pieces{"a",    "b",    "ab",   " ",        "\t", "\n",
                                                "\r\n", "\xE9", "\xFF", "\xC3\xA9", "",   "0"};
    return rc::gen::map(rc::gen::container<std::vector<QByteArray>>(rc::gen::elementOf(pieces)),
                        [](const std::vector<QByteArray> &parts) {
                            QByteArray text;
                            for (const QByteArray &part : parts)
                                text += part;
                            return text;
                        });
}

} // namespace

class TestEditOperations : public QObject
{
    Q_OBJECT
private slots:
    void replacesTheOnlyOccurrence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QByteArray>("result");

        const auto row = [](const char *name, const QByteArray &text, const QString &before,
                            const QString &after, const QByteArray &result) {
            QTest::newRow(name) << text << before << after << result;
        };
        row("a word", "one two", u"two"_s, u"three"_s, "one three");
        row("to nothing", "one two\n", u" two"_s, u""_s, "one\n");
        row("all of it", "x", u"x"_s, u"y"_s, "y");
        row("over lines", "a\nb\nc\n", u"a\nb"_s, u"d"_s, "d\nc\n");
        row("tabs stay", "all:\n\tcc x\n", u"x"_s, u"y"_s, "all:\n\tcc y\n");
        row("no last newline stays", "a\nb", u"a"_s, u"c"_s, "c\nb");
        row("CRLF stays", "a\r\nb\r\n", u"a"_s, u"c"_s, "c\r\nb\r\n");
        row("CRLF is matched by LF", "a\r\nb\r\nc\r\n", u"a\nb"_s, u"d\ne"_s, "d\r\ne\r\nc\r\n");
        row("CRLF is matched by CRLF", "a\r\nb\r\n", u"a\r\nb"_s, u"d"_s, "d\r\n");
        row("new lines get CRLF", "a\r\nb\r\n", u"a"_s, u"c\nd"_s, "c\r\nd\r\nb\r\n");
        row("mixed ends stay", "a\nb\r\nc\n", u"c"_s, u"d"_s, "a\nb\r\nd\n");
        row("mixed ends match CRLF too", "x\na\r\nb\n", u"a\nb"_s, u"c\nd"_s, "x\nc\r\nd\n");
        row("byte order mark stays",
            "\xEF\xBB\xBF"
            "a\n",
            u"a"_s, u"b"_s,
            "\xEF\xBB\xBF"
            "b\n");
        row("UTF-8", "h\xC3\xA9llo\n", u"é"_s, u"€"_s, "h\xE2\x82\xACllo\n");
        row("Latin-1 stays", "h\xE9llo w\n", u"w"_s, u"ü"_s, "h\xE9llo \xFC\n");
        row("Latin-1 is matched", "h\xE9llo\n", u"é"_s, u"e"_s, "hello\n");
    }

    void replacesTheOnlyOccurrence()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QByteArray, result);

        const auto edited = replaceOnce(text, before, after);

        QVERIFY2(edited, qPrintable(edited ? QString() : edited.error().message));
        QCOMPARE(edited->text, result);
    }

    void refusesWhatIsNotUnique_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("message");

        const auto row = [](const char *name, const QByteArray &text, const QString &before,
                            const QString &after, const QString &message) {
            QTest::newRow(name) << text << before << after << message;
        };
        row("absent", "a\n", u"b"_s, u"c"_s, u"does not occur"_s);
        row("other blanks", "\ta\n", u"    a"_s, u"c"_s, u"every blank and tab"_s);
        row("several", "a\nb\na\n\na", u"a"_s, u"c"_s, u"3 times, at lines 1, 3, 5."_s);
        row("overlapping", "aaa", u"aa"_s, u"c"_s, u"2 times, at lines 1, 1."_s);
        row("very many", QByteArray("x\n").repeated(500), u"x"_s, u"c"_s, u"100 or more times"_s);
        row("empty", "a", u""_s, u"c"_s, u"must not be empty"_s);
        row("no change", "a", u"a"_s, u"a"_s, u"are the same"_s);
        row("binary", QByteArray("a\0b", 3), u"a"_s, u"c"_s, u"binary"_s);
        row("not in Latin-1", "\xE9 a", u"a"_s, u"€"_s, u"Latin-1, which has no character '€'"_s);
    }

    void refusesWhatIsNotUnique()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, message);

        const auto edited = replaceOnce(text, before, after);

        QVERIFY(!edited);
        QVERIFY2(edited.error().message.contains(message), qPrintable(edited.error().message));
    }

    void insertsAfterALine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("addition");
        QTest::addColumn<QByteArray>("result");

        const auto row = [](const char *name, const QByteArray &text, int line,
                            const QString &addition, const QByteArray &result) {
            QTest::newRow(name) << text << line << addition << result;
        };
        row("at the beginning", "a\nb\n", 0, u"x"_s, "x\na\nb\n");
        row("in the middle", "a\nb\n", 1, u"x"_s, "a\nx\nb\n");
        row("at the end", "a\nb\n", 2, u"x"_s, "a\nb\nx\n");
        row("with its own newline", "a\nb\n", 1, u"x\n"_s, "a\nx\nb\n");
        row("several lines", "a\nb\n", 1, u"x\ny"_s, "a\nx\ny\nb\n");
        row("an empty line", "a\nb\n", 1, u""_s, "a\n\nb\n");
        row("into nothing", "", 0, u"x"_s, "x\n");
        row("no last newline stays", "a\nb", 2, u"x"_s, "a\nb\nx");
        row("no last newline, before", "a\nb", 1, u"x"_s, "a\nx\nb");
        row("CRLF", "a\r\nb\r\n", 1, u"x\ny"_s, "a\r\nx\r\ny\r\nb\r\n");
        row("after a byte order mark",
            "\xEF\xBB\xBF"
            "a\n",
            0, u"x"_s,
            "\xEF\xBB\xBF"
            "x\na\n");
        row("into a lone byte order mark", "\xEF\xBB\xBF", 0, u"x"_s,
            "\xEF\xBB\xBF"
            "x\n");
        row("Latin-1", "\xE9\n", 1, u"é"_s, "\xE9\n\xE9\n");
    }

    void insertsAfterALine()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(QString, addition);
        QFETCH(QByteArray, result);

        const auto edited = insertLines(text, line, addition);

        QVERIFY2(edited, qPrintable(edited ? QString() : edited.error().message));
        QCOMPARE(edited->text, result);
    }

    void refusesALineThatIsNotThere()
    {
        QVERIFY(!insertLines("a\nb\n", -1, u"x"_s));
        const auto beyond = insertLines("a\nb\n", 3, u"x"_s);
        QVERIFY(!beyond);
        QCOMPARE(beyond.error().message,
                 u"insert_line must be 0 to 2, the number of lines; got 3."_s);
    }

    void numbersLinesAsCatDoes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("shown");

        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("one") << QByteArray("a") << u"     1\ta\n"_s;
        QTest::newRow("newline at the end")
            << QByteArray("a\n\tb\n") << u"     1\ta\n     2\t\tb\n"_s;
        QTest::newRow("empty lines") << QByteArray("\n\n") << u"     1\t\n     2\t\n"_s;
        QTest::newRow("CRLF") << QByteArray("a\r\nb") << u"     1\ta\n     2\tb\n"_s;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a\n")
                                         << u"     1\ta\n"_s;
        QTest::newRow("Latin-1") << QByteArray("\xE9\n") << u"     1\té\n"_s;
    }

    void numbersLinesAsCatDoes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, shown);
        QCOMPARE(numberedLines(text, 1, 1000).value(), shown);
        QCOMPARE(lineCount(text), shown.count(u'\n'));
    }

    void keepsAllOtherBytesWhenItReplaces()
    {
        QVERIFY(rc::check([] {
            const QByteArray head = *someText();
            const QByteArray tail = *someText();
            const QByteArray text = head + "NEEDLE" + tail;
            const auto edited = replaceOnce(text, u"NEEDLE"_s, u"thread"_s);
            RC_ASSERT(edited.has_value());
            RC_ASSERT(edited->text == head + "thread" + tail);
        }));
    }

    void keepsAllOtherBytesWhenItInserts()
    {
        QVERIFY(rc::check([] {
            const QByteArray text = *someText();
            const auto line = *rc::gen::inRange<qsizetype>(0, lineCount(text) + 1);
            const auto edited = insertLines(text, line, u"NEEDLE"_s);
            RC_ASSERT(edited.has_value());
            const qsizetype at = edited->text.indexOf("NEEDLE");
            QByteArray without = edited->text;
            without.remove(at, 6);
            // Taking away the new line and one line end gives the old text.
            const QByteArray before = without.first(at);
            const QByteArray after = without.sliced(at);
            const auto joined = [&](const QByteArray &end) {
                return (after.startsWith(end) && before + after.sliced(end.size()) == text) ||
                       (before.endsWith(end) && before.chopped(end.size()) + after == text);
            };
            RC_ASSERT(joined("\n") || joined("\r\n"));
            RC_ASSERT(lineCount(edited->text) == lineCount(text) + 1);
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestEditOperations)
#include "tst_edit_operations.moc"
