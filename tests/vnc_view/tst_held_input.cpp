#include "qml/vnc/held_input.h"
#include "rfb_server_words.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray keyed(quint32 keysym, bool isDown)
{
    return rfbserver::numbers(quint8(4), quint8(isDown), quint16(0), keysym);
}

QByteArray placed(quint32 keysym, quint32 place, bool isDown)
{
    return rfbserver::numbers(quint8(255), quint8(0), quint16(isDown), keysym, place);
}

QByteArray pointer(quint8 buttons, quint16 x, quint16 y)
{
    return rfbserver::numbers(quint8(5), buttons, x, y);
}

} // namespace

class TestHeldInput : public QObject
{
    Q_OBJECT
private slots:
    void letsGoOfAKeyUnderTheNameItWasPressedWith()
    {
        HeldInput input;
        QCOMPARE(input.press(38, 'A', 30), keyed('A', true)); // Shift was held
        QCOMPARE(input.press(38, 'a', 30), keyed('A', true)); // it repeats; Shift is not held
        QCOMPARE(input.release(38), keyed('A', false));
        QCOMPARE(input.release(38), QByteArray());
    }

    void saysThePlaceOfKeysToWhoTakesIt()
    {
        HeldInput input;
        input.saysPlaces = true;
        QCOMPARE(input.press(38, 'a', 30), placed('a', 30, true));
        QCOMPARE(input.press(250, 'b', 0), keyed('b', true)); // nobody knows its place
        QCOMPARE(input.release(38), placed('a', 30, false));
    }

    void saysNothingOfKeysWithoutAName()
    {
        HeldInput input;
        QCOMPARE(input.press(38, 0, 30), QByteArray());
        QCOMPARE(input.release(38), QByteArray());
    }

    void letsGoOfAllThatIsDown()
    {
        HeldInput input;
        input.press(38, 'a', 30);
        input.press(50, 0xffe1, 42);
        input.move({7, 9});
        input.press(HeldInput::Left);
        input.press(HeldInput::Right);
        QCOMPARE(input.releaseAll(), keyed('a', false) + keyed(0xffe1, false) + pointer(0, 7, 9));
        QCOMPARE(input.releaseAll(), QByteArray());
        QCOMPARE(input.release(HeldInput::Left), QByteArray());
    }

    void typesTextCharacterByCharacter()
    {
        const HeldInput input;
        QCOMPARE(input.type(u"ß漢😀\n"_s), keyed(0xdf, true) + keyed(0xdf, false) +
                                              keyed(0x01006f22, true) + keyed(0x01006f22, false) +
                                              keyed(0x0101f600, true) + keyed(0x0101f600, false) +
                                              keyed(0xff0d, true) + keyed(0xff0d, false));
    }

    void dragsWithAButton()
    {
        HeldInput input;
        QCOMPARE(input.move({1, 2}), pointer(0, 1, 2));
        QCOMPARE(input.move({1, 2}), QByteArray());
        QCOMPARE(input.press(HeldInput::Middle), pointer(2, 1, 2));
        QCOMPARE(input.move({3, 4}), pointer(2, 3, 4));
        QCOMPARE(input.release(HeldInput::Middle), pointer(0, 3, 4));
    }

    void gathersPartsOfANotch()
    {
        HeldInput input;
        QCOMPARE(input.turn({0, 0.4}), QByteArray());
        QCOMPARE(input.turn({0, 0.4}), QByteArray());
        QCOMPARE(input.turn({0, 0.4}), pointer(16, 0, 0) + pointer(0, 0, 0));
        QCOMPARE(input.turn({0, -0.9}), QByteArray()); // back: what was left does not count
        QCOMPARE(input.turn({0, -0.1}), pointer(8, 0, 0) + pointer(0, 0, 0));
        QCOMPARE(input.turn({2, 0}), QByteArray(pointer(64, 0, 0) + pointer(0, 0, 0)).repeated(2));
        QCOMPARE(input.turn({-1, 0}), pointer(32, 0, 0) + pointer(0, 0, 0));
    }

    void turnsTheWheelWhileAButtonIsDown()
    {
        HeldInput input;
        input.press(HeldInput::Left);
        QCOMPARE(input.turn({0, 1}), pointer(17, 0, 0) + pointer(1, 0, 0));
    }
};

PILOTHOUSE_UNIT_TEST(TestHeldInput)
#include "tst_held_input.moc"
