import QtQuick
import QtQuick.Layouts
import QtTest
import Pilothouse

// Where one reads from right to left, everything stands the other way round, in each of its parts.
Item {
    id: stage

    width: 600
    height: 500

    property bool turned: false

    Item {
        id: place

        width: 500
        height: 400
        LayoutMirroring.enabled: stage.turned
        LayoutMirroring.childrenInherit: true
    }
    Component {
        id: entry

        SessionEntry {
            width: 320
            sessionId: "s1"
            title: "Mail"
            status: "completed"
            lastLine: "All of it is read, and answered, and put away"
            needsYou: false
            hasDesktop: true
            activeAt: new Date()
            picture: ""
            current: true
        }
    }
    Component {
        id: card

        WallCard {
            width: 240
            height: 200
            sessionId: "s1"
            title: "Mail"
            status: "completed"
            needsYou: true
            hasDesktop: true
            activeAt: new Date()
            picture: ""
        }
    }
    Component {
        id: head

        CallHead {
            width: 400
            height: 38
            title: "Run"
            object: "ls"
            iconName: "terminal"
            stateWords: "44 ms"
            stateInk: "black"
        }
    }
    Component {
        id: cutHead

        CallHead {
            width: 200
            height: 38
            title: "Run"
            object: "a command that is much longer than there is room for"
            iconName: "terminal"
            stateWords: "44 ms"
            stateInk: "black"
        }
    }
    Component {
        id: action

        ActionItem { width: 300; text: "Rename"; iconName: "pencil"; keys: "F2" }
    }
    Component {
        id: row

        PaletteRow {
            width: 400
            index: 0
            modelData: ({ kind: "deed", title: "Settings", icon: "sliders", keys: "Ctrl+," })
        }
    }
    Component {
        id: hit

        PaletteRow {
            width: 400
            index: 0
            modelData: ({ kind: "hit", id: "s3", seq: 12, type: "user", title: "News", text: "read mail", marks: [],
                at: "2026-01-01T00:00:00Z" })
        }
    }
    Component {
        id: check

        CheckField { width: 300; text: "Sounds"; checked: true }
    }
    Component {
        id: choice

        ChoiceBox { width: 300; model: [{ value: "a", words: "One" }]; value: "a" }
    }
    Component {
        id: chip

        Chip { iconName: "mark"; text: "Greet" }
    }
    Component {
        id: notice

        SecretNotice { width: 400; name: "PIN" }
    }
    Component {
        id: toast

        ToastView { }
    }

    Component {
        id: fold

        FoldButton { width: 300; iconName: "thought"; words: "Thought"; more: "Next: open terminal." }
    }
    TestCase {
        name: "Mirrored"
        when: windowShown

        // Where each thing stands that is seen: pieces of the whole, from its left to its right.
        function places(item) {
            const found = []
            const look = each => {
                if (!each.visible || each.width === 0)
                    return
                found.push(each.mapToItem(item, 0, 0, each.width, each.height))
                for (let at = 0; at < each.children.length; ++at)
                    look(each.children[at])
            }
            look(item)
            return found
        }
        function test_stands_the_other_way_round_data() {
            return [
                { tag: "session", made: entry }, { tag: "wall", made: card }, { tag: "call", made: head },
                { tag: "long call", made: cutHead }, { tag: "menu", made: action }, { tag: "palette", made: row },
                { tag: "found", made: hit }, { tag: "check box", made: check }, { tag: "choice", made: choice },
                { tag: "chip", made: chip }, { tag: "secret", made: notice }, { tag: "toast", made: toast },
                { tag: "fold", made: fold }]
        }
        function test_stands_the_other_way_round(data) {
            stage.turned = false
            const item = createTemporaryObject(data.made, place)
            Toast.say("Saved.")
            grabImage(stage) // all is in its place then
            const before = places(item)
            stage.turned = true
            grabImage(stage)
            const after = places(item)
            compare(after.length, before.length)
            for (let at = 0; at < before.length; ++at)
                fuzzyCompare(after[at].x, item.width - before[at].x - before[at].width, 1.5,
                    before[at].x + "…" + (before[at].x + before[at].width))
        }
        function cleanupTestCase() {
            Toast.clear()
        }
    }
}
