#include "guarded_port.h"

#include "access/page_language.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

HttpFields asking(const QByteArray &languages)
{
    return {{"accept", "text/html"}, {"accept-language", languages}};
}

} // namespace

class TestPageLanguage : public QObject
{
    Q_OBJECT
private slots:
    void isTheOneThatTheBrowserLikesBest_data()
    {
        QTest::addColumn<QByteArray>("wish");
        QTest::addColumn<QByteArray>("language");
        const auto row = [](const char *wish, const char *language) {
            QTest::newRow(*wish ? wish : "(none)") << QByteArray(wish) << QByteArray(language);
        };
        row("", "en");
        row("*", "en");
        row("fr", "en");
        row("de", "de");
        row("DE-at", "de");
        row("de-DE,de;q=0.9,en;q=0.8", "de");
        row("en-US,en;q=0.9,de;q=0.8", "en");
        row("en;q=0.3, de;q=0.7", "de");
        row("de;q=0", "en");
        row("fr, de;q=0.5, en;q=0.4", "de");
        row("en, de", "en");
        row("de, en", "de");
        row("den, german", "en");
        row(";q=, ,,de;q=x", "en");
    }
    void isTheOneThatTheBrowserLikesBest()
    {
        QFETCH(QByteArray, wish);
        QFETCH(QByteArray, language);
        QCOMPARE(pageLanguage(headOf("GET /", {"Accept-Language: " + wish})), language);
    }

    void choosesEachOfTheWords()
    {
        const QByteArray text = "<a {b}> {{one\n more|eins}}, {{|zwei}}{{three|drei}}";
        QCOMPARE(inLanguage(text, "en"), "<a {b}> one\n more, three");
        QCOMPARE(inLanguage(text, "de"), "<a {b}> eins, zweidrei");
    }

    void isThatOfTheWholeWayIn_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QByteArray>("german");
        QTest::addColumn<QByteArray>("english");
        const auto row = [](const char *target, const QByteArray &german,
                            const QByteArray &english) {
            QTest::newRow(target) << QString::fromLatin1(target) << german << english;
        };
        row("/auth/login", "<title>Anmelden", "<title>Log in");
        row("/auth/login?wrong=1", "Das Token in diesem Link stimmt nicht.",
            "The token in that link is not right.");
        row("/auth/enter?next=/ui/", "Das geht nicht:", "This does not work:");
    }
    void isThatOfTheWholeWayIn()
    {
        QFETCH(QString, target);
        QFETCH(QByteArray, german);
        QFETCH(QByteArray, english);
        GuardedPort server;
        for (const bool isGerman : {true, false}) {
            const Answer page =
                server.ask("GET", target, asking(isGerman ? "de-DE,en;q=0.5" : "fr,en"));
            QCOMPARE(page.status, 200);
            QVERIFY(page.body.contains(isGerman ? "<html lang=\"de\"" : "<html lang=\"en\""));
            QCOMPARE(page.body.contains(german), isGerman);
            QCOMPARE(page.body.contains(english), !isGerman);
            QVERIFY(!page.body.contains("{{"));
            QVERIFY(page["vary"].toLower().contains("accept-language"));
        }
    }

    void isThatOfWhatWasWrong()
    {
        GuardedPort server;
        const auto attempt = [&server] {
            const HttpFields form{{"content-type", "application/x-www-form-urlencoded"}};
            return server.ask("POST", u"/auth/login"_s, asking("de") + form, "token=wrong");
        };
        const Answer first = attempt();
        QCOMPARE(first.status, 401);
        QVERIFY(first.body.contains("role=\"alert\">Dieses Token stimmt nicht.<"));
        for (int count = 1; count < WrongTries::kMost; ++count)
            QCOMPARE(attempt().status, 401);
        const Answer late = attempt();
        QCOMPARE(late.status, 429);
        QVERIFY(late.body.contains("role=\"alert\">Zu viele falsche Tokens."));
    }
};

PILOTHOUSE_UNIT_TEST(TestPageLanguage)
#include "tst_page_language.moc"
