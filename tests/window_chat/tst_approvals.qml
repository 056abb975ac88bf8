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
    Approvals {
        id: approvals

        width: 700
        height: 640
        session: session
        onGoneOn: elsewhere.forceActiveFocus()
    }
    TextInput {
        id: elsewhere

        y: 660
        width: 100
        height: 30
    }
    TestCase {
        name: "Approvals"
        when: windowShown

        function question(id, more = {}) {
            return Object.assign({ tool_use_id: id, tool: "bash", summary: "run", reason: "runs a command",
                action: { kind: "run" }, input: { command: "ls " + id } }, more)
        }
        function init() {
            session.questions = []
            session.calls = []
            approvals.mayTakeFocus = false
            waitForRendering(approvals)
        }
        function ready(card) {
            tryVerify(() => card.mayAnswer, 3000)
        }
        function button(card, text) {
            const found = []
            const look = item => {
                if (item.text === text && item.visible && item.clicked)
                    found.push(item)
                for (let at = 0; at < item.children.length; ++at)
                    look(item.children[at])
            }
            look(card)
            return found[0]
        }
        function ask(...ids) {
            session.questions = ids.map(id => question(id))
            waitForRendering(approvals)
            return approvals.first()
        }

        function test_allow_says_so() {
            const card = ask("a")
            ready(card)
            mouseClick(button(card, "Allow"))
            compare(session.calls, [["decide", "a", "allow", { remember: false }]])
        }
        function test_a_second_click_never_answers_the_next_card() {
            const card = ask("a", "b")
            ready(card)
            const allow = button(card, "Allow")
            const place = allow.mapToItem(stage, allow.width / 2, allow.height / 2)
            mouseClick(stage, place.x, place.y)
            compare(session.calls.length, 1)
            session.questions = [question("b")]
            waitForRendering(approvals)
            compare(approvals.first().toolUseId, "b")
            mouseClick(stage, place.x, place.y)
            keyClick(Qt.Key_Y, Qt.AltModifier)
            compare(session.calls.length, 1)
            ready(approvals.first())
            mouseClick(button(approvals.first(), "Allow"))
            compare(session.calls[1][1], "b")
        }
        function test_keys_answer_the_first() {
            ready(ask("a", "b"))
            keyClick(Qt.Key_Y, Qt.AltModifier)
            compare(session.calls[0].slice(0, 3), ["decide", "a", "allow"])
            session.questions = [question("b")]
            tryVerify(() => approvals.first()?.toolUseId === "b")
            ready(approvals.first())
            keyClick(Qt.Key_X, Qt.AltModifier)
            compare(session.calls[1], ["decide", "b", "deny", { note: "" }])
        }
        function test_deny_takes_a_reason() {
            const card = ask("a")
            ready(card)
            mouseClick(button(card, "Deny…"))
            for (const key of "not now")
                keyClick(key)
            keyClick(Qt.Key_Return)
            compare(session.calls, [["decide", "a", "deny", { note: "not now" }]])
        }
        function test_edit_sends_what_was_changed() {
            const card = ask("a")
            ready(card)
            mouseClick(button(card, "Edit…"))
            tryCompare(card, "mode", "edit")
            keyClick(Qt.Key_End, Qt.ControlModifier)
            keyClick("!")
            mouseClick(button(card, "Allow as edited"))
            compare(session.calls, [["decide", "a", "edit", { input: { command: "ls a!" }, remember: false }]])
        }
        function test_what_is_not_touched_stays_to_the_letter() {
            const input = { command: "a\r\nb\u2029c", timeout: 3, more: { list: [1, "x"] }, coordinate: [1, 2] }
            session.questions = [question("a", { input: input })]
            const card = approvals.first()
            ready(card)
            card.mode = "edit"
            card.allow()
            compare(session.calls[0][3].input, input)
        }
        function test_a_number_that_is_none_is_not_sent() {
            session.questions = [question("a", { input: { timeout: 3 } })]
            const card = approvals.first()
            ready(card)
            card.mode = "edit"
            keyClick("x")
            card.allow()
            compare(session.calls.length, 0)
        }
        function test_what_is_hidden_is_listed() {
            session.questions = [question("a", { input: { command: "rm \u202Ex\u200B" } })]
            const found = []
            const look = item => {
                if (item.visible && (item.text ?? "").startsWith("2 characters that cannot be seen"))
                    found.push(item.text)
                for (let at = 0; at < item.children.length; ++at)
                    look(item.children[at])
            }
            look(approvals.first())
            compare(found.length, 1)
            verify(found[0].includes("RLO U+202E, ZWSP U+200B"))
        }
        function test_the_focus_goes_to_the_next_and_then_on() {
            const card = ask("a", "b")
            card.takeFocus()
            ready(card)
            keyClick(Qt.Key_Y, Qt.AltModifier)
            session.questions = [question("b")]
            tryVerify(() => approvals.first().activeFocus)
            ready(approvals.first())
            keyClick(Qt.Key_Y, Qt.AltModifier)
            session.questions = []
            tryVerify(() => elsewhere.activeFocus)
            session.questions = [question("c")]
            tryVerify(() => approvals.first().activeFocus)
        }
        function test_what_was_begun_stays_when_others_come() {
            const card = ask("a")
            ready(card)
            card.mode = "deny"
            keyClick("n")
            session.questions = [question("a"), question("b")]
            compare(approvals.first(), card)
            compare(card.mode, "deny")
        }
        function test_a_refused_answer_can_be_given_again() {
            const card = ask("a")
            ready(card)
            card.allow()
            verify(!card.mayAnswer)
            session.answers[session.answers.length - 1].failed("The server cannot be reached.", { status: 0 })
            verify(card.mayAnswer)
            compare(Toast.text, "The server cannot be reached.")
        }
        function test_the_countdown_is_told() {
            session.questions = [question("a", { timeout_ms: 60000, askedAt: Date.now() })]
            verify(approvals.first().deadline().startsWith("Without an answer it is denied in "))
        }
    }
}
