#include "core/secrets.h"

#include "support/unit_test.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QJsonObject given(const QString &value, const QJsonArray &hosts, const QJsonArray &windows = {})
{
    return {{u"value"_s, value}, {u"hosts"_s, hosts}, {u"windows"_s, windows}};
}

Secrets one(const QString &value)
{
    return Secrets({Secret{.name = u"KEY"_s, .value = value}});
}

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT
private slots:
    void areGivenAsAValueOrWithTheirPlaces()
    {
        const auto plain = secretFrom(u"PIN"_s, u"1234"_s);
        QVERIFY(plain);
        QCOMPARE(plain->value, u"1234"_s);
        QVERIFY(!plain->isBound());
        const auto bound = secretFrom(u"my.pass-2"_s, given(u"hunter2"_s, {u"example.com"_s}));
        QVERIFY(bound);
        QCOMPARE(bound->hosts, QStringList{u"example.com"_s});
        QVERIFY(bound->isBound());
    }

    void areRefusedWithAReasonThatDoesNotTellThem_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("reason");
        const QJsonValue good = u"hunter2"_s;
        QTest::newRow("no name") << u""_s << good << u"a name is made of"_s;
        QTest::newRow("a brace") << u"A}"_s << good << u"a name is made of"_s;
        QTest::newRow("a long name") << QString(65, u'a') << good << u"a name is made of"_s;
        QTest::newRow("too short") << u"A"_s << QJsonValue(u"abc"_s) << u"4 to 4096"_s;
        QTest::newRow("too long") << u"A"_s << QJsonValue(QString(4097, u'a')) << u"4 to 4096"_s;
        QTest::newRow("a number") << u"A"_s << QJsonValue(12345) << u"4 to 4096"_s;
        QTest::newRow("no value") << u"A"_s << QJsonValue(QJsonObject()) << u"4 to 4096"_s;
        QTest::newRow("escape") << u"A"_s << QJsonValue(u"hunter2\u001b"_s) << u"no key types"_s;
        QTest::newRow("another member")
            << u"A"_s << QJsonValue(QJsonObject{{u"value"_s, u"hunter2"_s}, {u"host"_s, u"a.b"_s}})
            << u"\"host\" is not known"_s;
        QTest::newRow("a path") << u"A"_s << QJsonValue(given(u"hunter2"_s, {u"a.com/login"_s}))
                                << u"a host is one like"_s;
        QTest::newRow("a user") << u"A"_s << QJsonValue(given(u"hunter2"_s, {u"me@a.com"_s}))
                                << u"a host is one like"_s;
        QTest::newRow("all hosts")
            << u"A"_s << QJsonValue(given(u"hunter2"_s, {u"*"_s})) << u"a host is one like"_s;
        QTest::newRow("no class") << u"A"_s << QJsonValue(given(u"hunter2"_s, {}, {u" "_s}))
                                  << u"a window is"_s;
    }
    void areRefusedWithAReasonThatDoesNotTellThem()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        QFETCH(QString, reason);
        const auto secret = secretFrom(name, value);
        QVERIFY(!secret);
        QVERIFY2(secret.error().message.contains(reason), qPrintable(secret.error().message));
        QVERIFY(!secret.error().message.contains("hunter"_L1));
    }

    void goOnlyToTheHostsTheyAreBoundTo_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isAllowed");
        const auto row = [](const char *entry, const char *address, bool isAllowed) {
            QTest::addRow("%s at %s", entry, address)
                << QString::fromUtf8(entry) << QString::fromUtf8(address) << isAllowed;
        };
        row("example.com", "https://example.com/login?next=/", true);
        row("Example.COM", "https://example.com", true);
        row("example.com", "https://example.com:443/", true);
        row("example.com", "https://example.com:8443/", false);
        row("example.com:8443", "https://example.com:8443/", true);
        row("example.com", "http://example.com/", false); // who is between can read along
        row("example.com", "https://login.example.com/", false);
        row("*.example.com", "https://login.example.com/", true);
        row("*.example.com", "https://example.com/", false);
        row("*.example.com", "https://badexample.com/", false);
        row("example.com", "https://example.com.evil.org/", false);
        row("example.com", "https://example.com@evil.org/", false);
        row("example.com", "https://evil.org/example.com", false);
        row("example.com", "data:text/html,example.com", false);
        row("example.com", "file:///example.com", false);
        row("example.com", "", false);
        row("bücher.de", "https://xn--bcher-kva.de/", true);
        row("10.0.0.7:8443", "https://10.0.0.7:8443/", true);
        row("127.0.0.1:3000", "http://127.0.0.1:3000/", true);
        row("localhost", "http://localhost/", true);
        row("localhost", "http://localhost:3000/", false);
        row("[::1]:3000", "http://[::1]:3000/", true);
    }
    void goOnlyToTheHostsTheyAreBoundTo()
    {
        QFETCH(QString, entry);
        QFETCH(QString, address);
        const auto secret = secretFrom(u"A"_s, given(u"hunter2"_s, {entry}));
        QVERIFY2(secret, secret ? "" : qPrintable(secret.error().message));
        QTEST(mayBeTypedAt(*secret, QUrl(address)), "isAllowed");
    }

    void goOnlyIntoTheWindowsTheyAreBoundTo()
    {
        const auto secret =
            secretFrom(u"A"_s, given(u"hunter2"_s, {}, {u"xterm"_s, u"keepass*"_s}));
        QVERIFY(secret);
        QVERIFY(mayBeTypedInto(*secret, {u"xterm"_s, u"XTerm"_s}));
        QVERIFY(mayBeTypedInto(*secret, {u"KeePassXC"_s}));
        QVERIFY(!mayBeTypedInto(*secret, {u"uxterm"_s, u"UXTerm"_s}));
        QVERIFY(!mayBeTypedInto(*secret, {}));
        QVERIFY(!mayBeTypedInto(*secretFrom(u"B"_s, u"hunter2"_s), {u"xterm"_s}));
    }

    void areFoundInWhatTheModelWants()
    {
        const QList<TypedPiece> pieces = typedPieces(u"me\t{{secret:PASS}}\n{{secret: X }}{{a}}"_s);
        const QList<TypedPiece> wanted{
            {u"me\t"_s}, {u"PASS"_s, true}, {u"\n"_s}, {u"X"_s, true}, {u"{{a}}"_s}};
        QCOMPARE(pieces, wanted);
        QCOMPARE(typedPieces(u"{{secret:A"_s), QList<TypedPiece>{{u"{{secret:A"_s}});
        QCOMPARE(typedPieces(QString()), QList<TypedPiece>());
        QCOMPARE(secretsNamedIn(u"{{secret:A}}{{secret:B}}{{secret:A}}"_s),
                 QStringList({u"A"_s, u"B"_s}));
    }

    void areMaskedInEveryFormThatATextGivesThem_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        const auto row = [](const char *name, const QString &value, const QString &text,
                            const QString &masked) {
            QTest::newRow(name) << value << text << masked;
        };
        const QString key = u"{{secret:KEY}}"_s;
        row("plain", u"hunter2"_s, u"it is hunter2, hunter2!"_s, u"it is %1, %1!"_s.arg(key));
        row("inside a word", u"hunter2"_s, u"PASS=hunter2000"_s, u"PASS="_s + key + u"000"_s);
        row("other letters", u"hunter2"_s, u"Hunter2"_s, u"Hunter2"_s);
        row("already masked", u"secret"_s, u"{{secret:KEY}} secret"_s, key + u' ' + key);
        row("like a pattern", u"a.*b"_s, u"aXXb a.*b"_s, u"aXXb "_s + key);
        row("in an address", u"p&s w/ü"_s, u"?q=p%26s%20w%2F%C3%BC&p%26s+w%2F%C3%BC"_s,
            u"?q=%1&%1"_s.arg(key));
        row("in HTML", u"a<b>&\"c"_s, u"<p>a&lt;b&gt;&amp;&quot;c</p>"_s, u"<p>%1</p>"_s.arg(key));
        row("in JSON", u"say \"it\"\\"_s, u"{\"a\":\"say \\\"it\\\"\\\\\"}"_s,
            u"{\"a\":\"%1\"}"_s.arg(key));
        row("in hexadecimal", u"hunter2"_s, u"68756e74657232 68756E74657232"_s, key + u' ' + key);
        row("a part of a line", u"first line\nsecond line\nx"_s, u"2: second line"_s,
            u"2: "_s + key);
        row("a short line of it", u"first line\nx"_s, u"x"_s, u"x"_s);
        row("nothing", u"hunter2"_s, QString(), QString());
    }
    void areMaskedInEveryFormThatATextGivesThem()
    {
        QFETCH(QString, value);
        QFETCH(QString, text);
        const Secrets secrets = one(value);
        QTEST(secrets.masked(text), "masked");
        QCOMPARE(secrets.masked(secrets.masked(text)), secrets.masked(text));
    }

    void areMaskedInBase64WhereverTheyBegin()
    {
        const QString value = u"correct horse 7"_s;
        for (const char *before : {"", "a", "ab", "abc", "user:"}) {
            const QByteArray text = before + value.toUtf8() + ":more of it";
            const QString masked = one(value).masked(QString::fromLatin1(text.toBase64()));
            QVERIFY2(masked.contains("{{secret:KEY}}"_L1), qPrintable(masked));
        }
    }

    void theLongestOfSeveralIsMeant()
    {
        const Secrets secrets(
            {{.name = u"A"_s, .value = u"hunter"_s}, {.name = u"B"_s, .value = u"hunter2"_s}});
        QCOMPARE(secrets.masked(u"hunter2 hunter"_s), u"{{secret:B}} {{secret:A}}"_s);
    }

    void areMaskedHoweverManyAndLongTheyAre()
    {
        QList<Secret> given{Secret{.name = u"SHORT"_s, .value = u"tiny-one"_s}};
        for (int i = 1; i < kMostSecrets; ++i)
            given << Secret{.name = u"KEY%1"_s.arg(i),
                            .value = QString::number(i) + QString(4000, u'v') + QString::number(i)};
        const Secrets secrets(given);
        QCOMPARE(secrets.masked(u"a tiny-one b"_s), u"a {{secret:SHORT}} b"_s);
        for (const Secret &secret : given) {
            const QString expected = u"x "_s + placeholderOf(secret.name) + u" y"_s;
            QCOMPARE(secrets.masked(u"x %1 y"_s.arg(secret.value)), expected);
            const QString hex = QString::fromLatin1(secret.value.toUtf8().toHex());
            QCOMPARE(secrets.masked(u"x %1 y"_s.arg(hex)), expected);
        }
    }

    void areMaskedInAllValuesOfAnObject()
    {
        const QJsonObject object{{u"hunter2"_s, QJsonArray{u"a hunter2"_s, 7, true}}};
        const QJsonObject masked{{u"hunter2"_s, QJsonArray{u"a {{secret:KEY}}"_s, 7, true}}};
        QCOMPARE(one(u"hunter2"_s).masked(object), masked);
    }

    void areReplacedAndRemovedByNameAndStayMasked()
    {
        Secrets secrets = one(u"hunter2"_s);
        QVERIFY(secrets.put({.name = u"KEY"_s, .value = u"other"_s}));
        QCOMPARE(secrets.masked(u"hunter2 other"_s), u"{{secret:KEY}} {{secret:KEY}}"_s);
        QVERIFY(secrets.remove(u"KEY"_s));
        QVERIFY(!secrets.remove(u"KEY"_s));
        QCOMPARE(secrets.masked(u"hunter2 other"_s), u"{{secret:KEY}} {{secret:KEY}}"_s);
        QVERIFY(secrets.all().isEmpty());
        for (int i = 0; i < kMostSecrets; ++i)
            QVERIFY(secrets.put({.name = QString::number(i), .value = u"value"_s}));
        QCOMPARE(secrets.put({.name = u"more"_s, .value = u"value"_s}).error().code,
                 Errc::Conflict);
    }
};

PILOTHOUSE_UNIT_TEST(TestSecrets)
#include "tst_secrets.moc"
