#include "qml/vnc/touch_gestures.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = TouchGestures::Act::Kind;

namespace {

QString words(const QList<TouchGestures::Act> &acts)
{
    constexpr const char *names[] = {"tap", "hold", "start", "drag", "end", "scroll"};
    QStringList all;
    for (const TouchGestures::Act &act : acts)
        all += u"%1%2 %3,%4"_s.arg(QLatin1StringView(names[int(act.kind)]))
                   .arg(act.fingers == 2 ? u"2"_s : QString())
                   .arg(act.at.x())
                   .arg(act.at.y());
    return all.join(u' ');
}

} // namespace

class TestTouchGestures : public QObject
{
    Q_OBJECT
private slots:
    void tapsWithOneFingerOrTwo()
    {
        TouchGestures touch;
        QCOMPARE(words(touch.take({{10, 10}}, 0ms)), u""_s);
        QCOMPARE(words(touch.take({{12, 11}}, 50ms)), u""_s); // it trembles
        QCOMPARE(words(touch.take({}, 100ms)), u"tap 10,10"_s);
        touch.take({{10, 10}}, 1'000ms);
        touch.take({{10, 10}, {30, 10}}, 1'020ms);
        QCOMPARE(words(touch.take({{10, 10}}, 1'090ms)), u""_s);
        QCOMPARE(words(touch.take({}, 1'100ms)), u"tap2 20,10"_s);
    }

    void holdsOnlyAFingerThatStays()
    {
        TouchGestures touch;
        touch.take({{10, 10}}, 100ms);
        QCOMPARE(*touch.holdsAt(), 600ms);
        QCOMPARE(words(touch.tick(599ms)), u""_s);
        QCOMPARE(words(touch.tick(600ms)), u"hold 10,10"_s);
        QVERIFY(!touch.holdsAt());
        QCOMPARE(words(touch.take({{40, 10}}, 700ms)), u""_s);
        QCOMPARE(words(touch.take({}, 800ms)), u""_s); // no tap, too
    }

    void dragsFromWhereTheFingerCameDown()
    {
        TouchGestures touch;
        touch.take({{10, 10}}, 0ms);
        QCOMPARE(words(touch.take({{30, 10}}, 20ms)), u"start 10,10 drag 30,10"_s);
        QVERIFY(!touch.holdsAt());
        QCOMPARE(words(touch.take({{31, 12}}, 40ms)), u"drag 31,12"_s);
        QCOMPARE(words(touch.take({}, 60ms)), u"end 31,12"_s);
    }

    void scrollsWithTwoFingers()
    {
        TouchGestures touch;
        touch.take({{10, 10}}, 0ms);
        touch.take({{10, 10}, {30, 10}}, 10ms);
        const auto acts = touch.take({{10, 40}, {30, 40}}, 30ms);
        QCOMPARE(words(acts), u"scroll 20,40"_s);
        QCOMPARE(acts.first().by, QPointF(0, 30));
        QCOMPARE(words(touch.take({{10, 40}}, 40ms)), u""_s); // what is left is no drag
        QCOMPARE(words(touch.take({{90, 40}}, 50ms)), u""_s);
        QCOMPARE(words(touch.take({}, 60ms)), u""_s);
    }

    void letsGoWhenASecondFingerComes()
    {
        TouchGestures touch;
        touch.take({{10, 10}}, 0ms);
        touch.take({{30, 10}}, 20ms);
        QCOMPARE(words(touch.take({{30, 10}, {60, 10}}, 30ms)), u"end 30,10"_s);
    }

    void letsGoWhenItIsCancelled()
    {
        TouchGestures touch;
        touch.take({{10, 10}}, 0ms);
        touch.take({{30, 10}}, 20ms);
        QCOMPARE(words(touch.cancel()), u"end 30,10"_s);
        QCOMPARE(words(touch.cancel()), u""_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestTouchGestures)
#include "tst_touch_gestures.moc"
