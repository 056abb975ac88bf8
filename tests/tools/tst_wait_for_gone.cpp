#include "support/unit_test.h"
#include "waiting_desk.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWaitForGone : public QObject
{
    Q_OBJECT
private slots:
    void endsWhenTheElementIsGone()
    {
        WaitingDesk desk;
        desk.shown.all = {button(u"Cancel"_s), button(u"Loading…"_s)};
        const auto happen = [&] { desk.shown.all.removeLast(); };
        waitsUntil(desk, u"gone"_s, {{u"text"_s, u"LOADING"_s}}, happen,
                   u"After 2.4 s: \"LOADING\" is not there."_s);
    }

    void endsWhenTheWindowIsGone()
    {
        WaitingDesk desk;
        desk.display.shown = {awaitedWindow(u"Copying files"_s)};
        const auto happen = [&] { desk.display.shown.clear(); };
        waitsUntil(desk, u"gone"_s, {{u"text"_s, u"copying"_s}}, happen,
                   u"After 2.4 s: \"copying\" is not there."_s);
    }

    void doesNotTakeForGoneWhatIsDrawnAnew()
    {
        WaitingDesk desk;
        desk.shown.all = {button(u"Wait"_s)};
        desk.begin(u"gone"_s, {{u"role"_s, u"button"_s}, {u"text"_s, u"Wait"_s}});
        const auto row = desk.shown.all;
        for (int i = 0; i < 5; ++i) {
            desk.shown.all.clear();
            desk.clock.advance(300ms);
            desk.shown.all = row;
            desk.clock.advance(300ms);
            QVERIFY2(!desk.outcome, qPrintable(desk.told()));
        }
        desk.shown.all.clear();
        desk.clock.advance(4s);
        QVERIFY(desk.outcome);
    }

    void doesNotTakeForGoneWhatNobodyTells()
    {
        WaitingDesk desk;
        desk.shown.silentPrograms = 1;
        desk.begin(u"gone"_s, {{u"text"_s, u"x"_s}, {u"timeout"_s, 3}});
        desk.clock.advance(4s);
        QCOMPARE(desk.told(), u"Time is up after 3.0 s: a program does not say what it shows."_s);
        QVERIFY(desk.outcome->isError);
    }
};

PILOTHOUSE_UNIT_TEST(TestWaitForGone)
#include "tst_wait_for_gone.moc"
