// A task from its first word to its end in the native window alone: by mouse and keyboard on a real
// screen, at a real server. What came of it is asked of the server.
#include "e2e/running_server.h"
#include "screen/x11_display.h"
#include "support/test_x_server.h"
#include "window/home_file.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 30'000; // milliseconds for any one thing to happen
constexpr QSize kWindow(1300, 820);
constexpr QPoint kTaskField(800, 90);
constexpr QPoint kMessageField(560, 785);
constexpr QPoint kTerminal(900, 330); // of the desktop, in the window
constexpr QPoint kAroundTheDesktop(1000, 720);
const auto kOdd = u"ä ß € 漢 😀"_s;

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({u"--approval"_s, u"all"_s}));
        QString error;
        m_screen = TestXServer::start(&error, u"1400x900"_s);
        QVERIFY2(m_screen, qPrintable(error));
        auto display =
            X11Display::connect(m_screen->socketPath(), m_screen->cookie(), systemClock());
        QVERIFY(display);
        m_person = *std::move(display);
        QVERIFY(m_screen->startWindowManager());
        qputenv("QT_QUICK_BACKEND", "software");
        m_screen->launch(QStringLiteral(PILOTHOUSE_WINDOW), {u"--connect"_s, link(m_server.token)});
        QTRY_VERIFY_WITH_TIMEOUT(!windows(u"^Pilothouse – All desktops$"_s).isEmpty(), kPatience);
        m_window = windows(u"^Pilothouse – All desktops$"_s).constFirst();
        hand({u"windowsize"_s, u"--sync"_s, m_window, QString::number(kWindow.width()),
              QString::number(kWindow.height())});
        hand({u"windowactivate"_s, u"--sync"_s, m_window});
    }

    void isGivenATask()
    {
        click(kTaskField);
        act(TypeText{u"open terminal\n"_s});
        QTRY_COMPARE_WITH_TIMEOUT(sessions().size(), 1, kPatience);
        m_session = sessions().at(0)[u"id"_s].toString();
        QTRY_COMPARE_WITH_TIMEOUT(status(), u"awaiting_approval"_s, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!windows(u"^\\(1\\) Pilothouse"_s).isEmpty(), kPatience);
    }

    void allowsByAKey()
    {
        QTRY_VERIFY_WITH_TIMEOUT(isCompletedOrAllowed(), kPatience);
        QCOMPARE(decisions(),
                 QStringList({u"allow"_s, u"allow"_s, u"allow"_s}).first(decisions().size()));
        QVERIFY(!decisions().isEmpty());
    }

    void steersAndHandsBack()
    {
        act(PressKeys{.keys = u"alt+w"_s});
        QTRY_COMPARE_WITH_TIMEOUT(wheel(), u"person"_s, kPatience);
        click(kTerminal);
        act(TypeText{u"echo '"_s + kOdd + u"' > typed.txt\n"_s});
        QTRY_COMPARE_WITH_TIMEOUT(file(u"typed.txt"_s), kOdd + u'\n', kPatience);
        act(PressKeys{.keys = u"ctrl+alt+Home"_s});
        act(PressKeys{.keys = u"alt+w"_s});
        QTRY_COMPARE_WITH_TIMEOUT(wheel(), u"agent"_s, kPatience);
    }

    void sendsNothingToTheDesktopWithoutTheWheel()
    {
        click(kTerminal);
        act(TypeText{u"echo no > untyped.txt\n"_s});
        click(kMessageField);
        act(TypeText{u"run ls\n"_s});
        QTRY_COMPARE_WITH_TIMEOUT(status(), u"awaiting_approval"_s, kPatience);
        QCOMPARE(file(u"untyped.txt"_s), QString());
    }

    void stopsWhatRuns()
    {
        act(PressKeys{.keys = u"Escape"_s, .repeat = 2});
        QTRY_COMPARE_WITH_TIMEOUT(status(), u"interrupted"_s, kPatience);
    }

    void findsASessionFromAnywhere()
    {
        keepPicture(u"light"_s);
        act(PressKeys{.keys = u"alt+Home"_s});
        QTRY_VERIFY_WITH_TIMEOUT(isTitled(u"All desktops"_s), kPatience);
        act(PressKeys{.keys = u"ctrl+k"_s});
        act(TypeText{u"open term\n"_s});
        QTRY_VERIFY_WITH_TIMEOUT(isTitled(u"open terminal"_s), kPatience);
    }

    void turnsDarkAndShowsAllDesktops()
    {
        QVERIFY(!isDark());
        act(PressKeys{.keys = u"ctrl+k"_s});
        act(TypeText{u"dark look\n"_s});
        QTRY_VERIFY_WITH_TIMEOUT(isDark(), kPatience);
        QCOMPARE(picture().pixelColor(kAroundTheDesktop).name(), u"#090e11"_s); // Theme.stage
        keepPicture(u"dark"_s);
        act(PressKeys{.keys = u"alt+Home"_s});
        QTRY_VERIFY_WITH_TIMEOUT(isTitled(u"All desktops"_s), kPatience);
        keepPicture(u"wall"_s);
    }

    void asksForTheTokenWhereItIsWrong()
    {
        m_screen->launch(QStringLiteral(PILOTHOUSE_WINDOW),
                         {u"--connect"_s,
                          link("wrong-token-of-nobody").replace(u"127.0.0.1"_s, u"localhost"_s)});
        QTRY_VERIFY_WITH_TIMEOUT(!windows(u"^Pilothouse – not connected$"_s).isEmpty(), kPatience);
    }

private:
    QString link(const QByteArray &token) const
    {
        return m_server.url + u"/ui/?token="_s + QString::fromLatin1(token);
    }
    void act(InputAction action)
    {
        QVERIFY(QCoro::waitFor(m_person->perform(std::move(action), {})));
    }
    void hand(const QStringList &does) { m_screen->run(u"xdotool"_s, does); }
    void click(QPoint at)
    {
        hand({u"mousemove"_s, u"--sync"_s, u"--window"_s, m_window, QString::number(at.x()),
              QString::number(at.y()), u"click"_s, u"1"_s});
    }
    QStringList windows(const QString &title)
    {
        return QString::fromUtf8(m_screen->run(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s,
                                                              u"--name"_s, title}))
            .split(u'\n', Qt::SkipEmptyParts);
    }

    bool isTitled(const QString &about) { return !windows(about + u'$').isEmpty(); }
    QImage picture()
    {
        return QImage::fromData(m_screen->run(u"import"_s, {u"-window"_s, m_window, u"png:-"_s}));
    }
    bool isDark()
    {
        constexpr int kMiddle = 128;
        const QImage one = picture().scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        return !one.isNull() && qGray(one.pixel(0, 0)) < kMiddle;
    }
    /// For people who look at what came of the tests.
    void keepPicture(const QString &name)
    {
        QVERIFY(QDir().mkpath(QStringLiteral(PILOTHOUSE_PICTURES)));
        QVERIFY(picture().save(QStringLiteral(PILOTHOUSE_PICTURES) + u'/' + name + u".png"_s));
    }

    QJsonArray sessions() { return m_server.ask("GET", u"/sessions/"_s).array(); }
    QString status() { return m_server.sessionStatus(m_session); }
    /// A question takes no answer in the moment it comes: it is answered again then.
    bool isCompletedOrAllowed()
    {
        const QString now = status();
        if (now == "awaiting_approval"_L1)
            act(PressKeys{.keys = u"alt+y"_s});
        return now == "completed"_L1;
    }
    QString wheel()
    {
        return m_server.ask("GET", u"/sessions/%1/control"_s.arg(m_session))[u"holder"_s]
            .toString();
    }
    QStringList decisions()
    {
        QStringList made;
        const auto path = u"/sessions/%1/events?format=json"_s.arg(m_session);
        for (const auto &event : m_server.ask("GET", path)[u"events"_s].toArray())
            if (event[u"type"_s] == "approval_decision"_L1)
                made.append(event[u"content"_s][u"decision"_s].toString());
        return made;
    }
    QString file(const QString &name)
    {
        return QString::fromUtf8(homeFile(m_server, m_session, name));
    }

    RunningServer m_server;
    std::unique_ptr<TestXServer> m_screen; ///< of the person
    std::unique_ptr<X11Display> m_person;  ///< their hands
    QString m_window;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_window.moc"
