// Viewers that send nonsense, or come and go: the desktop and the gateway must not care.
#include "real_screen.h"
#include "rfb_viewer.h"

#include <QDir>
#include <QRandomGenerator>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRandomStreams = 300;
constexpr int kReconnects = 300;
const QString kOwnDescriptors = u"/proc/self/fd"_s;

qsizetype descriptors(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System).size();
}

} // namespace

class TestRoughViewers : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QString error;
        QVERIFY2(m_screen.open(&error), qPrintable(error));
        m_gateway = std::make_unique<Gateway>(m_screen.rfbSocket());
        m_session = m_gateway->newSession();
    }
    void cleanupTestCase() { m_gateway.reset(); }

    // Half of them with the wheel: then what is well-formed reaches the X server, too.
    void surviveRandomBytes()
    {
        QRandomGenerator random(20260122);
        for (int i = 0; i < kRandomStreams; ++i) {
            RfbViewer viewer(*m_gateway, m_session->id(), u"me"_s);
            QVERIFY(viewer.shakeHands());
            if (i % 2 == 0)
                QVERIFY(m_session->takeWheel({.viewer = u"me"_s}));
            for (int part = 0; part < 4; ++part) {
                QByteArray bytes(random.bounded(1, 400), '\0');
                for (char &byte : bytes)
                    byte = static_cast<char>(random.bounded(256));
                viewer.say(QByteArray(1, "\0\2\3\4\5\6\x96\xf8\xfb\xff"[random.bounded(10)]) +
                           bytes);
            }
            viewer.leave();
            m_session->wheel().release(WheelReason::TakenAway);
        }
        QTRY_VERIFY(showsAPicture());
    }

    void closeOnMessagesThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("2 GB of text") << rfb::cutText({}, std::numeric_limits<qint32>::max());
        QTest::newRow("INT_MIN of text") << rfb::cutText({}, std::numeric_limits<qint32>::min());
        QTest::newRow("a long fence") << rfb::fence(65);
        QTest::newRow("13 bits a pixel") << rfb::setPixelFormat(13);
        QTest::newRow("65535 encodings") << QByteArray("\2\0\xff\xff", 4);
        QTest::newRow("gii") << QByteArray("\xfd\1\0\0", 4);
        QTest::newRow("audio") << QByteArray("\xff\1\0\0", 4);
        QTest::newRow("unknown") << QByteArray("\x77");
    }
    void closeOnMessagesThatAreNone()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(m_session->takeWheel({.viewer = u"me"_s}));
        RfbViewer viewer(*m_gateway, m_session->id(), u"me"_s);
        QVERIFY(viewer.shakeHands());
        viewer.say(bytes);
        QVERIFY(viewer.waitForClose());
        QCOMPARE(viewer.closeCode(), 1008);
        m_session->wheel().release(WheelReason::TakenAway);
        QVERIFY(showsAPicture());
    }

    void cannotResizeTheDesktop()
    {
        QVERIFY(m_session->takeWheel({.viewer = u"me"_s}));
        RfbViewer viewer(*m_gateway, m_session->id(), u"me"_s);
        QVERIFY(viewer.shakeHands());
        viewer.say(rfb::setEncodings({0, -308}) + rfb::setDesktopSize(1) +
                   rfb::updateRequest(false, 8, 8));
        QVERIFY(viewer.waitFor(4 + 12));
        QCOMPARE(m_screen.display().size(), QSize(1280, 800));
        m_session->wheel().release(WheelReason::TakenAway);
    }

    void leaveNothingBehind()
    {
        const QString ofServer = u"/proc/%1/fd"_s.arg(m_screen.server().server().processId());
        QVERIFY(showsAPicture());
        QTRY_VERIFY(noneIsOpen());
        const qsizetype ours = descriptors(kOwnDescriptors);
        const qsizetype theirs = descriptors(ofServer);
        for (int i = 0; i < kReconnects; ++i) {
            RfbViewer viewer(*m_gateway, m_session->id(), u"me"_s);
            if (i % 3 == 0)
                QVERIFY(viewer.waitFor(1)); // leaves in the middle of the handshake
            else
                QVERIFY(viewer.shakeHands());
            viewer.leave();
        }
        QTRY_VERIFY(noneIsOpen());
        QTRY_VERIFY(descriptors(kOwnDescriptors) <= ours + 1);
        QTRY_VERIFY(descriptors(ofServer) <= theirs);
    }

private:
    bool noneIsOpen() const
    {
        return std::ranges::none_of(m_gateway->viewers,
                                    [](const auto &viewer) { return !viewer.isNull(); });
    }
    bool showsAPicture()
    {
        RfbViewer viewer(*m_gateway, m_session->id());
        if (!viewer.shakeHands())
            return false;
        viewer.say(rfb::setEncodings({0}) + rfb::updateRequest(false, 100, 100));
        return viewer.waitFor(4 + 12 + 100 * 100 * 4);
    }

    RealScreen m_screen;
    std::unique_ptr<Gateway> m_gateway;
    Session *m_session = nullptr;
};

QTEST_GUILESS_MAIN(TestRoughViewers)
#include "tst_rough_viewers.moc"
