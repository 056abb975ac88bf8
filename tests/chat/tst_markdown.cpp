#include "qml/chat/markdown_blocks.h"
#include "qml/chat/markdown_text.h"
#include "qml/chat/message_blocks.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QString html(const QString &markdown)
{
    return markdownHtml(markdown, TextInks::of({}));
}

/// What a person reads of it.
QString read(const QString &markdown)
{
    QTextDocument document;
    document.setHtml(html(markdown));
    return document.toPlainText();
}

} // namespace

class TestMarkdown : public QObject
{
    Q_OBJECT
private slots:
    void shows_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QString &markdown, const QString &shown) {
            QTest::newRow(name) << markdown << shown;
        };
        row("a paragraph", u"one *two* **three** `four`"_s, u"one two three four"_s);
        row("line ends", u"one\ntwo  \nthree\\\nfour"_s, u"one\ntwo\nthree\nfour"_s);
        row("a heading first", u"# Head\ntext"_s, u"Head\ntext"_s);
        row("a list", u"- a\n- b"_s, u"a\nb"_s);
        row("a list that begins elsewhere", u"3. three\n4. four"_s, u"3. three\n4. four"_s);
        row("a list in order", u"1. one\n2. two"_s, u"one\ntwo"_s);
        row("HTML", u"a <b>b</b> <script>x()</script>"_s, u"a <b>b</b> <script>x()</script>"_s);
        row("a block of HTML", u"<div onclick=x>\nb\n</div>"_s, u"<div onclick=x>\nb\n</div>"_s);
        row("a picture", u"a ![what it shows](http://127.0.0.1/x.png) b"_s, u"a what it shows b"_s);
        row("direction", u"rm \u202Etxt"_s, u"rm  RLO txt"_s);
        row("a secret", u"type {{secret:A_B_C}}"_s, u"type {{secret:A_B_C}}"_s);
        row("signs of our own", u"a\uFDD0b"_s, u"a\uFFFDb"_s);
        row("nothing", u""_s, u""_s);
    }
    void shows()
    {
        QFETCH(QString, markdown);
        QTEST(read(markdown).replace(QChar(0xa0), u' '), "shown");
    }

    void keepsLineEnds()
    {
        QCOMPARE(read(u"one\ntwo  \nthree\\\nfour"_s), u"one\ntwo\nthree\nfour"_s);
    }

    void cannotCallAnywhere_data()
    {
        QTest::addColumn<QString>("markdown");
        int number = 0;
        for (const QString &text :
             {u"![x](http://127.0.0.1/a.png)"_s, u"![](http://127.0.0.1/a.png)"_s,
              u"[![x](http://127.0.0.1/a.png)](http://example.org)"_s,
              u"![x][1]\n\n[1]: http://127.0.0.1/a.png"_s, u"<img src=http://127.0.0.1/a.png>"_s,
              u"| a |\n|---|\n| ![x](http://127.0.0.1/a.png) |"_s,
              u"- ![x](http://127.0.0.1/a.png)"_s, u"> ![x](http://127.0.0.1/a.png)"_s,
              u"# ![x](http://127.0.0.1/a.png)"_s, u"![x](file:///etc/passwd)"_s,
              u"<p style=\"background-image:url(http://127.0.0.1/a.png)\">x</p>"_s})
            QTest::addRow("%d", number++) << text;
    }
    void cannotCallAnywhere()
    {
        QFETCH(QString, markdown);
        const QString made = html(markdown);
        QVERIFY2(!made.contains(u"<img"_s), qPrintable(made));
        static const QRegularExpression calls(u"<[^>]*(url\\(|src=)"_s);
        QVERIFY2(!calls.match(made).hasMatch(), qPrintable(made));
    }

    void leadsToTheWebOnly_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("leads");
        QTest::newRow("https") << u"https://example.org/a?b=c"_s << true;
        QTest::newRow("http") << u"http://example.org"_s << true;
        QTest::newRow("script") << u"javascript:alert(1)"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("data") << u"data:text/html,x"_s << false;
        QTest::newRow("another program") << u"ssh://host"_s << false;
        QTest::newRow("no host") << u"http:///x"_s << false;
        QTest::newRow("relative") << u"/blobs/x"_s << false;
        QTest::newRow("a hidden direction") << u"https://example.org/\u202Egpj"_s << false;
    }
    void leadsToTheWebOnly()
    {
        QFETCH(QString, address);
        const QString made = html(u"[text](%1)"_s.arg(address));
        QVERIFY2(made.contains(u"text"_s), qPrintable(made));
        QTEST(made.contains(u"href="_s), "leads");
    }

    void knowsThisMachine_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isLocal");
        for (const auto *address :
             {u"http://localhost:8080/", u"http://a.localhost", u"http://127.0.0.1",
              u"http://127.9.9.9:1/x", u"http://0.0.0.0", u"http://[::1]/", u"http://[::]/",
              u"http://[::ffff:127.0.0.1]/", u"http://localhost.:80", u"http://ip6-localhost"})
            QTest::newRow(qPrintable(QString::fromUtf16(address)))
                << QString::fromUtf16(address) << true;
        for (const auto *address : {u"http://example.org", u"http://10.0.0.1",
                                    u"http://localhost.example.org", u"https://[2001:db8::1]/"})
            QTest::newRow(qPrintable(QString::fromUtf16(address)))
                << QString::fromUtf16(address) << false;
    }
    void knowsThisMachine()
    {
        QFETCH(QString, address);
        QTEST(isLocalAddress(address), "isLocal");
    }

    void makesCardsOfFences()
    {
        const QList<MarkdownBlock> blocks =
            markdownBlocks(u"a\n```cpp title\nint x;\n\n~~~\n```\nb\n~~~~\n```\n~~~~"_s);
        QCOMPARE(blocks.size(), 4);
        QCOMPARE(blocks.at(1),
                 (MarkdownBlock{.isCode = true, .text = u"int x;\n\n~~~"_s, .language = u"cpp"_s}));
        QCOMPARE(blocks.at(2).text, u"b"_s);
        QCOMPARE(blocks.at(3).text, u"```"_s);
    }

    void aFenceThatIsStillOpenIsCode()
    {
        const QList<MarkdownBlock> blocks = markdownBlocks(u"a\n\n```\nls"_s);
        QCOMPARE(blocks.size(), 2);
        QVERIFY(blocks.last().isCode);
        QCOMPARE(blocks.last().text, u"ls"_s);
    }

    void leavesWhatCannotBeRead()
    {
        const QList<QString> texts{QString(100'001, u'a'), u"> "_s.repeated(30) + u'a',
                                   QString(100, u'*'), QString(4000, u'x')};
        for (const QString &text : texts) {
            QVERIFY(!isReadable(text));
            QCOMPARE(read(text).simplified(), text.simplified());
        }
        QVERIFY(isReadable(u"- a\n  - b\n    - c *d*"_s));
    }

    void tellsWhereItLeadsTo()
    {
        MessageBlocks blocks;
        blocks.setText(
            u"[a](https://example.org/?a=1&b=2) [b](file:///x)\n```\nhttp://no.org\n```\n"
            u"http://two.org [c](https://example.org/?a=1&b=2)"_s);
        QCOMPARE(blocks.links(),
                 (QStringList{u"https://example.org/?a=1&b=2"_s, u"http://two.org"_s}));
    }

    void onlyTheLastBlockIsDrawnAnewWhileAMessageGrows()
    {
        MessageBlocks blocks;
        blocks.setText(u"one\n```\ntwo\n```\nthr"_s);
        QCOMPARE(blocks.count(), 3);
        QSignalSpy changed(&blocks, &MessageBlocks::dataChanged);

        blocks.setText(u"one\n```\ntwo\n```\nthree"_s);

        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 2);
        QVERIFY(blocks.index(2).data(MessageBlocks::HtmlRole).toString().contains(u"three"_s));
    }
};

QTEST_MAIN(TestMarkdown)
#include "tst_markdown.moc"
