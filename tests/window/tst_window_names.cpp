// Whoever cannot see the window hears what everything in it is: in each of its views, everything
// that can be used has a name and says what kind of thing it is.
#include "e2e/running_server.h"
#include "window/persons_desk.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto kInside = u"What should the agent do?"_s;
/// These hold others and are nothing by themselves.
const QStringList kFrames{u"filler"_s, u"panel"_s, u"scroll pane"_s, u"scroll bar"_s,
                          u"separator"_s};

bool isWrong(const Accessible &thing)
{
    const bool isFrame = kFrames.contains(thing.role);
    const bool isNothing = thing.role == "unknown"_L1 || thing.role == "invalid"_L1;
    // Qt tells no name of what hides its text: that is told beside it.
    const bool isNamed = !thing.name.trimmed().isEmpty() || !thing.more.trimmed().isEmpty();
    return isNothing || (!isNamed && (!isFrame || thing.takesFocus));
}

} // namespace

class TestWindowNames : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({u"--approval"_s, u"all"_s}));
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
    }

    void ofThePageWhereNothingAnswers()
    {
        open(u"http://127.0.0.1:1"_s);
        QVERIFY(m_window->click(u"Another server…"_s));
        QVERIFY(m_window->comesToShow(u"Address of the server"_s));
        QCOMPARE(nameless(), QStringList());
        QVERIFY(m_window->quit());
    }

    void ofThePageThatAsksForTheToken()
    {
        open(m_server.url + u"/ui/?token=wrong-token-of-nobody"_s);
        QVERIFY(m_window->comesToShow(u"The server does not take this token."_s));
        QCOMPARE(nameless(), QStringList());
        QVERIFY(m_window->quit());
    }

    void ofAllSessionsAndTheWall()
    {
        open(m_server.url + u"/ui/?token="_s + QString::fromLatin1(m_server.token));
        QVERIFY(m_window->comesToShow(kInside));
        QCOMPARE(nameless(), QStringList());
    }

    void ofTheFormOfANewSession()
    {
        m_window->toFront();
        m_desk.press(u"ctrl+n"_s);
        QVERIFY(m_window->click(u"More"_s));
        QVERIFY(m_window->comesToShow(u"Time zone of its programs"_s));
        QCOMPARE(nameless(), QStringList());
        leave();
    }

    void ofASessionThatAsks()
    {
        QVERIFY(m_window->click(u"Message"_s));
        m_desk.type(u"run echo one\n"_s);
        QVERIFY(m_window->comesToShow(u"Allow"_s));
        QCOMPARE(nameless(), QStringList());
    }

    void ofAConversation()
    {
        const QString session =
            m_server.ask("GET", u"/sessions/"_s).array().at(0)[u"id"_s].toString();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/interrupt"_s.arg(session)), 202);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->shows(u"Allow"_s), kPatience);
        QCOMPARE(nameless(), QStringList());
    }

    void ofDialogs_data()
    {
        QTest::addColumn<QString>("action"); // in the palette
        QTest::addColumn<QString>("shows");
        QTest::newRow("settings") << u"Settings"_s << u"Language"_s;
    }
    void ofDialogs()
    {
        QFETCH(const QString, action);
        QFETCH(const QString, shows);
        m_window->toFront();
        m_desk.press(u"ctrl+k"_s);
        m_desk.type(action);
        QVERIFY(m_window->comesToShow(action));
        QCOMPARE(nameless(), QStringList()); // of the palette
        m_desk.type(u"\n"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), kPatience);
        QVERIFY(m_window->comesToShow(shows));
        QCOMPARE(nameless(), QStringList());
        m_desk.shot(u"names_"_s + QString::fromUtf8(QTest::currentDataTag()));
        leave();
    }

    void ofTheReplay()
    {
        m_desk.press(u"alt+r"_s);
        QVERIFY(m_window->comesToShow(u"Back to live"_s));
        QCOMPARE(nameless(), QStringList());
        m_desk.press(u"alt+r"_s);
        QCOMPARE(m_window->complaints(), QByteArray());
        QVERIFY(m_window->quit());
    }

private:
    void open(const QString &address)
    {
        m_window = std::make_unique<OpenWindow>(m_desk.open({u"--connect"_s, address}));
    }
    QList<Accessible> things()
    {
        return accessibleTree(m_desk.accessibilityBus(), m_window->process().processId());
    }
    bool isOpen()
    {
        const auto all = things();
        return std::any_of(all.begin(), all.end(),
                           [](const Accessible &each) { return each.role == "dialog"_L1; });
    }
    /// Out of a dialog or a menu.
    void leave()
    {
        m_desk.press(u"Escape"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!isOpen(), kPatience);
    }
    QStringList nameless()
    {
        QStringList found;
        const auto all = things();
        if (all.isEmpty())
            return {u"nothing at all"_s};
        for (const Accessible &each : all)
            if (isWrong(each))
                found.append(u"%1 \"%2\" at %3,%4 of %5x%6"_s.arg(each.role, each.name)
                                 .arg(each.place.x())
                                 .arg(each.place.y())
                                 .arg(each.place.width())
                                 .arg(each.place.height()));
        return found;
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    std::unique_ptr<OpenWindow> m_window;
};

QTEST_GUILESS_MAIN(TestWindowNames)
#include "tst_window_names.moc"
