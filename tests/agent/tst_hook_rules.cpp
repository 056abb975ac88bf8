#include "agent/hooks/hook_rules.h"
#include "core/hooks/webhook_spelling.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

WebhookConfig config()
{
    return {.urls = {u"http://10.0.0.7/hook"_s},
            .secret = u"whsec-0123456789abcdef"_s,
            .allowed = {u"ntfy.lan"_s, u"192.168.1.9"_s}};
}

} // namespace

class TestHookRules : public QObject
{
    Q_OBJECT
private slots:
    void takesAddressesOfTheWeb_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url"); // empty: refused
        QTest::newRow("https") << u"https://example.com/a?b=c"_s << u"https://example.com/a?b=c"_s;
        QTest::newRow("spaces around") << u" http://example.com/ "_s << u"http://example.com/"_s;
        QTest::newRow("its own format")
            << u"text+https://ntfy.sh/mine"_s << u"text+https://ntfy.sh/mine"_s;
        QTest::newRow("an unknown format") << u"xml+https://example.com/"_s << QString();
        QTest::newRow("another scheme") << u"ftp://example.com/"_s << QString();
        QTest::newRow("a file") << u"file:///etc/passwd"_s << QString();
        QTest::newRow("no host") << u"https:///x"_s << QString();
        QTest::newRow("a name alone") << u"example.com"_s << QString();
        QTest::newRow("a password") << u"https://me:pass@example.com/"_s << QString();
        QTest::newRow("a fragment") << u"https://example.com/#a"_s << QString();
        QTest::newRow("a line end") << u"https://example.com/\r\nX: y"_s << QString();
        QTest::newRow("too long") << QString(u"https://example.com/"_s + QString(2000, u'a'))
                                  << QString();
    }
    void takesAddressesOfTheWeb()
    {
        QFETCH(QString, text);
        QTEST(webhookUrl(text).value_or(QString()), "url");
    }

    void haveFormatsAndSecretsOfTheirOwn()
    {
        WebhookConfig with = config();
        with.secret = *webhookSecrets(u"the-secret-of-all-others\n\n"
                                      " Hooks.example.com  hooks-0123456789abcdef\n"_s);
        const QString url = u"text+https://Hooks.example.com/a"_s;
        QCOMPARE(webhookAddress(url), u"https://Hooks.example.com/a"_s);
        QCOMPARE(webhookHost(url), u"hooks.example.com"_s);
        QCOMPARE(shownWebhook(url), u"https://hooks.example.com/…"_s);
        QCOMPARE(webhookFormat(url, with), WebhookFormat::Text);
        QCOMPARE(webhookFormat(u"https://a.example/"_s, with), WebhookFormat::Json);
        QCOMPARE(webhookSecret(url, with), u"hooks-0123456789abcdef"_s);
        QCOMPARE(webhookSecret(u"https://a.example/"_s, with), u"the-secret-of-all-others"_s);
        with.secret = *webhookSecrets(u"hooks.example.com hooks-0123456789abcdef"_s);
        QVERIFY(!mayBeWebhook(u"https://a.example/"_s, with).has_value());
        QVERIFY(mayBeWebhook(u"text+https://a.example/"_s, with).has_value());
        QVERIFY(mayBeWebhook(u"https://hooks.example.com/"_s, with).has_value());
        QVERIFY(!webhookSecrets(u"a.example short"_s).has_value());
        QVERIFY(!webhookSecrets(u" \n"_s).has_value());
    }

    void showsNoTokenOfAnAddress()
    {
        QCOMPARE(shownWebhook(u"https://example.com:8443/hook/tk_secret?auth=x"_s),
                 u"https://example.com:8443/…"_s);
        QCOMPARE(shownWebhook(u"https://example.com/?auth=x"_s), u"https://example.com/…"_s);
        QCOMPARE(shownWebhook(u"https://example.com"_s), u"https://example.com/"_s);
        QCOMPARE(shownWebhook(QString()), QString());
    }

    void letsSessionsTellPublicOrNamedHostsOnly_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("may");
        QTest::newRow("a name") << u"https://example.com/"_s << true; // judged when it is told
        QTest::newRow("a public address") << u"https://1.1.1.1/"_s << true;
        QTest::newRow("this machine") << u"http://localhost:8000/"_s << false;
        QTest::newRow("a name of this machine") << u"http://a.localhost/"_s << false;
        QTest::newRow("loopback") << u"http://127.0.0.1/"_s << false;
        QTest::newRow("loopback of IPv6") << u"http://[::1]/"_s << false;
        QTest::newRow("loopback in IPv6") << u"http://[::ffff:127.0.0.1]/"_s << false;
        QTest::newRow("loopback as a number") << u"http://2130706433/"_s << false;
        QTest::newRow("unspecified") << u"http://0.0.0.0/"_s << false;
        QTest::newRow("private") << u"http://10.0.0.8/"_s << false;
        QTest::newRow("metadata") << u"http://169.254.169.254/latest"_s << false;
        QTest::newRow("multicast") << u"http://224.0.0.1/"_s << false;
        QTest::newRow("unique local") << u"http://[fd00::1]/"_s << false;
        QTest::newRow("link-local") << u"http://[fe80::1]/"_s << false;
        QTest::newRow("the operator's own") << u"http://10.0.0.7/other"_s << true;
        QTest::newRow("allowed") << u"http://192.168.1.9/"_s << true;
    }
    void letsSessionsTellPublicOrNamedHostsOnly()
    {
        QFETCH(QString, url);
        QTEST(mayBeWebhook(*webhookUrl(url), config()).has_value(), "may");
    }

    void switchesJsonOffWithoutASecret()
    {
        WebhookConfig other = config();
        other.secret.clear();
        QVERIFY(!mayBeWebhook(u"https://example.com/"_s, other));
        other.format = WebhookFormat::Text;
        QVERIFY(mayBeWebhook(u"https://example.com/"_s, other));
    }

    void keepsPublicAddressesOnly()
    {
        const QList<QHostAddress> found{
            QHostAddress(u"2606:4700::1111"_s), QHostAddress(u"10.1.2.3"_s),
            QHostAddress(u"127.0.0.1"_s),       QHostAddress(u"::1"_s),
            QHostAddress(u"64:ff9b::a00:1"_s),  QHostAddress(u"1.1.1.1"_s)};
        QCOMPARE(publicAddresses(found), (QList<QHostAddress>{QHostAddress(u"1.1.1.1"_s),
                                                              QHostAddress(u"2606:4700::1111"_s)}));
    }

    void waitsLongerAfterEachTryForADay_data()
    {
        QTest::addColumn<int>("tries");
        QTest::addColumn<milliseconds>("age");
        QTest::addColumn<double>("chance");
        QTest::addColumn<milliseconds>("pause"); // -1: given up
        QTest::newRow("first") << 1 << milliseconds(0) << 0.5 << milliseconds(1s);
        QTest::newRow("second") << 2 << milliseconds(1s) << 0.5 << milliseconds(2s);
        QTest::newRow("fifth") << 5 << milliseconds(15s) << 0.5 << milliseconds(16s);
        QTest::newRow("short by chance") << 2 << milliseconds(0) << 0.0 << milliseconds(1500);
        QTest::newRow("long by chance") << 2 << milliseconds(0) << 1.0 << milliseconds(2500);
        QTest::newRow("at the most") << 13 << milliseconds(2h) << 0.5 << milliseconds(1h);
        QTest::newRow("ever after") << 1000 << milliseconds(2h) << 0.5 << milliseconds(1h);
        QTest::newRow("within the day") << 30 << milliseconds(23h) << 0.5 << milliseconds(1h);
        QTest::newRow("beyond it") << 30 << milliseconds(23h + 1s) << 0.5 << milliseconds(-1);
    }
    void waitsLongerAfterEachTryForADay()
    {
        QFETCH(int, tries);
        QFETCH(milliseconds, age);
        QFETCH(double, chance);
        QTEST(pauseAfter(tries, age, chance).value_or(milliseconds(-1)), "pause");
    }
};

PILOTHOUSE_UNIT_TEST(TestHookRules)
#include "tst_hook_rules.moc"
