#include "tools/elements/act_on_tool.h"

#include "support/fake_clock.h"
#include "support/fake_display.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A field that the model knows as e1; time stands still.
struct FieldDesk
{
    FieldDesk() { (void)ids.idOf(field); }

    void begin(const QString &text, const QString &action = u"set_text"_s)
    {
        const ToolCall call{.id = u"1"_s,
                            .tool = u"act_on"_s,
                            .action = action,
                            .input = {{u"id"_s, u"e1"_s}, {u"text"_s, text}},
                            .look = false};
        tool.run(call, stop.get_token()).then([this](ToolOutcome told) { outcome = told; });
        clock.advance(0ms);
    }
    QCoro::Task<Result<std::optional<ElementNow>>> touch()
    {
        ++looks;
        Result<std::optional<ElementNow>> seen = std::optional<ElementNow>();
        if (!isGone)
            seen = ElementNow{.element = field, .isShowing = true};
        co_return seen;
    }
    QString told() const { return outcome ? outcome->text : u"(still looks)"_s; }

    FakeDisplay display;
    FakeClock clock;
    Secrets secrets;
    ComputerTool computer{display, QSize(1280, 800), clock, secrets, {}};
    ElementIds ids;
    ScreenElement field{.key = u"k"_s,
                        .role = u"field"_s,
                        .name = u"Name"_s,
                        .states = {u"focused"_s},
                        .place = {100, 100, 201, 31}};
    bool isGone = false;
    int looks = 0;
    std::stop_source stop;
    std::optional<ToolOutcome> outcome;
    ActOnTool tool{
        computer, true, ids,
        [this](const QString &, ElementDeed, const QString &, std::stop_token) { return touch(); },
        clock};
};

} // namespace

class TestActOnTyping : public QObject
{
    Q_OBJECT
private slots:
    void answersAtOnceWhenTheTextIsThere()
    {
        FieldDesk desk;
        desk.field.value = u"Grace Hopper"_s;
        desk.begin(u"Grace  Hopper "_s);
        QCOMPARE(desk.told(),
                 u"Done.\nNow: e1 field \"Name\" = \"Grace Hopper\" (focused) 200,115 201x31"_s);
    }

    void looksAgainUntilAProgramTellsAllThatWasTyped()
    {
        FieldDesk desk;
        desk.begin(u"Grace Hopper"_s);
        for (const QString &soFar : {u"Gra"_s, u"Grace Ho"_s}) {
            desk.field.value = soFar;
            desk.clock.advance(300ms);
            QCOMPARE(desk.told(), u"(still looks)"_s);
        }
        desk.field.value = u"Grace Hopper"_s;
        desk.clock.advance(100ms);
        QVERIFY2(desk.told().contains("= \"Grace Hopper\""_L1), qPrintable(desk.told()));
    }

    void answersWhenAFieldHoldsSomethingElseAndStandsStill()
    {
        FieldDesk desk;
        desk.field.value = u"12.50"_s;
        desk.begin(u"12.5"_s);
        desk.clock.advance(300ms);
        QCOMPARE(desk.told(), u"(still looks)"_s);
        desk.clock.advance(100ms);
        QVERIFY2(desk.told().contains("= \"12.50\""_L1), qPrintable(desk.told()));
    }

    void givesUpOnWhatNeverStandsStill()
    {
        FieldDesk desk;
        desk.begin(u"x"_s);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(desk.told(), u"(still looks)"_s);
            desk.field.value = QString::number(i);
            desk.clock.advance(100ms);
        }
        QVERIFY2(desk.told().contains("= \"19\""_L1), qPrintable(desk.told()));
    }

    void waitsForNothingThatIsNotTold_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("value");
        QTest::newRow("a password") << u"password"_s << u"set_text"_s << QString();
        QTest::newRow("the rest of a long text")
            << u"text"_s << u"set_text"_s << QString(120, u'a') + u'…';
        QTest::newRow("the rest of a choice") << u"combo box"_s << u"select"_s << u"AAA, red"_s;
    }
    void waitsForNothingThatIsNotTold()
    {
        QFETCH(QString, role);
        QFETCH(QString, action);
        FieldDesk desk;
        desk.ids = {};
        desk.field.role = role;
        (void)desk.ids.idOf(desk.field);
        QFETCH(QString, value);
        desk.field.value = value;
        desk.begin(action == "select"_L1 ? u"aaa"_s : QString(200, u'a'), action);
        QVERIFY2(desk.told().startsWith("Done."_L1), qPrintable(desk.told()));
    }

    void endsWhenItIsStoppedOrTheFieldIsGone()
    {
        FieldDesk desk;
        desk.begin(u"x"_s);
        desk.isGone = true;
        desk.clock.advance(100ms);
        QCOMPARE(desk.told(), u"Done.\nNow: e1 is not there any more."_s);

        FieldDesk other;
        other.begin(u"x"_s);
        other.stop.request_stop();
        other.clock.advance(0ms);
        QVERIFY(other.outcome);
    }
};

PILOTHOUSE_UNIT_TEST(TestActOnTyping)
#include "tst_act_on_typing.moc"
