#include "model/clouds/event_stream.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

// Written by @smithy/eventstream-codec 4.5.
const QByteArray kChunk = QByteArray::fromHex(
    "0000007b0000004b0a2e96af0b3a6576656e742d747970650700056368756e6b0d3a636f6e74656e742d7479706507"
    "00106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d747970650700056576656e747b226279746573"
    "223a2265794a306558426c496a6f6963476c755a794a39227da01f56c4");
const QByteArray kException = QByteArray::fromHex(
    "0000006600000040058c1c140f3a657863657074696f6e2d747970650700137468726f74746c696e67457863657074"
    "696f6e0d3a6d6573736167652d74797065070009657863657074696f6e7b226d657373616765223a22546f6f206d61"
    "6e79227dce108425");
const QByteArray kEmpty = QByteArray::fromHex("000000100000000005c248eb7d98c8ff");
const QByteArray kAllKinds = QByteArray::fromHex(
    "0000005500000044e4601a5b01610001620101630207016403012c0165040001117001670600020102016807000474"
    "657874016908000000e8d4a51000016a090102030405060708090a0b0c0d0e0f1078fdd71177");

Error troubleOf(const QByteArray &stream)
{
    EventStreamParser parser;
    const auto messages = parser.feed(stream);
    return messages ? Error{} : messages.error();
}

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatAnotherProgramWrote()
    {
        EventStreamParser parser;
        const auto read = parser.feed(QByteArray(kChunk + kException + kEmpty + kAllKinds));
        QVERIFY(read);
        QCOMPARE(read->size(), 4);
        QCOMPARE(read->at(0).fields.value(":event-type"), "chunk");
        QCOMPARE(read->at(0).fields.value(":message-type"), "event");
        QCOMPARE(read->at(0).payload, R"({"bytes":"eyJ0eXBlIjoicGluZyJ9"})");
        QCOMPARE(read->at(1).fields.value(":exception-type"), "throttlingException");
        QCOMPARE(read->at(1).payload, R"({"message":"Too many"})");
        QCOMPARE(read->at(2), EventStreamMessage());
        QCOMPARE(read->at(3).fields, (QHash<QByteArray, QByteArray>{{"h", "text"}}));
        QCOMPARE(read->at(3).payload, "x");
    }

    void readsTheSameHoweverItIsCut()
    {
        const QByteArray stream = kChunk + kException + kEmpty + kAllKinds;
        const auto whole = EventStreamParser().feed(stream).value();
        const bool holds = rc::check([&] {
            const int length = *rc::gen::inRange(1, 200);
            EventStreamParser parser;
            QList<EventStreamMessage> messages;
            for (qsizetype at = 0; at < stream.size(); at += length)
                messages += parser.feed(stream.mid(at, length)).value();
            RC_ASSERT(messages == whole);
        });
        QVERIFY(holds);
    }

    void saysNothingOfAMessageThatIsCutOff()
    {
        for (qsizetype length = 0; length < kChunk.size(); ++length) {
            EventStreamParser parser;
            const auto messages = parser.feed(kChunk.left(length));
            QVERIFY(messages && messages->isEmpty());
        }
    }

    void refusesEveryBitThatChangedOnTheWay()
    {
        for (qsizetype at = 0; at < kChunk.size(); ++at)
            for (const int bit : {0, 3, 7}) {
                QByteArray changed = kChunk;
                changed[at] = char(changed.at(at) ^ (1 << bit));
                EventStreamParser parser;
                const auto messages = parser.feed(changed);
                QVERIFY2(!messages, qPrintable(u"bit %1 of byte %2"_s.arg(bit).arg(at)));
                QVERIFY(!parser.feed(kEmpty)); // and nothing after it is believed
            }
    }

    // Their check sums are right: only the lengths are not.
    void refusesLengthsThatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<Errc>("code");
        QTest::newRow("shorter than itself")
            << QByteArray::fromHex("0000000f00000000e77248b8") << Errc::Corrupt;
        QTest::newRow("of four gigabytes")
            << QByteArray::fromHex("ffffffff00000000ffffffff") << Errc::TooLarge;
        QTest::newRow("fields longer than the message")
            << QByteArray::fromHex("000000100000000172c5787d") << Errc::Corrupt;
        QTest::newRow("too many fields")
            << QByteArray::fromHex("0100000000ffffffa936f9e5") << Errc::TooLarge;
        QTest::newRow("a field that runs over its end")
            << QByteArray::fromHex("0000001500000005bd483314016107ffff8adbd484") << Errc::Corrupt;
    }

    void refusesLengthsThatCannotBe()
    {
        QFETCH(QByteArray, stream);
        QFETCH(Errc, code);
        const Error trouble = troubleOf(stream);
        QCOMPARE(trouble.code, code);
        QVERIFY(!trouble.message.isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestEventStream)
#include "tst_event_stream.moc"
