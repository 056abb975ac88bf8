#include "tools/computer_arguments.h"

#include "coordinate.h"
#include "core/tool_actions.h"
#include "support/unit_test.h"

#include <QTest>

#include <limits>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestComputerArguments : public QObject
{
    Q_OBJECT
private slots:
    void readsTheWayOfADrag()
    {
        const ToolCall call{.name = u"computer"_s,
                            .tool = u"computer"_s,
                            .action = u"left_click_drag"_s,
                            .input = {{u"start_coordinate"_s, at(0, 0)},
                                      {u"via"_s, QJsonArray{at(10, 20), at(20, 10)}},
                                      {u"coordinate"_s, at(5, 5)}}};
        const auto request =
            parseComputerCall(call, ScreenScale(PictureFrame({1280, 800}), {1280, 800}));
        QVERIFY(request);
        const InputAction action = std::get<Act>(*request).action;
        QCOMPARE(std::get<Drag>(action).via, (QList<QPoint>{{10, 20}, {20, 10}}));
    }

    void refusesBadArguments_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("part");

        const auto row = [](const char *name, const QString &action, const QJsonObject &input,
                            const QString &part) {
            QTest::newRow(name) << action << input << part;
        };
        const QString click = u"left_click"_s;
        const QString point = u"coordinate must be [x, y]"_s;
        const auto clickAt = [](const QJsonValue &value) {
            return QJsonObject{{u"coordinate"_s, value}};
        };
        row("text for a point", click, clickAt(u"10,20"_s), point);
        row("object for a point", click, clickAt(QJsonObject{{u"x"_s, 1}}), point);
        row("one number", click, clickAt(QJsonArray{1}), point);
        row("three numbers", click, clickAt(QJsonArray{1, 2, 3}), point);
        row("flags", click, clickAt(QJsonArray{true, false}), u"got [true,false]"_s);
        row("texts", click, clickAt(QJsonArray{u"1"_s, u"2"_s}), point);
        row("fraction", click, clickAt(QJsonArray{1.5, 2}), point);
        row("NaN", click, clickAt(QJsonArray{std::numeric_limits<double>::quiet_NaN(), 2}), point);
        row("huge", click, clickAt(QJsonArray{1e300, 2}), point);
        row("negative", click, clickAt(at(-1, 2)), u"is outside of the 1280x800 screenshot"_s);
        row("beyond", click, clickAt(at(1280, 2)), u"x is 0..1279, y 0..799"_s);
        row("on the screen but not in the picture", click, clickAt(at(1800, 20)),
            u"coordinate [1800, 20] is outside"_s);
        row("beyond 32 bits", click, clickAt(QJsonArray{4294967306.0, 2}), u"[4294967306, 2]"_s);
        row("misspelt", click, {{u"coordinates"_s, at(1, 2)}}, u"no argument 'coordinates'"_s);
        row("modifiers are no text", click, {{u"text"_s, 5}}, u"text must be a text; got 5"_s);
        row("move nowhere", u"mouse_move"_s, {}, u"mouse_move needs the argument coordinate"_s);
        row("drag without start", u"left_click_drag"_s, clickAt(at(1, 2)),
            u"needs the argument start_coordinate"_s);
        const auto dragVia = [](const QJsonValue &via) {
            return QJsonObject{
                {u"start_coordinate"_s, at(1, 2)}, {u"coordinate"_s, at(3, 4)}, {u"via"_s, via}};
        };
        const QString drag = u"left_click_drag"_s;
        row("a way of one point", drag, dragVia(at(1, 2)), u"a list of at most 100 points"_s);
        row("a way with half a point", drag, dragVia(QJsonArray{QJsonArray{1}}),
            u"points [x, y]"_s);
        row("a way out of the picture", drag, dragVia(QJsonArray{at(1, 2), at(1280, 2)}),
            u"via [1280, 2] is outside"_s);
        row("press at a place", u"left_mouse_down"_s, clickAt(at(1, 2)), u"it takes none"_s);
        row("screenshot of something", u"screenshot"_s, {{u"region"_s, 1}}, u"it takes none"_s);
        row("scroll nowhere", u"scroll"_s, {{u"scroll_amount"_s, 3}}, u"scroll_direction"_s);
        row("scroll sideways", u"scroll"_s,
            {{u"scroll_direction"_s, u"sideways"_s}, {u"scroll_amount"_s, 3}},
            u"must be up, down, left or right"_s);
        const auto scrollBy = [](const QJsonValue &value) {
            return QJsonObject{{u"scroll_direction"_s, u"up"_s}, {u"scroll_amount"_s, value}};
        };
        row("scroll back", u"scroll"_s, scrollBy(-1), u"from 0 to 100; got -1"_s);
        row("scroll for ever", u"scroll"_s, scrollBy(101), u"from 0 to 100; got 101"_s);
        row("scroll by a flag", u"scroll"_s, scrollBy(true), u"got true"_s);
        row("no amount", u"scroll"_s, scrollBy(QJsonValue::Null), u"needs the argument"_s);
        row("type nothing", u"type"_s, {{u"text"_s, u""_s}}, u"1 to 20000 characters"_s);
        row("type a novel", u"type"_s, {{u"text"_s, QString(20'001, u'x')}}, u"got 20001"_s);
        row("type half a pair", u"type"_s, {{u"text"_s, QString(QChar(0xD800))}}, u"surrogate"_s);
        row("type a number", u"type"_s, {{u"text"_s, 5}}, u"type: text must be a text"_s);
        row("no key", u"key"_s, {}, u"key needs the argument text"_s);
        row("blank key", u"key"_s, {{u"text"_s, u"  "_s}}, u"must name keys"_s);
        const auto keyTimes = [](const QJsonValue &value) {
            return QJsonObject{{u"text"_s, u"Tab"_s}, {u"repeat"_s, value}};
        };
        row("no repeat", u"key"_s, keyTimes(0), u"from 1 to 100; got 0"_s);
        row("many repeats", u"key"_s, keyTimes(101), u"from 1 to 100"_s);
        row("half a repeat", u"key"_s, keyTimes(1.5), u"whole number"_s);
        const auto forSeconds = [](const QJsonValue &value) {
            return QJsonObject{{u"duration"_s, value}};
        };
        row("wait without time", u"wait"_s, {}, u"wait needs the argument duration"_s);
        row("wait back", u"wait"_s, forSeconds(-1), u"from 0 to 300; got -1"_s);
        row("wait for ever", u"wait"_s, forSeconds(300.5), u"from 0 to 300"_s);
        row("wait NaN", u"wait"_s, forSeconds(std::numeric_limits<double>::quiet_NaN()),
            u"from 0 to 300"_s);
        row("wait a flag", u"wait"_s, forSeconds(true), u"got true"_s);
        row("wait a text", u"wait"_s, forSeconds(u"1"_s), u"got a text"_s);
        row("hold without time", u"hold_key"_s, {{u"text"_s, u"a"_s}}, u"duration"_s);
        const QString zoom = u"zoom"_s;
        row("zoom nowhere", zoom, {}, u"needs the argument region"_s);
        row("zoom to a point", zoom, {{u"region"_s, at(1, 2)}}, u"[x0, y0, x1, y1]"_s);
        row("zoom to nothing", zoom, {{u"region"_s, QJsonArray{5, 5, 5, 9}}},
            u"is not a part of the 1280x800 screenshot"_s);
        row("zoom beyond", zoom, {{u"region"_s, QJsonArray{0, 0, 1281, 800}}}, u"x1 <= 1280"_s);
    }

    void refusesBadArguments()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        QFETCH(QString, part);
        const ToolCall call{.id = u"1"_s, .tool = u"computer"_s, .action = action, .input = input};

        const auto request = parseComputerCall(call, ScreenScale(QSize(1280, 800), {2560, 1600}));

        QVERIFY(!request);
        QCOMPARE(request.error().code, Errc::InvalidArgument);
        QVERIFY2(request.error().message.contains(part), qPrintable(request.error().message));
        QVERIFY(request.error().message.size() < 300);
    }

    void readsTheArgumentsOfEachAction()
    {
        // Whatever an action takes is here; what it does not take is left out.
        const QJsonObject all{{u"coordinate"_s, at(1, 2)},
                              {u"start_coordinate"_s, at(3, 4)},
                              {u"text"_s, u"ctrl"_s},
                              {u"scroll_direction"_s, u"up"_s},
                              {u"scroll_amount"_s, 1},
                              {u"duration"_s, 1},
                              {u"repeat"_s, 2},
                              {u"region"_s, QJsonArray{1, 2, 3, 4}}};
        for (const QString &action : actionNames(u"computer"_s)) {
            QJsonObject input;
            for (const QString &argument : findAction(u"computer"_s, action)->arguments)
                input.insert(argument, all.value(argument));
            const ToolCall call{
                .id = u"1"_s, .tool = u"computer"_s, .action = action, .input = input};
            QVERIFY2(parseComputerCall(call, ScreenScale(QSize(1280, 800), {1280, 800})),
                     qPrintable(action));
        }
        QCOMPARE(actionNames(u"computer"_s).size(), 17);
    }
};

PILOTHOUSE_UNIT_TEST(TestComputerArguments)
#include "tst_computer_arguments.moc"
