// The window's connection to a desktop behind TLS: whom it trusts, and that all comes through.
#include "door/test_certificate.h"
#include "fake_desktop.h"
#include "qml/vnc/vnc_link.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000; // milliseconds for any one thing to happen
constexpr QSize kSize(1280, 800);
constexpr int kStripe = 4; // lines of each message
constexpr quint32 kWithAnswer = 1U << 31;

/// Which nothing packs, so that all of its bytes must be the right ones.
QImage noise()
{
    QImage picture(kSize, QImage::Format_RGB32);
    auto random = QRandomGenerator(1);
    for (int y = 0; y < kSize.height(); ++y)
        for (int x = 0; x < kSize.width(); ++x)
            picture.setPixel(x, y, random.generate() | 0xff000000U);
    return picture;
}

/// A connection as the view has it, in a thread of its own.
class LinkInThread
{
public:
    LinkInThread(const FakeDesktop &desktop, const QByteArray &certificate)
        : m_link({.url = desktop.url(), .authorization = {}, .certificate = certificate},
                 systemClock())
    {
        m_link.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(&m_link, &VncLink::open);
    }
    ~LinkInThread()
    {
        QMetaObject::invokeMethod(&m_link, &VncLink::leave, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    bool shows(const QImage &picture) const
    {
        bool isSame = false;
        m_link.withPicture([&](const QImage &shown) { isSame = shown == picture; });
        return isSame;
    }
    const VncLink &link() const { return m_link; }

private:
    VncLink m_link;
    QThread m_thread;
};

} // namespace

class TestViewTls : public QObject
{
    Q_OBJECT
private slots:
    void showsAllOfADesktopWhoseCertificateIsPinned()
    {
        FakeDesktop desktop(kSize, &m_tls);
        LinkInThread here(desktop, fingerprint());
        QSignalSpy ready(&here.link(), &VncLink::ready);
        QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, kPatience);

        const QImage picture = noise();
        int messages = 0;
        for (int y = 0; y < kSize.height(); y += kStripe, ++messages) {
            const QRect stripe(0, y, kSize.width(), kStripe);
            desktop.say(rfbserver::update(1) + rfbserver::raw(picture, stripe));
            desktop.say(rfbserver::fence(kWithAnswer, "mark")); // answered while more comes
        }

        QTRY_COMPARE_WITH_TIMEOUT(desktop.done.count(u"fence"_s), messages, kPatience);
        QVERIFY(here.shows(picture));
    }

    void trustsNobodyElse_data()
    {
        QTest::addColumn<QByteArray>("trusted");
        QTest::newRow("nothing is pinned") << QByteArray();
        QTest::newRow("another one is pinned") << QByteArray(32, 'x');
    }
    void trustsNobodyElse()
    {
        QFETCH(QByteArray, trusted);
        FakeDesktop desktop(kSize, &m_tls);
        LinkInThread here(desktop, trusted);
        QSignalSpy ended(&here.link(), &VncLink::ended);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
        QCOMPARE(ended.at(0).at(0).toInt(), VncLink::kUntrusted);
    }

private:
    QByteArray fingerprint() const
    {
        return m_tls.localCertificate().digest(QCryptographicHash::Sha256);
    }

    const QSslConfiguration m_tls = testTls();
};

QTEST_GUILESS_MAIN(TestViewTls)
#include "tst_view_tls.moc"
