#include "access/web_origin.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

class TestWebOrigin : public QObject
{
    Q_OBJECT
private slots:
    void findsTheNameInAnAuthority_data()
    {
        QTest::addColumn<QByteArray>("authority");
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const char *authority, const char *name) {
            QTest::newRow(authority) << QByteArray(authority) << QByteArray(name);
        };
        row("localhost", "localhost");
        row("LocalHost:8000", "localhost");
        row("example.com.", "example.com");
        row("example.com.:80", "example.com");
        row("127.0.0.1:8000", "127.0.0.1");
        row("[::1]", "::1");
        row("[::1]:8000", "::1");
        row("::1", "::1");
        row("[FE80::A]:1", "fe80::a");
    }
    void findsTheNameInAnAuthority()
    {
        QFETCH(QByteArray, authority);
        QFETCH(QByteArray, name);
        QCOMPARE(hostName(authority), name);
    }

    void knowsLoopbackNames_data()
    {
        QTest::addColumn<bool>("isLoopback");
        for (const char *name : {"localhost", "127.0.0.1", "127.9.9.9", "::1"})
            QTest::newRow(name) << true;
        for (const char *name : {"0.0.0.0", "::", "10.0.0.1", "localhost.evil.example",
                                 "127.0.0.1.evil.example", "evil.example"})
            QTest::newRow(name) << false;
    }
    void knowsLoopbackNames()
    {
        QFETCH(bool, isLoopback);
        QCOMPARE(isLoopbackName(QTest::currentDataTag()), isLoopback);
    }

    void writesOriginsAsBrowsersDo_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("origin");
        const auto row = [](const char *text, const char *origin) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(origin);
        };
        row("http://localhost:8000", "http://localhost:8000");
        row("HTTPS://Example.COM:443", "https://example.com");
        row("http://example.com:80", "http://example.com");
        row("http://example.com:443", "http://example.com:443");
        row("http://[::1]:8000", "http://[::1]:8000");
        row("tauri://localhost", "tauri://localhost");
        row("capacitor://localhost", "capacitor://localhost");
        row("chrome-extension://ABC", "chrome-extension://abc");
        row("app+v1.x-y://localhost:443", "app+v1.x-y://localhost:443");
        for (const char *none :
             {"null", "", "*", "example.com", "file://", "file://host", "https://example.com/",
              "https://", "https://a b", "https://user@example.com", "://host", "1a://host",
              "tauri://localhost/", "tauri:localhost", "a b://host"})
            row(none, "");
    }
    void writesOriginsAsBrowsersDo()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, origin);
        QCOMPARE(webOrigin(text).value_or(QByteArray()), origin);
    }

    void comparesAnOriginWithTheHostItWasSentTo_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *name, const char *origin, const char *host, bool isSame) {
            QTest::newRow(name) << QByteArray(origin) << QByteArray(host) << isSame;
        };
        row("same", "http://localhost:8000", "localhost:8000", true);
        row("behind a TLS proxy", "https://example.com", "example.com", true);
        row("default port said", "https://example.com", "example.com:443", true);
        row("upper case", "https://example.com", "Example.COM", true);
        row("other port", "http://localhost:8001", "localhost:8000", false);
        row("no port", "http://localhost", "localhost:8000", false);
        row("other loopback name", "http://127.0.0.1:8000", "localhost:8000", false);
        row("longer name", "http://localhost:8000.evil.example", "localhost:8000", false);
        row("no host", "http://localhost:8000", "", false);
    }
    void comparesAnOriginWithTheHostItWasSentTo()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, host);
        QFETCH(bool, isSame);
        QCOMPARE(isSameOrigin(origin, host), isSame);
    }
};

PILOTHOUSE_UNIT_TEST(TestWebOrigin)
#include "tst_web_origin.moc"
