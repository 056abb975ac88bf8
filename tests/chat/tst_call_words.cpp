#include "qml/chat/call_words.h"

#include "qml/chat/picture_marks.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QVariantMap inputOf(const char *json)
{
    return QJsonDocument::fromJson(json).object().toVariantMap();
}

QVariantMap call(const char *tool, const char *action, const char *input = "{}")
{
    return {{u"tool"_s, QString::fromLatin1(tool)},
            {u"action"_s, QString::fromLatin1(action)},
            {u"input"_s, inputOf(input)}};
}

QString said(const QVariantMap &call)
{
    const CallWords words = CallWords::of(call);
    return words.object.isNull() ? words.title : words.title + u'|' + words.object;
}

} // namespace

// The cases of the page: tests/web/logic/calls.test.mjs.
class TestCallWords : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatIsDone_data()
    {
        QTest::addColumn<QVariantMap>("asked");
        QTest::addColumn<QString>("words");
        const auto row = [](const QVariantMap &asked, const char16_t *words) {
            const QString expected = QString::fromUtf16(words);
            QTest::newRow(qPrintable(expected)) << asked << expected;
        };
        row(call("computer", "screenshot"), u"Look at the screen");
        row(call("elements", "elements"), u"List what is on the screen");
        row(call("elements", "elements", R"({"role":"link","name":"Terms"})"),
            u"Look for|link “Terms”");
        row(call("read_page", "read_page"), u"Read the page");
        row(call("act_on", "click", R"({"id":"e4"})"), u"Click|e4");
        row(call("act_on", "set_text", R"({"id":"e4","text":"Ada","role":"field","name":"Name"})"),
            u"Fill in|field “Name” = Ada");
        row(call("windows", "list"), u"List the windows");
        row(call("windows", "close", R"({"id":"w2"})"), u"Close|w2");
        row(call("windows", "focus", R"({"id":"w2","role":"window","name":"a.txt"})"),
            u"Bring to the front|window “a.txt”");
        row(call("windows", "move", R"({"id":"w2","coordinate":[1,2],"size":[30,40]})"),
            u"Move to 1, 2 30 × 40|w2");
        row(call("windows", "move", R"({"id":"w2","size":[30,40]})"), u"Resize 30 × 40|w2");
        row(call("clipboard", "read"), u"Read the clipboard");
        row(call("clipboard", "write", R"({"text":"Ada"})"), u"Put on the clipboard|Ada");
        row(call("wait_for", "text", R"({"text":"Done"})"), u"Wait for text|“Done”");
        row(call("wait_for", "element", R"({"role":"button","name":"Send"})"),
            u"Wait for|button “Send”");
        row(call("wait_for", "gone", R"({"text":"Loading"})"), u"Wait until it is gone|“Loading”");
        row(call("wait_for", "still"), u"Wait until the screen is still");
        row(call("wait_for", "file", R"({"path":"a.pdf"})"), u"Wait for the file|a.pdf");
        row(call("computer", "double_click", R"({"coordinate":[1,2]})"), u"Double-click at 1, 2");
        row(call("computer", "left_click", R"({"coordinate":[1,2],"text":"ctrl"})"),
            u"Ctrl+Click at 1, 2");
        row(call("computer", "left_click_drag", R"({"start_coordinate":[1,2],"coordinate":[3,4]})"),
            u"Drag from 1, 2 to 3, 4");
        row(call("computer", "scroll",
                 R"({"scroll_direction":"down","scroll_amount":3,"coordinate":[5,6]})"),
            u"Scroll down 3 at 5, 6");
        row(call("computer", "key", R"({"text":"ctrl+shift+t"})"), u"Press Ctrl+Shift+T");
        row(call("computer", "key", R"({"text":"Return","repeat":3})"), u"Press Enter, 3 times");
        row(call("computer", "hold_key", R"({"text":"shift","duration":2})"),
            u"Hold Shift for 2 s");
        row(call("computer", "wait", R"({"duration":1.5})"), u"Wait 1.5 s");
        row(call("computer", "type", R"({"text":"hello"})"), u"Type|hello");
        row(call("computer", "mouse_move", R"({"coordinate":[1,2]})"), u"Move the pointer to 1, 2");
        row(call("computer", "fly"), u"computer fly");
        row(call("bash", "run", R"({"command":"ls"})"), u"Run|ls");
        row(call("bash", "restart"), u"Restart the shell");
        row(call("edit", "create", R"({"path":"/tmp/a"})"), u"Write|/tmp/a");
        row(call("brew_coffee", ""), u"brew_coffee");
        row({}, u"Unknown action");
    }
    void saysWhatIsDone()
    {
        QFETCH(QVariantMap, asked);
        QTEST(said(asked), "words");
    }

    void saysOfTextsHowLongTheyAre()
    {
        QVariantMap typed = call("computer", "type");
        typed[u"textLength"_s] = 12;
        QCOMPARE(CallWords::of(typed).title, u"Type 12 characters"_s);
        typed[u"textLength"_s] = 5;
        typed[u"secrets"_s] = QVariantList{u"PASS"_s};
        QCOMPARE(CallWords::of(typed).title, u"Type 5 characters and the secret PASS"_s);
        typed[u"textLength"_s] = 0;
        typed[u"secrets"_s] = QVariantList{u"A"_s, u"B"_s, u"C"_s};
        QCOMPARE(CallWords::of(typed).title, u"Type the secrets A, B and C"_s);
        QVariantMap pressed = call("computer", "key");
        pressed[u"keyCount"_s] = 4;
        QCOMPARE(CallWords::of(pressed).title, u"Press 4 keys"_s);
    }

    void tellsTheLineOfTheServerWhereItHasNoWords()
    {
        QVariantMap pinch = call("computer", "left_pinch", R"({"coordinate":[1,2]})");
        pinch[u"summary"_s] = u"left pinch at (1, 2)"_s;
        QCOMPARE(said(pinch), u"left pinch at (1, 2)"_s);
        QCOMPARE(CallWords::of(pinch).icon, u"pointer"_s);
    }

    void takesAnything_data()
    {
        QTest::addColumn<QVariant>("odd");
        QTest::newRow("number") << QVariant(7);
        QTest::newRow("nothing") << QVariant::fromValue(nullptr);
        QTest::newRow("list") << QVariant(QVariantList{u"rm"_s});
        QTest::newRow("map") << QVariant(QVariantMap{{u"a"_s, 1}});
        QTest::newRow("flag") << QVariant(true);
    }
    void takesAnything()
    {
        QFETCH(QVariant, odd);
        for (const char *action : {"left_click", "type", "scroll", "zoom", "left_click_drag"})
            for (const char *name : {"text", "coordinate", "region", "start_coordinate"})
                QVERIFY(
                    !CallWords::of({{u"tool"_s, u"computer"_s},
                                    {u"action"_s, QString::fromLatin1(action)},
                                    {u"input"_s, QVariantMap{{QString::fromLatin1(name), odd}}}})
                         .title.isEmpty());
        const QVariantMap command{{u"tool"_s, u"bash"_s},
                                  {u"action"_s, u"run"_s},
                                  {u"input"_s, QVariantMap{{u"command"_s, odd}}}};
        QVERIFY(!CallWords::of(command).object.isEmpty());
    }

    void asksAboutAllOfTheCall()
    {
        const QVariantMap question{{u"tool"_s, u"computer"_s},
                                   {u"summary"_s, u"type 2 characters"_s},
                                   {u"action"_s, inputOf(R"({"kind":"type","text_length":2})")},
                                   {u"input"_s, inputOf(R"({"text":"ab"})")}};
        QCOMPARE(said(CallWords::callOfQuestion(question, {})), u"Type|ab"_s);
    }

    void seesThatASecretIsTyped()
    {
        const QVariantMap typed =
            call("computer", "type", R"({"text":"{{secret:A}} {{secret:B}}"})");
        QCOMPARE(CallWords::secretsOf(typed), (QStringList{u"A"_s, u"B"_s}));
        QCOMPARE(CallWords::of(typed).icon, u"key"_s);
        QCOMPARE(CallWords::kindOf(typed), u"typing the secrets A and B"_s);
        QVERIFY(
            CallWords::secretsOf(call("bash", "run", R"({"command":"{{secret:A}}"})")).isEmpty());
    }

    void knowsWhatAPersonCorrectsFirst()
    {
        QCOMPARE(CallWords::mainField(call("bash", "run")), u"command"_s);
        QCOMPARE(CallWords::mainField(call("computer", "type")), u"text"_s);
        QCOMPARE(CallWords::mainField(call("computer", "left_click")), QString());
        QCOMPARE(CallWords::kindOf(call("bash", "run")), u"shell commands"_s);
    }

    void marksPlacesOnThePicture_data()
    {
        QTest::addColumn<QVariantMap>("asked");
        QTest::addColumn<QString>("marks");
        QTest::newRow("point") << call("computer", "double_click", R"({"coordinate":[1,2]})")
                               << u"[{\"count\":2,\"kind\":\"point\",\"x\":1,\"y\":2}]"_s;
        QTest::newRow("line") << call("computer", "left_click_drag",
                                      R"({"start_coordinate":[1,2],"coordinate":[3,4]})")
                              << u"[{\"kind\":\"line\",\"x1\":1,\"x2\":3,\"y1\":2,\"y2\":4}]"_s;
        QTest::newRow("box") << call("computer", "zoom", R"({"region":[1,2,4,8]})")
                             << u"[{\"height\":6,\"kind\":\"box\",\"width\":3,\"x\":1,\"y\":2}]"_s;
        QTest::newRow("outside") << call("computer", "left_click", R"({"coordinate":[101,2]})")
                                 << u"[]"_s;
        QTest::newRow("odd") << call("computer", "left_click", R"({"coordinate":["a",2]})")
                             << u"[]"_s;
        QTest::newRow("no place") << call("bash", "run") << u"[]"_s;
    }
    void marksPlacesOnThePicture()
    {
        QFETCH(QVariantMap, asked);
        const QJsonArray marks = QJsonArray::fromVariantList(marksOf(asked, QSizeF(100, 100)));
        QTEST(QString::fromUtf8(QJsonDocument(marks).toJson(QJsonDocument::Compact)), "marks");
    }
};

PILOTHOUSE_UNIT_TEST(TestCallWords)
#include "tst_call_words.moc"
