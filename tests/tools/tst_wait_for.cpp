#include "support/unit_test.h"
#include "waiting_desk.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWaitFor : public QObject
{
    Q_OBJECT
private slots:
    void endsWhenTheTextShows()
    {
        WaitingDesk desk;
        desk.shown.all = {button(u"Cancel"_s)};
        const auto happen = [&] { desk.shown.all << button(u"All done"_s); };
        waitsUntil(desk, u"text"_s, {{u"text"_s, u"DONE"_s}}, happen,
                   u"After 2.1 s: e1 button \"All done\" 140,115 81x31"_s);
    }

    void endsWhenTheElementShows()
    {
        WaitingDesk desk;
        desk.shown.all = {button(u"Send"_s)};
        desk.shown.all.first().role = u"link"_s;
        const auto happen = [&] { desk.shown.all << button(u"Send"_s); };
        waitsUntil(desk, u"element"_s, {{u"role"_s, u"button"_s}, {u"text"_s, u"send"_s}}, happen,
                   u"After 2.1 s: e1 button \"Send\" 140,115 81x31"_s);
    }

    void endsWhenTheWindowIsThere()
    {
        WaitingDesk desk;
        const auto happen = [&] {
            desk.display.shown << awaitedWindow(u"Save as… hunter2-long"_s);
        };
        waitsUntil(desk, u"window"_s, {{u"text"_s, u"save AS"_s}}, happen,
                   u"After 2.1 s: w1 \"Save as… {{secret:PASS}}\" of \"Mousepad\" at 1,2 30x40"_s);
    }

    void endsWhenTheScreenIsStill()
    {
        WaitingDesk desk;
        desk.display.settles = false;
        const auto happen = [&] { desk.display.settles = true; };
        waitsUntil(desk, u"still"_s, {}, happen, u"After 2.1 s: the screen is still."_s);
    }

    void endsWhenTheFileIsThereAndGrowsNoMore()
    {
        WaitingDesk desk;
        desk.begin(u"file"_s, {{u"path"_s, u"a.pdf"_s}});
        for (qint64 size = 0; size < 5; ++size) {
            desk.clock.advance(300ms);
            QVERIFY(!desk.outcome);
            desk.file = std::optional<qint64>(size * 1000);
        }
        desk.clock.advance(600ms);
        QCOMPARE(desk.told(), u"After 2.1 s: file \"a.pdf\" has 4000 bytes."_s);
    }

    void endsAtOnceForWhatIsThereAlready()
    {
        WaitingDesk desk;
        desk.display.shown = {awaitedWindow(u"a.txt"_s)};
        desk.begin(u"window"_s, {{u"text"_s, u"a.txt"_s}, {u"timeout"_s, 0}});
        QVERIFY2(desk.told().startsWith("After 0.0 s: w1"_L1), qPrintable(desk.told()));
    }

    void givesUpWhenTimeIsUp_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("told");
        const auto row = [](const QString &action, const QJsonObject &input, int seconds,
                            const QString &told) {
            QTest::newRow(qPrintable(told)) << action << input << seconds << told;
        };
        const QJsonObject text{{u"text"_s, u"a\nb"_s}};
        row(u"text"_s, text, 10,
            u"Time is up after 10.0 s: no text \"a«U+000A»b\" on the screen."_s);
        row(u"element"_s, {{u"role"_s, u"link"_s}, {u"timeout"_s, 2}}, 2,
            u"Time is up after 2.0 s: no link on the screen."_s);
        row(u"window"_s, {{u"text"_s, u"x"_s}, {u"timeout"_s, 120}}, 120,
            u"Time is up after 120.0 s: no window \"x\"."_s);
        row(u"gone"_s, {{u"text"_s, u"busy"_s}, {u"timeout"_s, 4}}, 4,
            u"Time is up after 4.0 s: still there is e1 button \"Busy\" 140,115 81x31"_s);
        row(u"still"_s, {{u"timeout"_s, 3}}, 3,
            u"Time is up after 3.0 s: the screen still changes."_s);
        row(u"file"_s, {{u"path"_s, u"x"_s}, {u"timeout"_s, 1.5}}, 1,
            u"Time is up after 1.5 s: no file \"x\"."_s);
    }
    void givesUpWhenTimeIsUp()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        QFETCH(int, seconds);
        QFETCH(QString, told);
        WaitingDesk desk;
        desk.display.settles = false;
        if (action == "gone"_L1)
            desk.shown.all = {button(u"Busy"_s)};
        desk.begin(action, input);
        desk.clock.advance(std::chrono::seconds(seconds) - 1ms);
        QVERIFY(!desk.outcome);
        desk.clock.advance(501ms);
        QCOMPARE(desk.told(), told);
        QVERIFY(desk.outcome->isError && !desk.outcome->stopped);
    }

    void endsAtOnceWhenItIsStopped_data()
    {
        QTest::addColumn<QString>("action");
        for (const auto &action : {u"text"_s, u"element"_s, u"window"_s, u"still"_s, u"file"_s})
            QTest::newRow(qPrintable(action)) << action;
    }
    void endsAtOnceWhenItIsStopped()
    {
        QFETCH(QString, action);
        WaitingDesk desk;
        desk.display.settles = false;
        const QHash<QString, QJsonObject> inputs{{u"still"_s, {}},
                                                 {u"file"_s, {{u"path"_s, u"x"_s}}}};
        desk.begin(action, inputs.value(action, {{u"text"_s, u"x"_s}}));
        desk.clock.advance(1s);
        QVERIFY(!desk.outcome);
        desk.stop.request_stop();
        desk.clock.advance(0ms);
        QVERIFY2(desk.outcome && desk.outcome->stopped, qPrintable(desk.told()));
        QVERIFY(!desk.clock.isAwaited());
    }

    void looksSeldomWhereLookingIsDear_data()
    {
        QTest::addColumn<int>("takes");
        QTest::addColumn<int>("most");
        QTest::newRow("quick") << 0 << 35;
        QTest::newRow("half a second") << 500 << 5;
    }
    void looksSeldomWhereLookingIsDear()
    {
        QFETCH(int, takes);
        QFETCH(int, most);
        WaitingDesk desk;
        desk.lookTakes = std::chrono::milliseconds(takes);
        desk.begin(u"text"_s, {{u"text"_s, u"x"_s}});
        desk.clock.advance(11s);
        QVERIFY(desk.outcome);
        QVERIFY2(desk.looks > 1 && desk.looks <= most, qPrintable(QString::number(desk.looks)));
    }

    void goesOnWhereProgramsDoNotAnswerAndSaysSoAtTheEnd()
    {
        WaitingDesk desk;
        desk.trouble = Error{Errc::Unavailable, u"Nobody answers."_s};
        desk.begin(u"text"_s, {{u"text"_s, u"x"_s}, {u"timeout"_s, 5}});
        desk.clock.advance(6s);
        QCOMPARE(desk.told(),
                 u"Time is up after 5.0 s: no text \"x\" on the screen. Nobody answers."_s);
        desk.outcome.reset();
        desk.begin(u"text"_s, {{u"text"_s, u"x"_s}});
        desk.trouble.reset();
        desk.shown.all = {button(u"x"_s)};
        desk.clock.advance(1s);
        QVERIFY2(desk.told().startsWith("After"_L1), qPrintable(desk.told()));
    }

    void tellsAFewOfMany()
    {
        WaitingDesk desk;
        for (int i = 0; i < 20; ++i)
            desk.shown.all << button(u"Item %1"_s.arg(i));
        desk.begin(u"element"_s, {{u"role"_s, u"button"_s}});
        QCOMPARE(desk.told().count(u'\n'), 5);
        QVERIFY(desk.told().endsWith("\n15 more"_L1));
    }

    void endsAtOnceWhereNothingCanCome()
    {
        WaitingDesk desk;
        desk.file = fail(Errc::Denied, u"/etc/shadow is not open to this session."_s);
        desk.begin(u"file"_s, {{u"path"_s, u"/etc/shadow"_s}});
        QVERIFY(desk.outcome && desk.outcome->isError);
        desk.outcome.reset();
        desk.display.die();
        desk.begin(u"window"_s, {{u"text"_s, u"x"_s}});
        QVERIFY(desk.outcome && desk.outcome->isError);
    }

    void refusesWhatItCannotRead_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::newRow("no text") << u"text"_s << QJsonObject{{u"text"_s, u" "_s}};
        QTest::newRow("no title") << u"window"_s << QJsonObject();
        QTest::newRow("neither role nor text") << u"element"_s << QJsonObject();
        QTest::newRow("nothing to be gone") << u"gone"_s << QJsonObject();
        QTest::newRow("no path") << u"file"_s << QJsonObject();
        QTest::newRow("NUL") << u"file"_s << QJsonObject{{u"path"_s, QString(QChar(u'\0'))}};
        QTest::newRow("too long") << u"still"_s << QJsonObject{{u"timeout"_s, 121}};
        QTest::newRow("before it began") << u"still"_s << QJsonObject{{u"timeout"_s, -1}};
        QTest::newRow("a text for stillness") << u"still"_s << QJsonObject{{u"text"_s, u"x"_s}};
    }
    void refusesWhatItCannotRead()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        WaitingDesk desk;
        desk.begin(action, input);
        QVERIFY(desk.outcome && desk.outcome->isError);
    }
};

PILOTHOUSE_UNIT_TEST(TestWaitFor)
#include "tst_wait_for.moc"
