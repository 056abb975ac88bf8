#include "model/responses/computer_actions.h"

#include "core/json.h"
#include "model/responses/key_names.h"
#include "support/unit_test.h"

#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// "left_click {…}", or "! why" where it is refused.
QString inOurTerms(const QByteArray &action)
{
    QStringList calls;
    for (const ToolCall &call : callsFor(QJsonDocument::fromJson(action).object()))
        if (call.malformed.isEmpty())
            calls.append(call.action + u' ' + QString::fromUtf8(compactJson(call.input)));
        else
            calls.append(u"! "_s + call.malformed);
    return calls.join(u" | "_s);
}

} // namespace

class TestComputerActions : public QObject
{
    Q_OBJECT
private slots:
    void meansTheSameInOurTerms_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QByteArray &action, const QString &expected) {
            QTest::newRow(action.constData()) << action << expected;
        };
        row(R"({"type":"click","button":"left","x":10,"y":20})",
            uR"(left_click {"coordinate":[10,20]})"_s);
        row(R"({"type":"click","button":"left","x":10,"y":20,"keys":null})",
            uR"(left_click {"coordinate":[10,20]})"_s);
        row(R"({"type":"click","x":10,"y":20})", uR"(left_click {"coordinate":[10,20]})"_s);
        row(R"({"type":"click","button":"left","x":1,"y":2,"keys":["SHIFT","CTRL"]})",
            uR"(left_click {"coordinate":[1,2],"text":"shift+ctrl"})"_s);
        row(R"({"type":"click","button":"right","x":1,"y":2})",
            uR"(right_click {"coordinate":[1,2]})"_s);
        row(R"({"type":"click","button":"wheel","x":1,"y":2})",
            uR"(middle_click {"coordinate":[1,2]})"_s);
        row(R"({"type":"click","button":"middle","x":1,"y":2})",
            uR"(middle_click {"coordinate":[1,2]})"_s);
        row(R"({"type":"click","button":"back","x":1,"y":2})", uR"(key {"text":"alt+Left"})"_s);
        row(R"({"type":"click","button":"forward","x":1,"y":2})", uR"(key {"text":"alt+Right"})"_s);
        row(R"({"type":"double_click","x":3,"y":4,"keys":["ALT"]})",
            uR"(double_click {"coordinate":[3,4],"text":"alt"})"_s);
        row(R"({"type":"double_click","button":"left","x":3,"y":4})",
            uR"(double_click {"coordinate":[3,4]})"_s);
        row(R"({"type":"drag","path":[{"x":1,"y":2},{"x":3,"y":4}]})",
            uR"(left_click_drag {"coordinate":[3,4],"start_coordinate":[1,2]})"_s);
        row(R"({"type":"drag","path":[[1,2],[3,4]],"keys":["SHIFT"]})",
            uR"(left_click_drag {"coordinate":[3,4],"start_coordinate":[1,2],"text":"shift"})"_s);
        row(R"({"type":"drag","path":[{"x":1,"y":2},{"x":5,"y":6},{"x":7,"y":8},{"x":3,"y":4}]})",
            uR"(left_click_drag {"coordinate":[3,4],"start_coordinate":[1,2],"via":[[5,6],[7,8]]})"_s);
        row(R"({"type":"keypress","keys":["CTRL","A"]})", uR"(key {"text":"ctrl+a"})"_s);
        row(R"({"type":"move","x":5,"y":6})", uR"(mouse_move {"coordinate":[5,6]})"_s);
        row(R"({"type":"move","x":5,"y":6,"keys":[]})", uR"(mouse_move {"coordinate":[5,6]})"_s);
        row(R"({"type":"screenshot"})", u"screenshot {}"_s);
        const auto scroll = [](int amount, const char *direction, const QByteArray &more = {}) {
            return QString::fromUtf8(R"(scroll {"coordinate":[5,6],"scroll_amount":)" +
                                     QByteArray::number(amount) + ",\"scroll_direction\":\"" +
                                     direction + '"' + more + '}');
        };
        row(R"({"type":"scroll","x":5,"y":6,"scroll_x":0,"scroll_y":300})", scroll(3, "down"));
        row(R"({"type":"scroll","x":5,"y":6,"scroll_x":0,"scroll_y":-160})", scroll(2, "up"));
        row(R"({"type":"scroll","x":5,"y":6,"scroll_x":10,"scroll_y":0})", scroll(1, "right"));
        row(R"({"type":"scroll","x":5,"y":6,"scroll_x":-400,"scroll_y":0})", scroll(4, "left"));
        row(R"({"type":"scroll","x":5,"y":6,"scroll_x":100,"scroll_y":100})",
            scroll(1, "down") + u" | "_s + scroll(1, "right"));
        row(R"({"type":"scroll","x":5,"y":6,"scroll_y":100,"scroll_x":0,"keys":["CTRL"]})",
            scroll(1, "down", R"(,"text":"ctrl")"));
        row("{\"type\":\"type\",\"text\":\"Hé\\n{{secret:A}}\"}",
            uR"(type {"text":"Hé\n{{secret:A}}"})"_s);
        row(R"({"type":"wait"})", uR"(wait {"duration":2})"_s);
    }
    void meansTheSameInOurTerms()
    {
        QFETCH(QByteArray, action);
        QTEST(inOurTerms(action), "expected");
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QString>("why");
        const auto row = [](const QByteArray &action, const QString &why) {
            QTest::newRow(action.constData()) << action << why;
        };
        row(R"({"type":"pinch"})", u"no action 'pinch'"_s);
        row(R"({})", u"no action ''"_s);
        row(R"({"type":7})", u"no action ''"_s);
        row(R"({"type":"click","button":"left","x":1,"y":2,"force":3})", u"no member 'force'"_s);
        row(R"({"type":"wait","ms":5})", u"no member 'ms'"_s);
        row(R"({"type":"click","button":"fifth","x":1,"y":2})", u"no mouse button 'fifth'"_s);
        row(R"({"type":"click","button":5,"x":1,"y":2})", u"no mouse button ''"_s);
        row(R"({"type":"click","button":"back","x":1,"y":2,"keys":["CTRL"]})", u"no keys can"_s);
        row(R"({"type":"click","button":"left","x":1,"y":2,"keys":"CTRL"})", u"no name of a key"_s);
        row(R"({"type":"click","button":"left","x":1,"y":2,"keys":[5]})", u"no name of a key"_s);
        row(R"({"type":"double_click","button":"right","x":1,"y":2})", u"left button"_s);
        row(R"({"type":"drag","path":[{"x":1,"y":2}]})", u"two points"_s);
        row(R"({"type":"drag"})", u"two points"_s);
        row(R"({"type":"keypress","keys":[]})", u"must name keys"_s);
        row(R"({"type":"keypress","keys":["CTRL+A"]})", u"must name keys"_s);
        row(R"({"type":"move","x":1,"y":2,"keys":["CTRL"]})", u"only moves"_s);
        row(R"({"type":"scroll","x":1,"y":2,"scroll_x":0,"scroll_y":0})", u"is nothing"_s);
        row(R"({"type":"scroll","x":1,"y":2})", u"is nothing"_s);
    }
    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QByteArray, action);
        QFETCH(QString, why);
        const QString answer = inOurTerms(action);
        QVERIFY2(answer.startsWith("! Error: "_L1) && answer.contains(why), qPrintable(answer));
    }

    void knowsTheKeysByTheirNames_data()
    {
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<QString>("chord");
        const auto row = [](const QStringList &keys, const QString &chord) {
            QTest::newRow(qPrintable(keys.join(u' '))) << keys << chord;
        };
        const std::pair<const char *, const char *> names[] = {{"CTRL", "ctrl"},
                                                               {"CONTROL", "ctrl"},
                                                               {"SHIFT", "shift"},
                                                               {"ALT", "alt"},
                                                               {"OPTION", "alt"},
                                                               {"META", "super"},
                                                               {"CMD", "super"},
                                                               {"COMMAND", "super"},
                                                               {"SUPER", "super"},
                                                               {"WIN", "super"},
                                                               {"ENTER", "Return"},
                                                               {"RETURN", "Return"},
                                                               {"ESC", "Escape"},
                                                               {"ESCAPE", "Escape"},
                                                               {"TAB", "Tab"},
                                                               {"SPACE", "space"},
                                                               {"BACKSPACE", "BackSpace"},
                                                               {"DELETE", "Delete"},
                                                               {"DEL", "Delete"},
                                                               {"INSERT", "Insert"},
                                                               {"HOME", "Home"},
                                                               {"END", "End"},
                                                               {"PAGEUP", "Page_Up"},
                                                               {"PAGEDOWN", "Page_Down"},
                                                               {"UP", "Up"},
                                                               {"ARROWUP", "Up"},
                                                               {"DOWN", "Down"},
                                                               {"ARROWDOWN", "Down"},
                                                               {"LEFT", "Left"},
                                                               {"ARROWLEFT", "Left"},
                                                               {"RIGHT", "Right"},
                                                               {"ARROWRIGHT", "Right"},
                                                               {"CAPSLOCK", "Caps_Lock"},
                                                               {"PRINTSCREEN", "Print"},
                                                               {"PLUS", "plus"},
                                                               {"MINUS", "minus"},
                                                               {" ", "space"},
                                                               {"+", "plus"},
                                                               {"-", "minus"},
                                                               {"ArrowLeft", "Left"},
                                                               {"a", "a"},
                                                               {"A", "a"},
                                                               {"/", "/"},
                                                               {"F5", "F5"},
                                                               {"XF86AudioPlay", "XF86AudioPlay"}};
        for (const auto &[theirs, ours] : names)
            row({QString::fromLatin1(theirs)}, QString::fromLatin1(ours));
        row({u"CTRL"_s, u"SHIFT"_s, u"T"_s}, u"ctrl+shift+t"_s);
        row({u"shift"_s, u"control"_s, u"a"_s}, u"shift+ctrl+a"_s);
        row({u"A"_s, u"CTRL"_s}, u"ctrl+a"_s);
        row({u"ARROWDOWN"_s, u"ARROWDOWN"_s, u"ENTER"_s}, u"Down Down Return"_s);
        row({}, u""_s);
    }
    void knowsTheKeysByTheirNames()
    {
        QFETCH(QStringList, keys);
        QFETCH(QString, chord);
        QCOMPARE(chordOf(keys), chord);
    }

    void takesNoJointForAName()
    {
        for (const QString &key : {u""_s, u"a b"_s, u"CTRL+A"_s, u"ctrl "_s})
            QVERIFY2(!chordOf({key}), qPrintable(key));
    }
};

PILOTHOUSE_UNIT_TEST(TestComputerActions)
#include "tst_computer_actions.moc"
