#include "vnc/server_messages.h"

#include "rfb_words.h"
#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;

namespace {

constexpr char kBell = 2;
constexpr char kEndOfContinuousUpdates = '\x96';

QByteArray serverCutText(const QByteArray &text)
{
    QByteArray message = rfb::cutText(text);
    message[0] = 3;
    return message;
}

/// An update of one rectangle and what is in it.
QByteArray picture(quint16 width, quint16 height, qint32 encoding, const QByteArray &body)
{
    return rfb::update(1) + rfb::rectangle(width, height, encoding) + body;
}

QByteArray counted(const QByteArray &body)
{
    QByteArray bytes;
    rfb::append(bytes, static_cast<quint32>(body.size()));
    return bytes + body;
}

struct Sample
{
    const char *name;
    QByteArray bytes;
};

/// One of each form that a stream may have; 32 bits a pixel, 24 of which count. Long: a table.
QList<Sample> samples()
{
    const QByteArray screens("\2\0\0\0", 4);
    const auto tight = [](quint16 width, quint16 height, const char *head, qsizetype headSize,
                          qsizetype body) {
        return picture(width, height, 7, QByteArray(head, headSize) + QByteArray(body, 'x'));
    };
    return {
        {"raw", picture(3, 2, 0, QByteArray(24, 'x'))},
        {"copy", picture(3, 2, 1, "abcd")},
        {"ZRLE", picture(64, 64, 16, counted(QByteArray(300, 'z')))},
        {"cursor", picture(9, 2, -239, QByteArray(72 + 4, 'c'))},
        {"no cursor", picture(0, 0, -239, {})},
        {"two-coloured cursor", picture(9, 2, -240, QByteArray(6 + 8, 'c'))},
        {"no two-coloured cursor", picture(0, 0, -240, {})},
        {"size", picture(800, 600, -223, {})},
        {"sizes", picture(800, 600, -308, screens + QByteArray(32, 's'))},
        {"name", picture(0, 0, -307, counted("Pilothouse"))},
        {"LEDs", picture(0, 0, -261, "l")},
        {"LEDs of VMware", picture(0, 0, 0x574d5668, "leds")},
        {"keys of QEMU", picture(0, 0, -258, {})},
        {"pointer of VMware", picture(10, 10, 0x574d5666, {})},
        {"cursor of VMware", picture(2, 2, 0x574d5664, QByteArray(2, '\0') + QByteArray(32, 'v'))},
        {"cursor with alpha",
         picture(2, 2, 0x574d5664, QByteArray("\1\0", 2) + QByteArray(16, 'v'))},
        {"Tight, one colour", tight(9, 9, "\x80", 1, 3)},
        {"Tight, JPEG", tight(9, 9, "\x90\x05", 2, 5)},
        {"Tight, long JPEG", tight(9, 9, "\x90\x80\x01", 3, 128)},
        {"Tight, longest head", tight(9, 9, "\x90\x81\x80\x01", 4, 16385)},
        {"Tight, basic", tight(9, 9, "\x00\x07", 2, 7)},
        {"Tight, few bytes", tight(3, 1, "\x00", 1, 9)},
        {"Tight, filter copy", tight(9, 9, "\x40\x00\x07", 3, 7)},
        {"Tight, gradient", tight(9, 9, "\x40\x02\x07", 3, 7)},
        {"Tight, two colours", tight(9, 9,
                                     "\x40\x01\x01"
                                     "abcabc"
                                     "\x07",
                                     10, 7)},
        {"Tight, two colours, small", tight(9, 2,
                                            "\x40\x01\x01"
                                            "abcabc",
                                            9, 4)},
        {"Tight, palette", tight(9, 9,
                                 "\x50\x01\x02"
                                 "abcabcabc"
                                 "\x07",
                                 13, 7)},
        {"until the last",
         rfb::update(0xffff) + rfb::rectangle(1, 1, 0) + "abcd" + rfb::rectangle(0, 0, -224)},
        {"two rectangles",
         rfb::update(2) + rfb::rectangle(1, 1, 0) + "abcd" + rfb::rectangle(1, 1, 1) + "abcd"},
        {"no rectangle", rfb::update(0)},
        {"colours", QByteArray("\1\0\0\0\0\2", 6) + QByteArray(12, 'c')},
        {"bell", QByteArray(1, kBell)},
        {"end of updates", QByteArray(1, kEndOfContinuousUpdates)},
        {"fence", rfb::fence(8)},
    };
}

} // namespace

class TestServerMessages : public QObject
{
    Q_OBJECT
private slots:
    void knowsWhereEachMessageEnds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const Sample &sample : samples())
            QTest::newRow(sample.name) << sample.bytes;
    }
    void knowsWhereEachMessageEnds()
    {
        QFETCH(QByteArray, bytes);
        ServerMessages stream{PixelWidth()};
        // Only who knows where the text begins can take it out.
        const auto passed = stream.feed(bytes + serverCutText("secret") + bytes, false);
        QVERIFY2(passed, passed ? "" : qPrintable(passed.error().detail));
        QCOMPARE(*passed, bytes + bytes);
    }

    void saysNothingOfItsOwnInTheMiddleOfAMessage_data() { knowsWhereEachMessageEnds_data(); }
    void saysNothingOfItsOwnInTheMiddleOfAMessage()
    {
        QFETCH(QByteArray, bytes);
        const QByteArray own = serverCutText("own");
        for (qsizetype at = 1; at < bytes.size(); at += 1 + bytes.size() / 50) {
            ServerMessages stream{PixelWidth()};
            QByteArray passed = *stream.feed(bytes.first(at), true);
            stream.say(own);
            passed += *stream.feed({}, true) + *stream.feed(bytes.sliced(at) + kBell, true);
            // Before a message of which nothing has gone out yet, behind it, or behind the bell.
            const QByteArrayList places{own + bytes + kBell, bytes + own + kBell,
                                        bytes + kBell + own};
            QVERIFY(places.contains(passed));
        }
    }

    void givesTheClipboardToWhoMayHaveIt()
    {
        ServerMessages stream{PixelWidth()};
        const QByteArray extended = QByteArray("\3\0\0\0\xff\xff\xff\xfc", 8) + "data";
        QCOMPARE(*stream.feed(serverCutText("text") + extended, true),
                 serverCutText("text") + extended);
        QCOMPARE(*stream.feed(serverCutText("text") + extended + kBell, false),
                 QByteArray(1, kBell));
    }

    void takesOutTheRestOfATextThatBeganBefore()
    {
        ServerMessages stream{PixelWidth()};
        const QByteArray text = serverCutText("secret");
        QCOMPARE(*stream.feed(text.first(11), false), QByteArray());
        QCOMPARE(*stream.feed(text.sliced(11) + kBell, true), QByteArray(1, kBell));
    }

    void measuresPixelsByTheirFormat()
    {
        const PixelWidth plain = PixelWidth::of(rfb::setPixelFormat().sliced(4));
        QCOMPARE(plain.plain, 4);
        QCOMPARE(plain.tight, 3);
        QByteArray deep = rfb::setPixelFormat().sliced(4);
        deep[1] = 32; // depth
        QCOMPARE(PixelWidth::of(deep).tight, 4);
        const PixelWidth small = PixelWidth::of(rfb::setPixelFormat(8).sliced(4));
        QCOMPARE(small.plain, 1);
        QCOMPARE(small.tight, 1);
        ServerMessages stream(small);
        QCOMPARE(*stream.feed(picture(3, 2, 0, QByteArray(6, 'x')) + kBell, false),
                 picture(3, 2, 0, QByteArray(6, 'x')) + kBell);
    }

    void refusesWhatItCannotFollow_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("unknown message") << QByteArray("\x42");
        QTest::newRow("unknown encoding") << picture(9, 9, 5, {});
        QTest::newRow("unknown Tight") << picture(9, 9, 7, "\xa0");
        QTest::newRow("unknown filter") << picture(9, 9, 7, QByteArray("\x40\x03", 2));
        QTest::newRow("a huge picture") << picture(65535, 65535, 0, {});
        QTest::newRow("a huge ZRLE") << picture(9, 9, 16, "\xff\xff\xff\xff");
    }
    void refusesWhatItCannotFollow()
    {
        QFETCH(QByteArray, bytes);
        ServerMessages stream{PixelWidth()};
        QCOMPARE(stream.feed(bytes, false).error().code, Errc::Corrupt);
    }

    void readsTheSameHoweverTheBytesCome()
    {
        const auto holds = rc::check("any chunking", [] {
            const QList<Sample> all = samples();
            const auto order =
                *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, int(all.size()) + 1));
            const auto sizes =
                *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 40)));
            QByteArray said;
            QByteArray expected;
            for (const int index : order) {
                const bool isText = index == all.size();
                said += isText ? serverCutText("secret") : all.at(index).bytes;
                expected += isText ? QByteArray() : all.at(index).bytes;
            }
            ServerMessages stream{PixelWidth()};
            QByteArray heard;
            for (const QByteArray &part :
                 rfb::inParts(said, QList<int>(sizes.begin(), sizes.end()))) {
                const auto passed = stream.feed(part, false);
                RC_ASSERT(passed.has_value());
                heard += *passed;
            }
            RC_ASSERT(heard == expected);
        });
        QVERIFY(holds);
    }
};

PILOTHOUSE_UNIT_TEST(TestServerMessages)
#include "tst_server_messages.moc"
