// What a session asks a person about, from the model's words to the tools.
#include "agent/context.h"
#include "model/dialect.h"
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A call of the computer as a model of this dialect says it.
ToolCall said(ToolDialect dialect, const QString &id, const QByteArray &action,
              const QByteArray &members)
{
    if (dialect == ToolDialect::ComputerToolset20260801)
        return decodeCall(dialect, id, QString::fromLatin1(action), u"computer"_s,
                          '{' + members + '}');
    const QByteArray comma = members.isEmpty() ? "" : ",";
    return decodeCall(dialect, id, u"computer"_s, {},
                      "{\"action\":\"" + action + '"' + comma + members + '}');
}

/// A session under `approval: sensitive` in which nobody ever allows anything.
struct Asked
{
    explicit Asked(const QList<ToolCall> &calls) : Asked(QList<ScriptedReply>{{.toolCalls = calls}})
    {
    }
    explicit Asked(const QList<ScriptedReply> &replies) : fixture(replies)
    {
        SessionRegistry registry(fixture.services(), 8);
        SessionOptions options;
        options.approval = ApprovalPolicy::Sensitive;
        Session *session = *QCoro::waitFor(registry.create(std::move(options)));
        bool hasEnded = false;
        QObject::connect(session, &Session::runEnded, session, [&] { hasEnded = true; });
        QObject::connect(&fixture.journal, &Journal::appended, session, [this](const Event &e) {
            if (std::holds_alternative<ApprovalRequested>(e.body))
                QMetaObject::invokeMethod(
                    &fixture.journal, [this] { fixture.clock.advance(1s); }, Qt::QueuedConnection);
        });
        started = session->submit(u"do it"_s).has_value() && eventually([&] { return hasEnded; });
        questions = fixture.bodies<ApprovalRequested>(session->id());
        results = fixture.bodies<ToolResult>(session->id());
        events = *fixture.journal.events(session->id());
        QCoro::waitFor(registry.closeAll());
    }

    QStringList done() const
    {
        QStringList actions;
        for (const ToolCall &call : fixture.benches.calls)
            actions += call.action;
        return actions;
    }

    AgentFixture fixture;
    bool started = false;
    QList<ApprovalRequested> questions;
    QList<ToolResult> results;
    QList<Event> events;
};

const QList<ToolDialect> kDialects{ToolDialect::ComputerToolset20260801,
                                   ToolDialect::Computer20251124, ToolDialect::Computer20250124,
                                   ToolDialect::Custom};

} // namespace

class TestQuestions : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsTypedByAPointerActionInAnyDialect_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QByteArray>("members");
        const auto row = [](const char *action, const char *members) {
            QTest::addRow("%s %s", action, members) << QByteArray(action) << QByteArray(members);
        };
        row("scroll", R"("scroll_direction":"down","scroll_amount":0,"text":"i")");
        row("left_click", R"("text":"Return")");
        row("left_click", R"("key":"Return")"); // the older name of the field
        row("left_click", R"("text":"ctrl+v")");
        row("left_click_drag", R"("start_coordinate":[1,2],"coordinate":[3,4],"text":"x")");
        row("left_click", R"("text":"ctrl","text":"Return")");
        row("mouse_move", R"("coordinate":[1,2],"text":"x")");
        row("screenshot", R"("text":"x")");
        row("Type", R"("text":"x")");
    }
    void nothingIsTypedByAPointerActionInAnyDialect()
    {
        QFETCH(QByteArray, action);
        QFETCH(QByteArray, members);
        for (const ToolDialect dialect : kDialects) {
            const Asked asked({said(dialect, u"t1"_s, action, members)});
            QVERIFY(asked.started);
            QCOMPARE(asked.done(), QStringList());
            QCOMPARE(asked.questions.size(), 0); // it is not done whatever a person says
            QVERIFY(asked.results.constFirst().isError);
        }
    }

    void whatTypesOrPastesIsAskedForInAnyDialect_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QByteArray>("members");
        const auto row = [](const char *action, const char *members) {
            QTest::addRow("%s %s", action, members) << QByteArray(action) << QByteArray(members);
        };
        row("type", R"("text":"x")");
        row("key", R"("text":"shift+Insert")");
        row("key", R"("text":"Return")");
        row("hold_key", R"("text":"x","duration":0)");
        row("middle_click", R"("coordinate":[1,2])");
        row("middle_click", R"("text":"ctrl")");
        row("left_mouse_down", "");
        row("left_click_drag", R"("start_coordinate":[1,2],"coordinate":[3,4])");
    }
    void whatTypesOrPastesIsAskedForInAnyDialect()
    {
        QFETCH(QByteArray, action);
        QFETCH(QByteArray, members);
        for (const ToolDialect dialect : kDialects) {
            const Asked asked({said(dialect, u"t1"_s, action, members)});
            QCOMPARE(asked.questions.size(), 1);
            QCOMPARE(asked.done(), QStringList());
        }
    }

    void callsThatShareAnIdAreAskedForOneByOne()
    {
        const auto run = [](const QString &id) {
            return decodeCall(ToolDialect::Custom, id, u"bash"_s, {}, R"({"command":"ls"})");
        };
        const Asked asked(QList<ScriptedReply>{{.toolCalls = {run(u"c0"_s), run(u"c0"_s)}},
                                               {.toolCalls = {run(u"c0"_s), run(u"a/b"_s)}}});
        QSet<QString> ids;
        for (const ApprovalRequested &question : asked.questions)
            ids.insert(question.toolUseId);
        QCOMPARE(ids.size(), 4);
        QVERIFY(ids.contains(u"c0"_s) && !ids.contains(u"a/b"_s));
        QCOMPARE(asked.results.size(), 4); // each answered under the id it was asked by
        for (const ToolResult &result : asked.results)
            QVERIFY(ids.contains(result.toolUseId));
        QVERIFY(openCalls(asked.events).isEmpty());
    }

    void clicksAndLooksAreNotAskedFor()
    {
        for (const ToolDialect dialect : kDialects) {
            const Asked asked(
                {said(dialect, u"t1"_s, "screenshot", ""),
                 said(dialect, u"t2"_s, "left_click", R"("coordinate":[1,2],"text":"ctrl")"),
                 said(dialect, u"t3"_s, "scroll", R"("scroll_direction":"up","scroll_amount":1)")});
            QCOMPARE(asked.questions.size(), 0);
            QCOMPARE(asked.done(), (QStringList{u"screenshot"_s, u"left_click"_s, u"scroll"_s}));
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestQuestions)
#include "tst_questions.moc"
