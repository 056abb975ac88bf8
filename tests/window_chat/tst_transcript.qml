import QtQuick
import QtTest
import Pilothouse
import Pilothouse.Chat

Item {
    id: stage

    width: 800
    height: 600

    FakeSession {
        id: session
    }
    Transcript {
        id: transcript

        anchors.fill: parent
        session: session
    }
    StepSeeker {
        id: seeker

        session: session
        transcript: transcript
    }
    SignalSpy {
        id: links

        target: transcript
        signalName: "linkAsked"
    }
    TestCase {
        name: "Transcript"
        when: windowShown

        function init() {
            session.items.clear()
            transcript.opened = {}
            transcript.follows = true
            session.calls = []
            session.firstSeq = 1
            session.isLoading = false
        }
        function texts(count) {
            for (let i = 0; i < count; ++i)
                session.add({ key: "e" + i, kind: "text", seq: i, at: "2026-01-01T00:00:00Z", text: "Message " + i })
        }

        function test_it_follows_the_end() {
            texts(60)
            tryVerify(() => transcript.atEnd())
            session.add({ key: "x", kind: "text", seq: 99, at: "", text: "more\n\n".repeat(20) })
            tryVerify(() => transcript.atEnd() && transcript.indexAt(10, transcript.contentY + 590) === 60)
        }
        function test_who_reads_above_stays_there() {
            texts(60)
            tryVerify(() => transcript.atEnd())
            transcript.page(-900)
            verify(!transcript.follows)
            const place = transcript.contentY
            session.add({ key: "x", kind: "text", seq: 99, at: "", text: "more" })
            wait(50)
            compare(transcript.contentY, place)
            transcript.toEnd()
            tryVerify(() => transcript.atEnd())
        }
        function test_all_kinds_are_shown() {
            const call = { tool: "bash", action: "run", input: { command: "ls" } }
            const kinds = { user: { text: "hi", images: [] }, text: { text: "hi" }, thinking: { text: "hm" },
                call: { call: call, state: "done", text: "a", durationMs: 5 }, note: { note: "summary" },
                blocked: { rows: [{ host: "a.org", port: 443, entry: "a.org", reason: "list" }] },
                retry: { attempt: 2, until: Date.now() + 5000, reason: "Busy." },
                end: { outcome: "completed", steps: 2, cost: 0.1, durationMs: 900 }, plain: { text: "{}" }, odd: {} }
            for (const kind in kinds)
                session.add(Object.assign({ key: kind, kind: kind, seq: 1, at: "2026-01-01T00:00:00Z" }, kinds[kind]))
            waitForRendering(transcript)
            for (let row = 0; row < session.items.count; ++row) {
                transcript.positionViewAtIndex(row, ListView.Contain)
                const item = transcript.itemAtIndex(row)
                verify(item.height > 15, session.items.get(row).kind)
                verify(item.spoken.length > 0, session.items.get(row).kind)
            }
        }
        function test_enter_unfolds_what_is_current() {
            session.add({ key: "t", kind: "thinking", seq: 1, at: "", text: "one\ntwo\nthree" })
            waitForRendering(transcript)
            transcript.forceActiveFocus()
            transcript.currentIndex = 0
            const before = transcript.itemAtIndex(0).height
            keyClick(Qt.Key_Return)
            tryVerify(() => transcript.itemAtIndex(0).height > before + 20)
        }
        function test_a_host_can_be_allowed() {
            session.add({ key: "b", kind: "blocked", seq: 1, at: "", rows: [{ host: "a.org", port: 443, entry: "a.org" }] })
            waitForRendering(transcript)
            transcript.itemAtIndex(0).deeds[0].run()
            compare(session.calls, [["allowHost", "a.org"]])
        }
        function test_the_state_of_a_call_is_told() {
            const call = { tool: "computer", action: "left_click", input: { coordinate: [1, 2] } }
            session.add({ key: "c", kind: "call", seq: 1, at: "", call: call, state: "denied", decidedBy: "timeout" })
            waitForRendering(transcript)
            verify(transcript.itemAtIndex(0).spoken.includes("Click at 1, 2"))
            verify(transcript.itemAtIndex(0).spoken.includes("No answer in time"))
        }
        function test_only_links_of_the_web_are_links() {
            session.add({ key: "l", kind: "text", seq: 1, at: "",
                text: "[a](https://example.org) [b](file:///etc/passwd) [c](javascript:x)" })
            waitForRendering(transcript)
            const opens = transcript.itemAtIndex(0).deeds.filter(deed => deed.menuOnly)
            compare(opens.length, 1)
            links.clear()
            opens[0].run()
            compare(links.signalArguments[0][0], "https://example.org")
        }
        function test_a_step_is_brought_into_sight_when_it_is_there() {
            texts(200)
            session.firstSeq = 100
            session.isLoading = true
            seeker.show(40)
            compare(session.calls, [])
            session.isLoading = false
            tryVerify(() => session.calls.length === 1)
            compare(session.calls[0], ["loadBackTo", 20])
            session.isLoading = true
            session.firstSeq = 20
            session.isLoading = false
            tryCompare(transcript, "revealed", "e40")
            verify(transcript.isOpen("e40", transcript.opened))
        }
        function test_a_link_to_a_step_is_copied() {
            session.add({ key: "u", kind: "user", seq: 7, at: "2026-01-01T00:00:00Z", text: "hi", images: [] })
            waitForRendering(transcript)
            const link = transcript.itemAtIndex(0).allDeeds.find(deed => deed.icon === "link")
            link.run()
            compare(Toast.text, "The link to this step is copied.")
        }
        function test_what_is_on_its_way_has_no_link() {
            session.add({ key: "d", kind: "text", seq: 0, at: "", text: "hi", isDraft: true })
            waitForRendering(transcript)
            verify(!transcript.itemAtIndex(0).allDeeds.some(deed => deed.icon === "link"))
        }
        function test_a_long_command_is_cut_with_dots() {
            const call = { tool: "bash", action: "run", input: { command: "echo " + "x".repeat(400) } }
            session.add({ key: "c", kind: "call", seq: 1, at: "", call: call, state: "done", durationMs: 5 })
            waitForRendering(transcript)
            const found = []
            const look = item => {
                if (item.visible && item.text === "…")
                    found.push(item)
                for (let at = 0; at < item.children.length; ++at)
                    look(item.children[at])
            }
            look(transcript.itemAtIndex(0))
            compare(found.length, 1)
        }
        function test_ten_thousand_are_light() {
            texts(10000)
            tryVerify(() => transcript.atEnd(), 10000)
            transcript.page(-50000)
            waitForRendering(transcript)
            verify(transcript.contentItem.children.length < 200)
        }
    }
}
