#include "tools/secret_typing.h"

#include "support/fake_display.h"
#include "support/unit_test.h"

#include <QCoroTask>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QUrl kLogin(u"https://example.com/login"_s);
const QUrl kEvil(u"https://evil.example/"_s);
const TypingPlace kTerminal{.window = {u"xterm"_s, u"XTerm"_s}, .unknown = u"it has none"_s};

TypingPlace browser(const QUrl &document, const QUrl &page)
{
    return {.window = {u"Navigator"_s, u"firefox-esr"_s}, .document = document, .page = page};
}

/// A display, three secrets, and a keyboard that is where the test says.
struct Desk
{
    QString type(const QString &text)
    {
        const Result<Look> look = QCoro::waitFor(typing.type({text}, {}, {}));
        return look ? u"typed"_s : look.error().message;
    }

    FakeDisplay display;
    Secrets secrets{{{.name = u"WEB"_s, .value = u"web-value"_s, .hosts = {u"example.com"_s}},
                     {.name = u"SHELL"_s, .value = u"shell-value"_s, .windows = {u"xterm"_s}},
                     {.name = u"FREE"_s, .value = u"free-value"_s}}};
    TypingPlace place = kTerminal;
    QStringList sought; ///< values that programs were asked for
    SecretTyping typing{
        display,
        secrets,
        {.place = [this](std::stop_token) -> QCoro::Task<TypingPlace> { co_return place; },
         .find = [this](QStringList texts, std::stop_token) -> QCoro::Task<QList<QRect>> {
             sought = texts;
             QList<QRect> places;
             places.append(QRect(10, 20, 30, 40));
             co_return places;
         }}};
};

} // namespace

class TestSecretTyping : public QObject
{
    Q_OBJECT
private slots:
    void typesAValueOnlyWhereItMayGo_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::addColumn<TypingPlace>("place");
        QTest::addColumn<QString>("refusal");
        const auto row = [](const char *name, const QString &secret, const TypingPlace &place,
                            const QString &refusal = {}) {
            QTest::newRow(name) << secret << place << refusal;
        };
        row("a page in its own window", u"WEB"_s, browser(kLogin, kLogin));
        row("a frame in a page of the same host", u"WEB"_s,
            browser(kLogin, QUrl(u"https://example.com"_s)));
        row("another page", u"WEB"_s, browser(kEvil, kEvil),
            u"in a page of https://evil.example"_s);
        row("its page in another's frame", u"WEB"_s, browser(kLogin, kEvil), u"was not typed"_s);
        row("another's frame in its page", u"WEB"_s, browser(kEvil, kLogin), u"was not typed"_s);
        row("the browser's own field", u"WEB"_s, browser({}, {}), u"in a window of Navigator"_s);
        row("a terminal, for one of a page", u"WEB"_s, kTerminal, u"could not be found out"_s);
        row("a terminal", u"SHELL"_s, kTerminal);
        row("a page, for one of a terminal", u"SHELL"_s, browser(kLogin, kLogin),
            u"it may only go to xterm"_s);
        row("no window", u"SHELL"_s, TypingPlace(), u"in no window"_s);
        row("anywhere, after a person was asked", u"FREE"_s, browser(kEvil, kEvil));
    }
    void typesAValueOnlyWhereItMayGo()
    {
        QFETCH(QString, secret);
        QFETCH(TypingPlace, place);
        QFETCH(QString, refusal);
        Desk desk;
        desk.place = place;
        const QString said = desk.type(placeholderOf(secret));
        if (refusal.isEmpty()) {
            QCOMPARE(said, u"typed"_s);
            QCOMPARE(desk.display.transcript(),
                     QStringList{u"type "_s + secret.toLower() + u"-value"_s});
        } else {
            QVERIFY2(said.contains(refusal), qPrintable(said));
            QVERIFY(!said.contains("-value"_L1));
            QCOMPARE(desk.display.transcript(), QStringList());
        }
    }

    void typesTheRestRoundIt()
    {
        Desk desk;
        QCOMPARE(desk.type(u"login me\n{{secret:SHELL}}\n"_s), u"typed"_s);
        QCOMPARE(desk.display.transcript(),
                 QStringList({u"type login me\n"_s, u"type shell-value"_s, u"type \n"_s}));
    }

    void looksWhereTheKeyboardIsBeforeEachOne()
    {
        Desk desk; // a tab key may lead into another field in between
        const QString said = desk.type(u"{{secret:SHELL}}\t{{secret:WEB}}\n"_s);
        QVERIFY2(said.contains("What stands before it was typed"_L1), qPrintable(said));
        QCOMPARE(desk.display.transcript(), QStringList({u"type shell-value"_s, u"type \t"_s}));
    }

    void typesNothingOfATextWithANameThatIsNotKnown()
    {
        Desk desk;
        const QString said = desk.type(u"me {{secret:NONE}}"_s);
        QCOMPARE(said,
                 u"Nothing was typed: there is no secret \"NONE\". There are: FREE, SHELL, WEB"_s);
        QCOMPARE(desk.display.transcript(), QStringList());
    }

    void typesPlainTextAsItIs()
    {
        Desk desk;
        QCOMPARE(desk.type(u"{{ no secret }}"_s), u"typed"_s);
        QCOMPARE(desk.type(QString()), u"typed"_s);
        QCOMPARE(desk.display.transcript().first(), u"type {{ no secret }}"_s);
    }

    void coversWhatProgramsTellOfThoseThatWereTyped()
    {
        Desk desk;
        const QImage screen = QCoro::waitFor(desk.display.capture(false, {})).value();
        QVERIFY(!QCoro::waitFor(desk.typing.covered(screen, {})).hides);
        QCOMPARE(desk.sought, QStringList());
        QCOMPARE(desk.type(u"{{secret:SHELL}}"_s), u"typed"_s);
        const CoveredScreen covered = QCoro::waitFor(desk.typing.covered(screen, {}));
        QVERIFY(covered.hides);
        QCOMPARE(desk.sought, QStringList(u"shell-value"_s));
        QCOMPARE(covered.picture.pixel(25, 40), qRgb(64, 64, 64));
        QCOMPARE(covered.picture.pixel(100, 40), screen.pixel(100, 40));
    }

    void passesOnWhatFails()
    {
        Desk desk;
        desk.display.nextError = Error{Errc::Unavailable, u"The desktop's screen is gone."_s};
        QCOMPARE(desk.type(u"{{secret:SHELL}}"_s), u"The desktop's screen is gone."_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestSecretTyping)
#include "tst_secret_typing.moc"
