import QtQuick
import QtTest
import Pilothouse
import Pilothouse.Chat

Item {
    id: stage

    width: 700
    height: 700

    FakeSession {
        id: session
    }
    ChatPane {
        id: pane

        anchors.fill: parent
        session: session
    }
    TestCase {
        name: "Composer"
        when: windowShown

        function init() {
            pane.composer.setText("")
            session.status = "active"
            session.run = {}
            session.calls = []
            session.answers = []
        }
        function type(words) {
            pane.takeFocus()
            for (const key of words)
                keyClick(key)
        }

        function test_enter_sends_and_shift_enter_does_not() {
            type("one")
            keyClick(Qt.Key_Return, Qt.ShiftModifier)
            type("two")
            keyClick(Qt.Key_Return)
            compare(session.calls, [["send", "one\ntwo", []]])
            compare(pane.composer.text, "")
            session.answers[0].done(null)
        }
        function test_a_shortcut_that_has_nothing_to_do_writes_no_letter() {
            pane.takeFocus()
            keyClick("y", Qt.AltModifier)
            compare(pane.composer.text, "")
        }
        function test_a_draft_stays_with_its_session() {
            type("begun")
            const id = session.id
            compare(Drafts.of(id), "begun")
            session.id = "s2"
            compare(pane.composer.text, "")
            session.id = id
            compare(pane.composer.text, "begun")
        }
        function test_while_it_works_it_is_stopped_first() {
            session.status = "running"
            session.run = { startedAt: 1, steps: 2 }
            type("stop")
            keyClick(Qt.Key_Return)
            compare(session.calls.map(call => call[0]), ["interrupt"])
            session.answers[0].done(null)
            type("and")
            keyClick(Qt.Key_Return)
            session.run = { startedAt: 1, steps: 2, endedAt: 5 }
            session.status = "interrupted"
            compare(session.calls[1], ["send", "stop\nand", []])
            session.answers[1].done(null)
        }
        function test_after_one_was_taken_the_next_waits_for_news_of_its_run() {
            type("one")
            keyClick(Qt.Key_Return)
            session.answers[0].done({ last_seq: session.lastSeq + 2 })
            type("two")
            keyClick(Qt.Key_Return)
            compare(session.calls.map(call => call[0]), ["send"])
            session.status = "running"
            session.run = { startedAt: 1, steps: 1 }
            session.lastSeq += 2
            compare(session.calls.map(call => call[0]), ["send", "interrupt"])
            session.run = { startedAt: 1, steps: 1, endedAt: 2 }
            session.status = "interrupted"
            compare(session.calls[2], ["send", "two", []])
            session.answers[2].done(null)
        }
        function test_what_could_not_be_sent_comes_back() {
            type("lost")
            keyClick(Qt.Key_Return)
            session.answers[0].failed("No.", {})
            compare(pane.composer.text, "lost")
        }
        function test_a_used_up_limit_is_raised() {
            session.record = Object.assign({}, session.record, { max_cost_usd: 1 })
            session.totals = { cost: 1.5, tokens: 10 }
            session.run = { startedAt: 1, endedAt: 2, outcome: "budget", budget: "max_cost_usd" }
            session.status = "paused"
            waitForRendering(pane)
            const found = []
            const look = item => {
                if ((item.text ?? "") === "Raise to $2.00" && item.clicked && item.visible)
                    found.push(item)
                for (let at = 0; at < item.children.length; ++at)
                    look(item.children[at])
            }
            look(pane)
            compare(found.length, 1)
            mouseClick(found[0])
            compare(session.calls[0], ["change", { max_cost_usd: 2 }])
            session.answers[0].done({})
            compare(session.calls[1][0], "resume")
        }
        function test_a_closed_session_takes_no_message() {
            session.status = "finished"
            verify(!pane.composer.visible)
        }
    }
}
