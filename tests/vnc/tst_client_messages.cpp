#include "vnc/client_messages.h"

#include "rfb_words.h"
#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;

namespace {

using Kind = ClientMessage::Kind;

/// One of each kind of message that may come.
QByteArrayList oneOfEach()
{
    return {rfb::setPixelFormat(),          rfb::setEncodings({7, -239}),
            rfb::updateRequest(true, 9, 9), rfb::keyEvent('a', true),
            rfb::qemuKeyEvent('a', false),  rfb::pointerEvent(1, 2, 3),
            rfb::cutText("text"),           rfb::cutText("ext", -3),
            rfb::continuousUpdates(9, 9),   rfb::fence(8),
            rfb::setDesktopSize(1),         QByteArray("\xfa\0\1\2", 4)};
}

} // namespace

class TestClientMessages : public QObject
{
    Q_OBJECT
private slots:
    void tellsEachMessageByItsKindAndLength_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &bytes, Kind kind) {
            QTest::newRow(name) << bytes << int(kind);
        };
        row("8 bits", rfb::setPixelFormat(8), Kind::PixelFormat);
        row("32 bits", rfb::setPixelFormat(32), Kind::PixelFormat);
        row("no encodings", rfb::setEncodings({}), Kind::Encodings);
        row("most encodings", rfb::setEncodings(QList<qint32>(512, 7)), Kind::Encodings);
        row("an update", rfb::updateRequest(false, 1280, 800), Kind::Updates);
        row("continuous updates", rfb::continuousUpdates(1280, 800), Kind::Updates);
        row("an empty fence", rfb::fence(0), Kind::Updates);
        row("the longest fence", rfb::fence(64), Kind::Updates);
        row("a key", rfb::keyEvent('a', true), Kind::Key);
        row("a key of QEMU", rfb::qemuKeyEvent('a', true), Kind::QemuKey);
        row("the pointer", rfb::pointerEvent(255, 65535, 0), Kind::Pointer);
        row("no text", rfb::cutText({}), Kind::CutText);
        row("a text", rfb::cutText(QByteArray(1024 * 1024, 'a')), Kind::CutText);
        row("the extended clipboard", rfb::cutText("abcd", -4), Kind::CutText);
        row("a size", rfb::setDesktopSize(0), Kind::Refused);
        row("a size of many screens", rfb::setDesktopSize(255), Kind::Refused);
        row("power", QByteArray("\xfa\0\1\2", 4), Kind::Refused);
    }
    void tellsEachMessageByItsKindAndLength()
    {
        QFETCH(QByteArray, bytes);
        ClientMessages parser;
        const auto messages = parser.feed(QByteArray(bytes + rfb::keyEvent('z', false)));
        QVERIFY(messages);
        QCOMPARE(messages->size(), 2); // it ended where the next one begins
        QCOMPARE(messages->first().bytes, bytes);
        QTEST(int(messages->first().kind), "kind");
        QCOMPARE(messages->last().bytes, rfb::keyEvent('z', false));
    }

    void refusesWhatWouldHideTheRest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("13 bits") << rfb::setPixelFormat(13);
        QTest::newRow("no bits") << rfb::setPixelFormat(0);
        QTest::newRow("513 encodings") << rfb::setEncodings(QList<qint32>(513, 7));
        QTest::newRow("2 GB of text") << rfb::cutText({}, std::numeric_limits<qint32>::max());
        QTest::newRow("-2 GB of text") << rfb::cutText({}, std::numeric_limits<qint32>::min());
        QTest::newRow("a byte too many") << rfb::cutText({}, 1024 * 1024 + 1);
        QTest::newRow("an extended byte too many") << rfb::cutText({}, -1024 * 1024 - 1);
        QTest::newRow("a long fence") << rfb::fence(65);
        QTest::newRow("audio of QEMU") << QByteArray("\xff\1\0\1", 4);
        QTest::newRow("gii") << QByteArray("\xfd\1\0\1", 4);
        QTest::newRow("colour map") << QByteArray("\1\0\0\1", 4);
        QTest::newRow("file transfer") << QByteArray("\7\0\0\1", 4);
        QTest::newRow("a text frame's word") << QByteArray("hello");
    }
    void refusesWhatWouldHideTheRest()
    {
        QFETCH(QByteArray, bytes);
        ClientMessages parser;
        QVERIFY(parser.feed(rfb::keyEvent('a', true))); // in the middle of a stream
        const auto messages = parser.feed(bytes);
        QVERIFY(!messages);
        QCOMPARE(messages.error().code, Errc::InvalidArgument);
    }

    void readsTheSameHoweverTheBytesCome()
    {
        const auto holds = rc::check("any chunking", [] {
            const QByteArrayList all = oneOfEach();
            const auto order =
                *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, int(all.size())));
            const auto sizes =
                *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 40)));
            QByteArrayList said;
            for (const int index : order)
                said.append(all.at(index));
            ClientMessages parser;
            QByteArrayList heard;
            for (const QByteArray &part :
                 rfb::inParts(said.join(), QList<int>(sizes.begin(), sizes.end()))) {
                const auto messages = parser.feed(part);
                RC_ASSERT(messages.has_value());
                for (const ClientMessage &message : *messages)
                    heard.append(message.bytes);
            }
            RC_ASSERT(heard == said);
        });
        QVERIFY(holds);
    }
};

PILOTHOUSE_UNIT_TEST(TestClientMessages)
#include "tst_client_messages.moc"
