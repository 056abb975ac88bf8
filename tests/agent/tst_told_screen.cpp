#include "agent/session_registry.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What tools tell of the screen in words.
class TestToldScreen : public QObject
{
    Q_OBJECT
private slots:
    void isNotToldOnceAPersonHasTheWheel_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::newRow("elements") << u"elements"_s << u"elements"_s << QJsonObject();
        QTest::newRow("read_page") << u"read_page"_s << u"read_page"_s << QJsonObject();
        QTest::newRow("windows") << u"windows"_s << u"list"_s << QJsonObject();
        QTest::newRow("clipboard") << u"clipboard"_s << u"read"_s << QJsonObject();
        QTest::newRow("wait_for") << u"wait_for"_s << u"text"_s << QJsonObject{{u"text"_s, u"x"_s}};
    }
    void isNotToldOnceAPersonHasTheWheel()
    {
        QFETCH(QString, tool);
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        const ToolCall list{u"t1"_s, {}, tool, tool, action, input};
        AgentFixture fixture({{.toolCalls = {list}}, {.text = u"Fine."_s}});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        fixture.benches.behaviour = [session](ToolCall,
                                              std::stop_token) -> QCoro::Task<ToolOutcome> {
            const WheelPerson person{.viewer = u"v"_s, .name = u"Ann"_s};
            const Result<> taken = session->takeWheel(person);
            co_return ToolOutcome{.text = taken ? u"what shows"_s : u"not taken"_s};
        };
        QVERIFY(session->submit(u"Go"_s));
        const auto results = [&] { return fixture.bodies<ToolResult>(session->id()); };
        QVERIFY(eventually([&] { return !results().isEmpty(); }));
        QCOMPARE(results().first().text,
                 u"[A person took the wheel meanwhile: there is no picture.]"_s);
        QCoro::waitFor(registry.closeAll());
    }
};

PILOTHOUSE_UNIT_TEST(TestToldScreen)
#include "tst_told_screen.moc"
