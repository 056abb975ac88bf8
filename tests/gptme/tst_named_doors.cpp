#include "all_doors.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestNamedDoors : public QObject
{
    Q_OBJECT
private slots:
    void standInTheAuditTrail()
    {
        AllDoors server;
        QCOMPARE(server.post(u"/sessions/"_s, "{}").status, 200);
        QCOMPARE(server.ask("PUT", u"/api/v2/conversations/a"_s, "{}").status, 200);
        const QByteArray chat = R"({"model":"pilothouse","messages":[)"
                                R"({"role":"user","content":"Greet"}]})";
        QCOMPARE(server.post(u"/v1/chat/completions"_s, chat).status, 200);
        QStringList begun;
        const auto entries = server.audit.entries();
        for (const AuditRecord &record : *entries)
            if (record.entry.action == "session_created"_L1)
                begun.append(record.entry.actor);
        begun.sort();
        QCOMPARE(begun, (QStringList{u"token"_s, u"token (OpenAI)"_s, u"token (gptme)"_s}));
    }

    void sayThatAConversationIsNotThereAsGptmeSaysIt()
    {
        AllDoors server;
        const ApiAnswer answer = server.get(u"/api/v2/conversations/none"_s);
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.text("error"), u"Conversation not found: none"_s);
        QCOMPARE(server.ask("PUT", u"/api/v2/conversations/a"_s, "{}").status, 200);
        const ApiAnswer again = server.ask("PUT", u"/api/v2/conversations/a"_s, "{}");
        QCOMPARE(again.status, 409);
        QCOMPARE(again.text("error"), u"Conversation already exists: a"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestNamedDoors)
#include "tst_named_doors.moc"
