// Two people, each at their desk with a window of their own, and one desktop: who steers it.
#include "window/home_file.h"
#include "window/persons_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto kTaken = u"Another person took the wheel."_s;
const auto kSteered = u"The desktop. Ctrl+Alt+Home leaves it."_s;
constexpr QPointF kTerminal(0.4, 0.35); // of the desktop
constexpr QPointF kEditor(0.75, 0.55);
const auto kOdd = u"ä ß € 漢 😀"_s;

} // namespace

class TestWindowWheel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
        QVERIFY2(m_otherDesk.start(&error), qPrintable(error));
        const QString link = m_server.url + u"/ui/?token="_s + QString::fromLatin1(m_server.token);
        m_one = std::make_unique<OpenWindow>(m_desk.open({u"--connect"_s, link}));
        m_other = std::make_unique<OpenWindow>(m_otherDesk.open({u"--connect"_s, link}));
        QVERIFY(m_one->click(u"Message"_s));
        m_desk.type(u"open terminal\n"_s);
        QVERIFY(m_one->comesToShow(u"Live · view only"_s));
        m_session = m_server.ask("GET", u"/sessions/"_s).array().at(0)[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, kPatience);
        QVERIFY(m_other->click(u"open terminal, Done"_s));
        QVERIFY(m_other->comesToShow(u"Live · view only"_s));
    }

    void isSteeredByOneWhileTheOtherWatches()
    {
        QVERIFY(m_one->click(u"Take the wheel"_s));
        QVERIFY(m_one->comesToShow(u"You steer"_s));
        QVERIFY(m_other->comesToShow(u"Another person steers"_s));
        QVERIFY(m_one->clickAt(kSteered, kTerminal));
        m_desk.type(u"echo one > one.txt\n"_s);
        QTRY_COMPARE_WITH_TIMEOUT(file(u"one.txt"_s), u"one\n"_s, kPatience);
    }

    void takesTheWheelAwayOnlyAfterAQuestion()
    {
        m_desk.hand({u"keydown"_s, u"Control_L"_s}); // and does not let go
        QVERIFY(m_other->click(u"Take over"_s));
        QVERIFY(m_other->comesToShow(u"Another person is steering this desktop now."_s));
        m_otherDesk.shot(u"take_away"_s);
        QVERIFY(m_other->click(u"Take it away"_s));
        QVERIFY(m_other->comesToShow(u"You steer"_s));
    }

    void tellsWhoLosesIt()
    {
        QVERIFY(m_one->comesToShow(kTaken));
        QVERIFY(!m_other->shows(kTaken));
        QVERIFY(!m_one->shows(u"You steer"_s));
        m_desk.shot(u"wheel_lost"_s);
    }

    void letsGoOfKeysThatWereHeld()
    {
        QVERIFY(m_other->clickAt(kSteered, kTerminal));
        m_otherDesk.type(u"echo other > other.txt\n"_s); // no Ctrl in it
        QTRY_COMPARE_WITH_TIMEOUT(file(u"other.txt"_s), u"other\n"_s, kPatience);
        m_desk.hand({u"keyup"_s, u"Control_L"_s});
    }

    void changesNothingWithoutTheWheel()
    {
        QVERIFY(m_one->clickAt(u"The desktop"_s, kTerminal));
        QVERIFY(m_one->comesToShow(u"You are watching. Take the wheel to steer."_s));
        m_desk.type(u"echo no > no.txt\n"_s);
        m_desk.hand({u"click"_s, u"3"_s});
        m_otherDesk.type(u"echo last > last.txt\n"_s); // comes after it
        QTRY_COMPARE_WITH_TIMEOUT(file(u"last.txt"_s), u"last\n"_s, kPatience);
        QCOMPARE(file(u"no.txt"_s), QString());
    }

    void tellsAlsoTheOtherWay()
    {
        QVERIFY(m_one->click(u"Take over"_s));
        QVERIFY(m_one->click(u"Take it away"_s));
        QVERIFY(m_one->comesToShow(u"You steer"_s));
        QVERIFY(m_other->comesToShow(kTaken));
        QVERIFY(m_one->click(u"Hand back"_s));
        QVERIFY(m_other->comesToShow(u"Live · view only"_s));
    }

    void typesWhateverIsWrittenIntoTheEditorOfTheDesktop()
    {
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(m_session),
                                 R"({"message":"run echo old > letter.txt; )"
                                 R"(open-program mousepad letter.txt"})"),
                 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, kPatience);
        QVERIFY(m_one->click(u"Take the wheel"_s));
        QVERIFY(m_one->comesToShow(u"You steer"_s));
        QVERIFY(m_one->clickAt(kSteered, kEditor));
        m_desk.shot(u"editor"_s);
        m_desk.press(u"ctrl+a"_s);
        m_desk.type(kOdd);
        m_desk.press(u"ctrl+s"_s);
        m_desk.shot(u"editor_typed"_s);
        QTRY_COMPARE_WITH_TIMEOUT(file(u"letter.txt"_s).trimmed(), kOdd, kPatience);
    }

    void complainsOfNothing()
    {
        QCOMPARE(m_one->complaints(), QByteArray());
        QCOMPARE(m_other->complaints(), QByteArray());
    }

private:
    QString file(const QString &name)
    {
        return QString::fromUtf8(homeFile(m_server, m_session, name));
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    PersonsDesk m_otherDesk;
    std::unique_ptr<OpenWindow> m_one;
    std::unique_ptr<OpenWindow> m_other;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestWindowWheel)
#include "tst_window_wheel.moc"
