#include "vnc/cut_text.h"

#include "rfb_words.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

using Said = CutText::Kind;

class TestCutText : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatAViewerSaysOfItsClipboard_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<Said>("kind");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &message, Said kind,
                            const QString &text = {}) {
            QTest::newRow(name) << message << kind << text;
        };
        row("plain", rfb::cutText("a\nb"), Said::Text, u"a\nb"_s);
        row("plain, Latin-1", rfb::cutText("caf\xe9"), Said::Text, u"café"_s);
        row("plain, empty", rfb::cutText({}), Said::Text);
        row("offer", rfb::extended(rfb::ClipboardNotify, 1), Said::Offer);
        row("offer of text and HTML", rfb::extended(rfb::ClipboardNotify, 5), Said::Offer);
        row("offer of a picture", rfb::extended(rfb::ClipboardNotify, 8), Said::Nothing);
        row("offer of nothing", rfb::extended(rfb::ClipboardNotify, 0), Said::Nothing);
        row("asks", rfb::extended(rfb::ClipboardRequest, 1), Said::Asks);
        row("asks what there is", rfb::extended(rfb::ClipboardPeek, 0), Said::Asks);
        row("tells what it can",
            rfb::extended(quint32{rfb::ClipboardCaps} | rfb::ClipboardNotify, 1,
                          QByteArray(4, '\0')),
            Said::Asks);
        const QByteArray umlaut = "\xc3\xa4\r\n\xe6\xbc\xa2";
        row("answer", rfb::answer(umlaut), Said::Answer, u"ä\n漢"_s);
        row("answer, the stream ended", rfb::answer(umlaut, rfb::Stream::Ended), Said::Answer,
            u"ä\n漢"_s);
        row("answer with HTML behind",
            rfb::extended(rfb::ClipboardProvide, 5, rfb::answer("a").mid(12)), Said::Answer,
            u"a"_s);
        row("answer, a picture", rfb::extended(rfb::ClipboardProvide, 8, rfb::answer("a").mid(12)),
            Said::Nothing);
        row("answer cut off",
            rfb::extended(rfb::ClipboardProvide, 1, rfb::answer("abcd").mid(12).chopped(3)),
            Said::Nothing);
        row("answer without a stream", rfb::extended(rfb::ClipboardProvide, 1), Said::Nothing);
        row("answer, a size that lies",
            rfb::extended(rfb::ClipboardProvide, 1, rfb::packed(QByteArray("\0\0\0\x09 a\0", 7))),
            Said::Nothing);
        row("answer, four GiB",
            rfb::extended(rfb::ClipboardProvide, 1, rfb::packed("\xff\xff\xff\xff a")),
            Said::Nothing);
        row("two actions", rfb::extended(quint32{rfb::ClipboardProvide} | rfb::ClipboardNotify, 1),
            Said::Nothing);
        row("too short", rfb::cutText("abc", -3), Said::Nothing);
    }
    void tellsWhatAViewerSaysOfItsClipboard()
    {
        QFETCH(QByteArray, message);
        QFETCH(Said, kind);
        QFETCH(QString, text);
        const CutText said = CutText::of(message);
        QCOMPARE(said.kind, kind);
        QCOMPARE(said.text, text);
    }

    void takesNoMoreThanItsLimit_data()
    {
        QTest::addColumn<int>("more");
        QTest::addColumn<Said>("kind");
        QTest::newRow("as much as there may be") << 0 << Said::Answer;
        QTest::newRow("a byte more") << 1 << Said::Nothing;
        QTest::newRow("a bomb") << 200 * 1024 * 1024 << Said::Nothing;
    }
    void takesNoMoreThanItsLimit()
    {
        QFETCH(int, more);
        QFETCH(Said, kind);
        const QByteArray text(CutText::kLongest - 5 + more, 'a');
        QCOMPARE(CutText::of(rfb::answer(text, rfb::Stream::Squeezed)).kind, kind);
    }

    void asksForText()
    {
        QCOMPARE(CutText::request(), QByteArray::fromHex("03000000fffffffc02000001"));
    }
};

PILOTHOUSE_UNIT_TEST(TestCutText)
#include "tst_cut_text.moc"
