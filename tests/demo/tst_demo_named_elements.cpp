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
};

PILOTHOUSE_UNIT_TEST(TestDemoNamedElements)
#include "tst_demo_named_elements.moc"
