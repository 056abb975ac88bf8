// What a viewer says of its clipboard is read here as the server reads it.
#include "qml/vnc/rfb_clipboard.h"
#include "rfb_server_words.h"
#include "support/unit_test.h"
#include "vnc/cut_text.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr quint32 kCaps = 1U << 24;
constexpr quint32 kRequest = 1U << 25;
constexpr quint32 kNotify = 1U << 27;
constexpr quint32 kProvide = 1U << 28;
constexpr quint32 kText = 1;

/// As it comes from a server, without its head.
QByteArray body(const QByteArray &cutText)
{
    return cutText.sliced(8);
}

} // namespace

class TestRfbClipboard : public QObject
{
    Q_OBJECT
private slots:
    void givesTextThatTheServerReads()
    {
        const QString text = u"two\nlines, ß 漢 😀"_s;
        const CutText said = CutText::of(RfbClipboard::provide(text));
        QCOMPARE(said.kind, CutText::Kind::Answer);
        QCOMPARE(said.text, text);
    }

    void givesNoTextThatIsTooLong()
    {
        QCOMPARE(RfbClipboard::provide(QString(RfbClipboard::kLongest, u'x')), QByteArray());
    }

    void asksForWhatIsOffered()
    {
        const auto said = RfbClipboard::read(rfbserver::numbers(kNotify | kText));
        QVERIFY(said.isOffer);
        QCOMPARE(CutText::of(said.answer).kind, CutText::Kind::Asks);
        QVERIFY(!RfbClipboard::read(rfbserver::numbers(kNotify)).isOffer); // it is empty now
    }

    void readsWhatIsGiven()
    {
        const QString text = u"ä\r\n漢"_s;
        const auto said = RfbClipboard::read(body(RfbClipboard::provide(text)));
        QCOMPARE(said.text.value_or(QString()), u"ä\n漢"_s);
    }

    void answersTheServersIntroductionAndItsRequest()
    {
        const auto caps = RfbClipboard::read(rfbserver::numbers(kCaps | kText, quint32(0)));
        QCOMPARE(CutText::of(caps.answer).kind, CutText::Kind::Asks);
        QVERIFY(RfbClipboard::read(rfbserver::numbers(kRequest | kText)).isRequest);
        QVERIFY(RfbClipboard::read(CutText::request().sliced(8)).isRequest);
    }

    void hearsNothingInWhatIsBroken_data()
    {
        QTest::addColumn<QByteArray>("said");
        const QByteArray whole = body(RfbClipboard::provide(u"some text"_s));
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half of the flags") << QByteArray("\x10\0", 2);
        QTest::newRow("half of the text") << whole.first(10);
        QTest::newRow("no zlib") << rfbserver::numbers(kProvide | kText) + "abcdefgh";
        QTest::newRow("a bomb") << rfbserver::numbers(kProvide | kText) +
                                       qCompress(QByteArray(50'000'000, 'x')).sliced(4);
    }
    void hearsNothingInWhatIsBroken()
    {
        QFETCH(QByteArray, said);
        const auto heard = RfbClipboard::read(said);
        QVERIFY(!heard.text && heard.answer.isEmpty() && !heard.isOffer && !heard.isRequest);
    }
};

PILOTHOUSE_UNIT_TEST(TestRfbClipboard)
#include "tst_rfb_clipboard.moc"
