// The panes are as somebody left them, and on a fine screen a click hits what it is at.
#include "e2e/running_server.h"
#include "window/persons_desk.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

const auto kSteered = u"The desktop. Ctrl+Alt+Home leaves it."_s;
const auto kWatched = u"The desktop"_s;
constexpr QSize kDesktop(1280, 800); // as the server has it
constexpr QPoint kThere(1003, 701);  // on it
constexpr QSize kFine(1640, 1100);   // of the window there, in pixels of the screen
constexpr int kFactor = 2;

} // namespace

class TestWindowPanes : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QString error;
        QVERIFY2(m_desk.start(&error, u"1700x1200"_s), qPrintable(error));
        m_session = m_server.newSession();
        say(u"open terminal"_s);
    }

    void areAsWideAsTheyWereLeft()
    {
        open();
        const QList<int> before = handles();
        QCOMPARE(before.size(), 2); // of the list, of the conversation
        pull(before.at(0), -60);
        QTRY_COMPARE_WITH_TIMEOUT(handles().value(0), before.at(0) - 60, kPatience);
        pull(handles().value(1), 90);
        QTRY_VERIFY_WITH_TIMEOUT(handles().value(1) > before.at(1), kPatience);
        const QList<int> left = handles();
        m_desk.shot(u"panes"_s);
        QVERIFY(m_window->quit());
        QCOMPARE(m_window->complaints(), QByteArray());
        open();
        QTRY_COMPARE_WITH_TIMEOUT(handles(), left, kPatience);
        QVERIFY(m_window->quit());
        QCOMPARE(m_window->complaints(), QByteArray());
    }

    void hitsTheRightPixelOnAFineScreen()
    {
        qputenv("QT_SCALE_FACTOR", QByteArray::number(kFactor));
        open();
        qunsetenv("QT_SCALE_FACTOR");
        m_desk.hand({u"windowsize"_s, u"--sync"_s, m_window->xWindow(),
                     QString::number(kFine.width()), QString::number(kFine.height())});
        m_window->toFront();
        m_desk.press(u"F9"_s); // more room
        m_desk.press(u"alt+w"_s);
        QVERIFY(m_window->comesToShow(kSteered));
        m_desk.shot(u"fine"_s);
        const QPoint at = onScreen(kThere);
        m_desk.hand({u"mousemove"_s, u"--sync"_s, QString::number(at.x()), QString::number(at.y()),
                     u"click"_s, u"1"_s});
        m_desk.press(u"ctrl+alt+Home"_s);
        m_desk.press(u"alt+w"_s);
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
        say(u"cursor"_s);
        const QPoint hit = pointer();
        QVERIFY2((hit - kThere).manhattanLength() <= 2,
                 qPrintable(u"%1,%2"_s.arg(hit.x()).arg(hit.y())));
        QVERIFY(m_window->quit());
    }

    void showsASessionWhereOneReadsFromTheRight()
    {
        open({u"-reverse"_s});
        QVERIFY(m_window->comesToShow(u"You said: cursor"_s));
        QVERIFY(m_window->thing(u"Take the wheel"_s)->place.center().x() < // of its pane: at its
                m_window->thing(kWatched)->place.center().x());            // other end
        m_desk.shot(u"from_the_right"_s);
        QVERIFY(m_window->quit());
        QCOMPARE(m_window->complaints(), QByteArray());
    }

private:
    void say(const QString &words)
    {
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(m_session),
                                 QJsonDocument(QJsonObject{{u"message"_s, words}}).toJson()),
                 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, kPatience);
    }
    void open(const QStringList &more = {})
    {
        m_window = std::make_unique<OpenWindow>(m_desk.open(
            more + QStringList{u"--connect"_s, m_server.url + u"/ui/?token="_s +
                                                   QString::fromLatin1(m_server.token)}));
        QVERIFY(m_window->comesToShow(u"open terminal, Done"_s));
        m_window->toFront();
        m_desk.press(u"alt+Down"_s);
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
    }
    QList<Accessible> things()
    {
        return accessibleTree(m_desk.accessibilityBus(), m_window->process().processId());
    }
    /// Where the panes meet, from the left of the window.
    QList<int> handles()
    {
        const QList<Accessible> all = things();
        QList<int> found;
        for (const Accessible &each : all)
            if (each.name == "Width of the panes"_L1)
                found.append(each.place.center().x() - all.constFirst().place.x());
        std::sort(found.begin(), found.end());
        return found;
    }
    void pull(int handle, int by)
    {
        const QPoint from = things().constFirst().place.topLeft() + QPoint(handle, 300);
        move(from);
        m_desk.hand({u"mousedown"_s, u"1"_s});
        for (int part = 1; part <= 6; ++part)
            move(from + QPoint(by * part / 6, 0));
        m_desk.hand({u"mouseup"_s, u"1"_s});
    }
    void move(QPoint to)
    {
        m_desk.hand(
            {u"mousemove"_s, u"--sync"_s, QString::number(to.x()), QString::number(to.y())});
    }
    /// Where a pixel of the desktop is shown: as large as there is room, in the middle.
    QPoint onScreen(QPoint pixel)
    {
        const QRect view = m_window->thing(kSteered)->place;
        const QRect window = things().constFirst().place;
        const double scale = std::min(double(kFactor) * view.width() / kDesktop.width(),
                                      double(kFactor) * view.height() / kDesktop.height());
        const QPointF middle = kFactor * (QRectF(view).center() - window.topLeft());
        const QPointF off = QPointF(pixel) + QPointF(0.5, 0.5) -
                            QPointF(kDesktop.width() / 2.0, kDesktop.height() / 2.0);
        return corner() + (middle + off * scale).toPoint();
    }
    /// Of the window, in pixels of the screen.
    QPoint corner()
    {
        const auto said = QString::fromUtf8(m_desk.screen().run(
            u"xdotool"_s, {u"getwindowgeometry"_s, u"--shell"_s, m_window->xWindow()}));
        static const QRegularExpression place(u"X=(-?\\d+)\\s+Y=(-?\\d+)"_s);
        const auto found = place.match(said);
        return {found.captured(1).toInt(), found.captured(2).toInt()};
    }
    /// Of the desktop, as the agent was told last.
    QPoint pointer()
    {
        static const QRegularExpression place(u"X=(\\d+),\\s*Y=(\\d+)"_s);
        const auto events = QString::fromUtf8(
            m_server.ask("GET", u"/sessions/%1/events?format=json"_s.arg(m_session)).toJson());
        QPoint last;
        for (const auto &found : place.globalMatch(events))
            last = {found.captured(1).toInt(), found.captured(2).toInt()};
        return last;
    }

    RunningServer m_server;
    PersonsDesk m_desk;
    std::unique_ptr<OpenWindow> m_window;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestWindowPanes)
#include "tst_window_panes.moc"
