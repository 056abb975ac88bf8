// A server behind TLS whose certificate no authority vouches for: the window says so, trusts it
// only when it is told to, and notices when it is another one.
#include "e2e/front_server.h"
#include "e2e/running_server.h"
#include "window/persons_desk.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const auto kHere = u"DNS:localhost,IP:127.0.0.1"_s;

} // namespace

class TestWindowTls : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QVERIFY(m_front.makeCertificate(kHere));
        QVERIFY(m_front.start(m_server.url));
        QString error;
        QVERIFY2(m_desk.start(&error), qPrintable(error));
    }

    void showsTheFingerprintOfACertificateThatNobodyVouchesFor()
    {
        open(u"127.0.0.1"_s);
        QVERIFY(m_window->comesToShow(u"Is this the right server?"_s));
        QVERIFY(m_window->shows(u"This server made its certificate itself"_s));
        QVERIFY2(m_window->shows(m_front.fingerprint()), qPrintable(m_window->said()));
        m_desk.shot(u"certificate"_s);
    }

    void pinsItByChoiceAndThenDoesAWholeTask()
    {
        QVERIFY(m_window->click(u"It is the same: trust this certificate"_s));
        QVERIFY(m_window->click(u"Message"_s));
        m_desk.type(u"open terminal\n"_s);
        QVERIFY(m_window->comesToShow(u"Live · view only"_s));
        QVERIFY(m_window->comesToShow(u"open terminal, Done"_s));
    }

    void knowsItAtTheNextStart()
    {
        QVERIFY(m_window->quit());
        open(u"127.0.0.1"_s);
        QVERIFY(m_window->comesToShow(u"open terminal, Done"_s));
    }

    void refusesAnotherCertificateWhileItIsOpen()
    {
        const QString before = m_front.fingerprint();
        QVERIFY(m_front.makeCertificate(kHere));
        QVERIFY(m_front.start(m_server.url));
        QVERIFY(m_window->comesToShow(u"The certificate has changed"_s));
        QVERIFY(m_window->shows(
            u"This server shows another certificate than the one that you trusted."_s));
        QVERIFY(m_window->shows(before));
        QVERIFY(m_window->shows(m_front.fingerprint()));
        m_desk.shot(u"certificate_changed"_s);
    }

    void refusesItAlsoAtTheNextStartUntilItIsTrusted()
    {
        QVERIFY(m_window->quit());
        open(u"127.0.0.1"_s);
        QVERIFY(m_window->comesToShow(u"The certificate has changed"_s));
        QVERIFY(m_window->click(u"It is the server's new one: trust it from now on"_s));
        QVERIFY(m_window->comesToShow(u"open terminal, Done"_s));
        QVERIFY(m_window->quit());
    }

    void saysThatACertificateIsForAnotherAddress()
    {
        QVERIFY(m_front.makeCertificate(u"DNS:elsewhere.example"_s));
        QVERIFY(m_front.start(m_server.url));
        open(u"localhost"_s);
        QVERIFY(m_window->comesToShow(u"is for another address: elsewhere.example."_s));
        QCOMPARE(m_window->complaints(), QByteArray());
    }

private:
    void open(const QString &host)
    {
        m_window = std::make_unique<OpenWindow>(
            m_desk.open({u"--connect"_s, u"https://%1:%2/ui/?token=%3"_s.arg(host)
                                             .arg(m_front.port())
                                             .arg(QString::fromLatin1(m_server.token))}));
    }

    RunningServer m_server;
    FrontServer m_front;
    PersonsDesk m_desk;
    std::unique_ptr<OpenWindow> m_window;
};

QTEST_GUILESS_MAIN(TestWindowTls)
#include "tst_window_tls.moc"
