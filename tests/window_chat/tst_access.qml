import QtQuick
import QtQuick.Templates as T
import QtTest
import Pilothouse

Item {
    id: stage

    width: 800
    height: 700

    readonly property Item overlay: T.Overlay.overlay

    FakeSession {
        id: session
    }
    SettingsStrip {
        id: strip

        width: 700
        session: session
    }
    AccessDialogs {
        id: access

        session: session
    }
    TestCase {
        name: "Access"
        when: windowShown

        readonly property var grant: ({ id: "bash:run", tool: "bash", action: "run", secrets: [], by: "ann" })

        function init() {
            session.status = "active"
            session.calls = []
            session.answers = []
            session.record = Object.assign({}, session.record, { egress: "list", allow_hosts: ["a.org"], grants: [grant] })
        }
        // What lies over the window and is seen.
        function seen(words, item) {
            const all = []
            const look = each => {
                if (each.visible && each.text === words)
                    all.push(each)
                for (let at = 0; at < each.children.length; ++at)
                    look(each.children[at])
            }
            look(item ?? stage.overlay)
            return all
        }
        function one(words, item) {
            tryVerify(() => seen(words, item).length > 0, 2000, words)
            grabImage(stage) // all is in its place then
            return seen(words, item)[0]
        }
        function close() {
            keyClick(Qt.Key_Escape)
            tryVerify(() => seen("Close").length === 0)
        }

        function test_the_strip_says_what_is_permitted() {
            one("Only these hosts · 1 kind not asked about", strip)
            session.record = Object.assign({}, session.record, { egress: "none", grants: [] })
            one("None", strip)
        }
        function test_a_grant_is_taken_back() {
            access.showPermissions()
            one("Shell commands")
            one("Allowed by ann")
            mouseClick(one("Ask again"))
            compare(session.calls, [["askAgain", "bash:run"]])
            session.answers[0].done({})
            one("Shell commands: asked about again.")
            close()
        }
        function test_a_host_more_is_allowed() {
            access.showNetwork()
            one("a.org")
            mouseClick(one("example.com"))
            for (const key of "b.org")
                keyClick(key)
            mouseClick(one("Allow"))
            compare(session.calls, [["allowHost", "b.org"]])
            session.answers[0].failed("Refused.", { fields: [{ name: "host", words: "This is no host." }] })
            one("This is no host.")
            close()
        }
        function test_the_secrets_are_told_without_their_values() {
            access.showSecrets()
            compare(session.calls, [["secrets"]])
            session.answers[0].done([{ name: "PASS", hosts: ["a.org"], windows: [] }, { name: "PIN", hosts: [], windows: [] }])
            one("PASS")
            one("Into pages of a.org")
            one("You are asked each time")
            mouseClick(one("Take back"))
            compare(session.calls[1], ["takeBackSecret", "PASS"])
            session.answers[1].done({})
            one("PASS is taken back. Its value stays hidden.")
            close()
        }
        function test_a_secret_needs_a_name() {
            access.showSecrets()
            session.answers[0].done([])
            mouseClick(one("Give"))
            one("A name is made of up to 64 letters, digits, “_”, “-” and “.”.")
            compare(session.calls.length, 1)
            keyClick("K")
            keyClick(Qt.Key_Tab)
            for (const key of "open")
                keyClick(key)
            mouseClick(one("Give"))
            compare(session.calls[1], ["giveSecret", "K", { value: "open", hosts: [], windows: [] }])
            session.answers[1].failed("Refused.", { fields: [{ name: "value", words: "Too short." }] })
            one("Too short.")
            close()
        }
        function test_the_fields_of_a_secret_stand_below_each_other() {
            access.showSecrets()
            session.answers[0].done([])
            const name = one("MAIL_PASSWORD")
            const hosts = one("Hosts")
            verify(hosts.mapToItem(stage, 0, 0).y >= name.mapToItem(stage, 0, name.height).y)
            close()
        }
        function test_a_closed_session_has_no_secrets_to_give() {
            session.status = "finished"
            access.showSecrets()
            session.answers[0].done([])
            one("None.")
            compare(seen("Give").length, 0)
            close()
        }
    }
}
