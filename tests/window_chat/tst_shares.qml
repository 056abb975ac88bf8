import QtQuick
import QtQuick.Templates as T
import QtTest
import Pilothouse

Item {
    id: stage

    width: 800
    height: 700

    readonly property Item overlay: T.Overlay.overlay

    FakeServer {
        id: server
    }
    SharesDialog {
        id: shares

        server: server
    }
    TestCase {
        name: "Shares"
        when: windowShown

        readonly property var share: ({ id: "x/1", url: "/shared/abc", created_at: "2026-01-01T10:00:00Z",
            expires_at: "2026-01-08T10:00:00Z" })

        function init() {
            server.calls = []
            server.answers = []
            shares.show("s1")
            tryCompare(shares, "opened", true)
        }
        function cleanup() {
            shares.close()
            tryCompare(shares, "visible", false)
        }
        function seen(words) {
            const all = []
            const look = each => {
                if (each.visible && each.text === words)
                    all.push(each)
                for (let at = 0; at < each.children.length; ++at)
                    look(each.children[at])
            }
            look(stage.overlay)
            return all
        }
        function one(words) {
            tryVerify(() => seen(words).length > 0, 2000, words)
            grabImage(stage) // all is in its place then
            return seen(words)[0]
        }

        function test_a_link_is_made_for_seven_days_and_copied() {
            compare(server.calls[0], ["get", "sessions/s1/shares"])
            server.answers[0].done([])
            one("None.")
            mouseClick(one("Make a link"))
            compare(server.calls[1], ["post", "sessions/s1/shares", { expires_in_s: 604800 }])
            server.answers[1].done(share)
            one("The link is made and copied.")
            server.answers[2].done([share])
            one("http://localhost:8000/below/shared/abc")
        }
        function test_a_link_is_taken_back() {
            server.answers[0].done([share])
            mouseClick(one("Revoke"))
            compare(server.calls[1], ["remove", "sessions/s1/shares/x%2F1"])
            server.answers[1].done({})
            one("The link opens nothing any more.")
            server.answers[2].done([])
            one("None.")
        }
        function test_what_the_server_refuses_is_said() {
            server.answers[0].done([])
            mouseClick(one("Make a link"))
            server.answers[1].failed("The session has 20 links.", {})
            one("The session has 20 links.")
            verify(one("Make a link").enabled)
        }
    }
}
