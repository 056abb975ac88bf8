import QtQuick
import QtQuick.Templates as T
import QtTest
import Pilothouse

Item {
    id: stage

    width: 800
    height: 700

    readonly property Item overlay: T.Overlay.overlay

    QtObject {
        id: list

        property var all: []
        property int loads: 0
        property Component answer: FakeAnswer {}

        function load() {
            loads += 1
            return answer.createObject(list)
        }
    }
    TemplatesDialog {
        id: choosing

        templates: list
    }
    TemplateUseDialog {
        id: using
    }
    SignalSpy { id: used; target: choosing; signalName: "useAsked" }
    SignalSpy { id: begun; target: using; signalName: "begun" }
    SignalSpy { id: options; target: using; signalName: "optionsAsked" }

    TestCase {
        name: "Templates"
        when: windowShown

        readonly property var greet: ({ id: "1", name: "Greet", task: "Write to {{who}}: {{what}}\nThen {{secret:PIN}}",
            options: {} })

        function init() {
            for (const spy of [used, begun, options])
                spy.clear()
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
        function write(words) {
            for (const key of words)
                keyClick(key)
        }

        function test_one_is_chosen_from_those_there_are() {
            list.all = [greet]
            choosing.open()
            compare(list.loads, 1)
            mouseClick(one("Greet"))
            compare(used.signalArguments[0][0].id, "1")
            tryCompare(choosing, "visible", false)
        }
        function test_without_any_it_says_what_they_are_for() {
            list.all = []
            choosing.open()
            one("None yet. A template keeps a task and how its session works, for everybody who uses this server.")
            choosing.close()
            tryCompare(choosing, "visible", false)
        }
        function test_its_fields_are_asked_for_and_put_in() {
            using.show(greet, { approval: "all" }, false)
            tryCompare(using, "opened", true)
            one("asks about everything")
            write("ann")
            keyClick(Qt.Key_Return) // the other one is empty: it is asked for
            compare(begun.count, 0)
            write("hi")
            keyClick(Qt.Key_Return)
            compare(begun.signalArguments[0][0], "Write to ann: hi\nThen {{secret:PIN}}")
            using.close()
            tryCompare(using, "visible", false)
        }
        function test_the_form_of_a_new_session_takes_it_over() {
            using.show({ name: "Plain", task: "open terminal" }, {}, false)
            tryCompare(using, "opened", true)
            mouseClick(one("Options…"))
            compare(options.signalArguments[0][0], "open terminal")
            tryCompare(using, "visible", false)
        }
        function test_in_a_session_it_is_filled_into_the_message() {
            using.show({ name: "Plain", task: "open terminal" }, {}, true)
            tryCompare(using, "opened", true)
            compare(seen("Options…").length, 0)
            mouseClick(one("Fill in"))
            compare(begun.signalArguments[0][0], "open terminal")
            using.close()
            tryCompare(using, "visible", false)
        }
    }
}
