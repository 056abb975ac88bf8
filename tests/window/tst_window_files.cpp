// Files go in and out of the window by drag and drop, from and to a real file manager.
#include "window/home_file.h"
#include "window/persons_desk.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr QRect kLeft(0, 0, 900, 860);     // of the screen: the window
constexpr QRect kRight(910, 60, 460, 500); // the file manager

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestWindowFiles : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
        QVERIFY(QDir(m_desk.home()).mkpath(u"shelf"_s));
        write(m_desk.home() + u"/shelf/mine.txt"_s, "from the person");
        m_session = m_server.newSession();
        QCOMPARE(m_server.status("POST", u"/sessions/%1/messages"_s.arg(m_session),
                                 R"({"message":"run echo from the agent > theirs.txt"})"),
                 202);
        QTRY_COMPARE_WITH_TIMEOUT(m_server.sessionStatus(m_session), u"completed"_s, kPatience);
        m_window = std::make_unique<OpenWindow>(
            m_desk.open({u"--connect"_s,
                         m_server.url + u"/ui/?token="_s + QString::fromLatin1(m_server.token)}));
        QVERIFY(m_window->click(u"run echo from the agent > theirs.txt, Done"_s));
        QVERIFY(m_window->comesToShow(u"Message"_s));
        place(m_window->xWindow(), kLeft);
        m_desk.screen().launch(u"pcmanfm"_s, {m_desk.home() + u"/shelf"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!fileManager().isEmpty(), kPatience);
        place(fileManager(), kRight);
    }

    void takesAFileThatIsDroppedOnTheConversation()
    {
        const auto message = m_window->thing(u"Message"_s);
        QVERIFY(message);
        m_desk.shot(u"before_drag"_s);
        drag(icon(), message->place.center());
        QTRY_COMPARE_WITH_TIMEOUT(file(u"mine.txt"_s), QByteArray("from the person"), kPatience);
    }

    void givesAFileThatIsPulledOutOfIt()
    {
        QVERIFY(m_window->click(u"Files"_s));
        QVERIFY(m_window->comesToShow(u"theirs.txt"_s));
        QVERIFY(!QFile::exists(given()));
        const QPoint file = m_window->thing(u"theirs.txt"_s)->place.center();
        // What is not here yet is fetched by the first pull, and may come too late for it. Whoever
        // is to take it has to say so before it is let go of.
        for (int pull = 0; pull < 6 && !QFile::exists(given()); ++pull) {
            drag(file, kRight.center(), 20 * pull);
            (void)QTest::qWaitFor([this] { return QFile::exists(given()); }, 1000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(read(given()), QByteArray("from the agent\n"), kPatience);
        QCOMPARE(m_window->complaints(), QByteArray());
    }

private:
    QString given() const { return m_desk.home() + u"/shelf/theirs.txt"_s; }
    QString fileManager()
    {
        return QString::fromUtf8(m_desk.screen().run(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s,
                                                                    u"--name"_s, u"^shelf$"_s}))
            .section(u'\n', 0, 0);
    }
    void place(const QString &window, QRect where)
    {
        // First its size: window managers keep windows on the screen.
        m_desk.hand({u"windowsize"_s, u"--sync"_s, window, QString::number(where.width()),
                     QString::number(where.height())});
        m_desk.hand({u"windowmove"_s, u"--sync"_s, window, QString::number(where.x()),
                     QString::number(where.y())});
    }
    /// `rests`: how many small moves at the end.
    void drag(QPoint from, QPoint to, int rests = 0)
    {
        moveTo(from);
        m_desk.hand({u"mousedown"_s, u"1"_s});
        constexpr int kSteps = 12;
        for (int i = 1; i <= kSteps; ++i)
            moveTo(from + (to - from) * i / kSteps);
        for (int i = 0; i < rests; ++i)
            moveTo(to + QPoint(1 - i % 2, 0)); // each is one
        m_desk.hand({u"mouseup"_s, u"1"_s});
    }
    void moveTo(QPoint at)
    {
        m_desk.hand(
            {u"mousemove"_s, u"--sync"_s, QString::number(at.x()), QString::number(at.y())});
    }
    QPoint icon() const { return kRight.topLeft() + QPoint(210, 120); }
    QByteArray file(const QString &name) { return homeFile(m_server, m_session, name); }

    RunningServer m_server;
    PersonsDesk m_desk;
    std::unique_ptr<OpenWindow> m_window;
    QString m_session;
};

QTEST_GUILESS_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
