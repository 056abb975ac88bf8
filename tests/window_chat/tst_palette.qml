import QtQuick
import QtTest
import Pilothouse

Item {
    id: stage

    width: 800
    height: 600

    QtObject {
        id: finder

        property string words: ""
        property string open: "s1"
        property bool here: false
        property bool everything: false
        property bool active: false
        property var rows: []
        property int places: 0
        property bool hasMore: false
        property bool waiting: false
        property bool complete: true
        property string problem: ""
        property int asked: 0

        function more() { asked += 1 }
    }
    PaletteDialog {
        id: palette

        finder: finder
    }
    SignalSpy { id: sessions; target: palette; signalName: "sessionAsked" }
    SignalSpy { id: steps; target: palette; signalName: "stepAsked" }
    SignalSpy { id: deeds; target: palette; signalName: "deedAsked" }

    TestCase {
        name: "Palette"
        when: windowShown

        readonly property var found: [
            { kind: "heading", group: "sessions" },
            { kind: "session", id: "s2", title: "Mail", status: "completed", at: "2026-01-01T00:00:00Z" },
            { kind: "heading", group: "actions" },
            { kind: "deed", deed: 4, title: "Settings", icon: "sliders", keys: "Ctrl+," },
            { kind: "heading", group: "places" },
            { kind: "hit", id: "s3", seq: 12, type: "user", title: "News", text: "read <b>mail</b>",
                marks: [[8, 12]], at: "2026-01-01T00:00:00Z" },
            { kind: "more" }, { kind: "wider" }]

        function init() {
            finder.rows = found
            finder.everything = false
            finder.asked = 0
            palette.show(false)
            tryCompare(palette, "opened", true)
            for (const spy of [sessions, steps, deeds])
                spy.clear()
        }
        function cleanup() {
            palette.close()
            tryCompare(palette, "visible", false)
        }
        function press(key, times) {
            for (let count = 0; count < times; ++count)
                keyClick(key)
        }

        function test_the_first_row_is_meant_and_headings_are_passed_over() {
            compare(palette.chosen, 1)
            press(Qt.Key_Down, 1)
            compare(palette.chosen, 3)
            press(Qt.Key_Up, 2)
            compare(palette.chosen, 7)
        }
        function test_what_comes_to_lie_under_a_resting_mouse_is_not_chosen() {
            palette.close()
            tryCompare(palette, "visible", false)
            mouseMove(stage, 400, 250)
            palette.show(false)
            tryCompare(palette, "opened", true)
            finder.rows = found.slice()
            waitForRendering(stage)
            compare(palette.chosen, 1)
            mouseMove(stage, 402, 252)
            mouseMove(stage, 404, 254)
            verify(palette.chosen > 1)
        }
        function test_a_shortcut_that_has_nothing_to_do_writes_no_letter() {
            keyClick("r", Qt.AltModifier)
            compare(finder.words, "")
            keyClick("r")
            compare(finder.words, "r")
        }
        function test_enter_opens_a_session() {
            keyClick(Qt.Key_Return)
            compare(sessions.signalArguments[0][0], "s2")
            tryCompare(palette, "visible", false)
        }
        function test_enter_does_a_deed() {
            press(Qt.Key_Down, 1)
            keyClick(Qt.Key_Return)
            compare(deeds.signalArguments[0][0], 4)
        }
        function test_enter_leads_to_a_place() {
            press(Qt.Key_Down, 2)
            keyClick(Qt.Key_Return)
            compare(Array.from(steps.signalArguments[0]), ["s3", 12])
        }
        function test_more_and_wider_keep_it_open() {
            press(Qt.Key_Down, 3)
            keyClick(Qt.Key_Return)
            compare(finder.asked, 1)
            press(Qt.Key_Down, 1)
            keyClick(Qt.Key_Return)
            verify(finder.everything)
            verify(palette.opened)
        }
        function test_ctrl_k_turns_to_the_open_session() {
            keyClick(Qt.Key_K, Qt.ControlModifier)
            verify(finder.here)
            keyClick(Qt.Key_K, Qt.ControlModifier)
            verify(!finder.here)
        }
        function test_words_are_asked_for_as_they_are_typed() {
            keyClick("m")
            keyClick("a")
            compare(finder.words, "ma")
        }
        function test_it_looks_only_while_it_is_open() {
            verify(finder.active)
            palette.close()
            tryCompare(finder, "active", false)
        }
        function test_more_rows_leave_the_choice_where_it_is() {
            press(Qt.Key_Down, 3)
            finder.rows = found.slice(0, 6).concat([found[5], { kind: "wider" }])
            compare(palette.chosen, 6)
        }
    }
}
