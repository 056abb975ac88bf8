#include "demo_talk.h"
#include "model/dialect.h"
#include "support/unit_test.h"

#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestDemoNamedElements : public QObject
{
    Q_OBJECT
private slots:
    void actsOnTheElementThatTheLastListHasUnderItsName()
    {
        const QJsonArray tools =
            QJsonDocument::fromJson(toolDeclarations(ToolDialect::Custom, QSize(1280, 800)))
                .array();
        Talk talk(u"elements\nelements\nset entry \"Name\": Ada\nact on button \"Gone\""_s, tools);
        talk.answers = {u"e1 entry \"Name\" 5,5 9x9"_s,
                        u"Window \"A\":\ne2 entry \"Other\" 1,1 2x2\n"
                        "e3 entry \"Name\" = \"x\" 5,5 9x9"_s};
        while (talk.goOn()) {
        }
        QCOMPARE(talk.calls.at(2),
                 u"act_on {\"action\":\"set_text\",\"id\":\"e3\",\"text\":\"Ada\"}"_s);
        QCOMPARE(talk.calls.at(3),
                 u"act_on {\"action\":\"click\",\"id\":\"button \\\"Gone\\\"\"}"_s);
    }

    void fillsInAFormInOneReply()
    {
        const QJsonArray tools =
            QJsonDocument::fromJson(
                toolDeclarations(ToolDialect::ComputerToolset20260801, QSize(1280, 800)))
                .array();
        Talk talk(u"elements\nfill field \"Name\": Ada\nuse box \"Yes\" check\nact on button "
                  "\"Go\"\nact on button \"Go\"\nfill field \"Gone\": x"_s,
                  tools);
        talk.answers = {u"e1 field \"Name\" 5,5 9x9\ne2 box \"Yes\" 1,1 2x2\ne3 button \"Go\" 9,9 "
                        "9x9"_s};
        while (talk.goOn()) {
        }
        // The list, the form with the picture of what came of it, and what needs another look each.
        QCOMPARE(talk.turns, (QStringList{u"1"_s, u"3"_s, u"1"_s, u"1"_s, u"say"_s}));
        QCOMPARE(talk.calls.at(3), u"act_on {\"action\":\"click\",\"id\":\"e3\"}"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestDemoNamedElements)
#include "tst_demo_named_elements.moc"
