#include "screen/screen_grabber.h"
#include "support/test_x_server.h"

#include <QColor>
#include <QFile>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestScreenGrabber : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<TestXServer> m_server;
    std::unique_ptr<XConnection> m_connection;

    /// Whether some grabber of this process has the screen's pixels in its memory.
    static bool sharesMemory()
    {
        QFile maps(u"/proc/self/maps"_s);
        return maps.open(QIODevice::ReadOnly) && maps.readAll().contains("pilothouse-screen");
    }

private slots:
    void initTestCase()
    {
        QString error;
        m_server = TestXServer::start(&error, u"803x601"_s);
        QVERIFY2(m_server, qPrintable(error));
        auto connection = XConnection::open(m_server->socketPath(), m_server->cookie());
        QVERIFY(connection);
        m_connection = std::move(*connection);
        m_server->run(u"xsetroot"_s, {u"-solid"_s, u"#123456"_s});
    }
    void cleanupTestCase()
    {
        m_connection.reset();
        m_server.reset();
    }

    void readsTheSamePixelsBothWays()
    {
        ScreenGrabber slow(*m_connection, false);
        const QImage copied = slow.capture(false).value();
        QVERIFY(!sharesMemory());
        ScreenGrabber fast(*m_connection);
        const QImage shared = fast.capture(false).value();
        QVERIFY(sharesMemory());
        QCOMPARE(shared.size(), QSize(803, 601));
        QCOMPARE(shared.pixel(0, 0), qRgb(0x12, 0x34, 0x56));
        QCOMPARE(shared.pixel(802, 600), qRgb(0x12, 0x34, 0x56));
        QVERIFY(shared == copied);
    }

    void followsTheScreenWhenItsSizeChanges()
    {
        ScreenGrabber grabber(*m_connection);
        QCOMPARE(grabber.capture(true)->size(), QSize(803, 601));
        m_server->run(u"xrandr"_s, {u"-s"_s, u"1024x768"_s});
        m_connection->dispatch();
        QCOMPARE(grabber.capture(true)->size(), QSize(1024, 768));
        m_server->run(u"xrandr"_s, {u"-s"_s, u"640x480"_s});
        // Not dispatched: the grabber finds out by itself.
        QCOMPARE(grabber.capture(true)->size(), QSize(640, 480));
    }

    void blendsThePointerAndCutsItAtTheEdges()
    {
        QImage picture(4, 4, QImage::Format_RGB32);
        picture.fill(qRgb(100, 100, 100));
        // Opaque white, half black (premultiplied), nothing, opaque red.
        const std::vector<uint32_t> pointer = {0xffffffff, 0x80000000, 0x00000000, 0xffff0000};
        blendPointer(picture, QPoint(1, 1), QSize(2, 2), pointer);
        QCOMPARE(picture.pixel(1, 1), qRgb(255, 255, 255));
        QCOMPARE(picture.pixel(2, 1), qRgb(49, 49, 49));
        QCOMPARE(picture.pixel(1, 2), qRgb(100, 100, 100));
        QCOMPARE(picture.pixel(2, 2), qRgb(255, 0, 0));

        blendPointer(picture, QPoint(-1, -1), QSize(2, 2), pointer);
        QCOMPARE(picture.pixel(0, 0), qRgb(255, 0, 0));
        blendPointer(picture, QPoint(3, 3), QSize(2, 2), pointer);
        QCOMPARE(picture.pixel(3, 3), qRgb(255, 255, 255));
        blendPointer(picture, QPoint(40, 40), QSize(2, 2), pointer); // far outside
    }
};

QTEST_GUILESS_MAIN(TestScreenGrabber)
#include "tst_screen_grabber.moc"
