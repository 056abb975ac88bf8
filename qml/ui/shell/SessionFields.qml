pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client

// How a session works, as POST /sessions/ takes it. Empty fields are left to the server.
ColumnLayout {
    id: fields

    required property ServerConnection server
    property bool hasTitle: true
    readonly property int columns: width > 520 ? 2 : 1
    readonly property var approvals: [
        { value: "", words: qsTr("Server default") }, { value: "auto", words: qsTr("Never") },
        { value: "sensitive", words: qsTr("What has consequences") }, { value: "all", words: qsTr("Everything it does") }]
    readonly property var networks: [
        { value: "", words: qsTr("Server default") }, { value: "all", words: qsTr("Everything but this computer") },
        { value: "public", words: qsTr("Public internet") }, { value: "list", words: qsTr("Only these hosts") },
        { value: "none", words: qsTr("None") }]
    // What is filled in here.
    readonly property var known: ["title", "model", "desk", "approval", "egress", "width", "height", "max_steps", "max_cost_usd",
        "allow_hosts", "tools", ...further.known]

    function numberIn(field) {
        return Number(field.text.trim().replace(",", "."))
    }
    function shown(value) {
        return value === undefined || value === null ? "" : String(value)
    }
    // Asks which desks there are to begin with.
    function load() {
        const answer = server.get("desks")
        answer.done.connect(all => { desk.names = all.map(each => each.name) })
    }
    function toolChecks() {
        return Array.from({ length: tools.count }, (_, at) => tools.itemAt(at) as ToolCheck)
    }
    function clear() {
        fill({})
    }
    function fill(wishes) {
        title.text = shown(wishes.title)
        model.choose(shown(wishes.model))
        desk.value = shown(wishes.desk)
        approval.value = shown(wishes.approval)
        network.value = shown(wishes.egress)
        across.text = shown(wishes.width)
        down.text = shown(wishes.height)
        steps.text = shown(wishes.max_steps)
        cost.text = shown(wishes.max_cost_usd)
        allowed.text = (wishes.allow_hosts ?? []).join(", ")
        for (const check of toolChecks())
            check.checked = !wishes.tools || wishes.tools.includes(check.name)
        further.put(wishes)
        hosts.problem = ""
    }
    function read() {
        const wanted = {}
        const words = { title: title.text, model: model.chosen, desk: desk.value, approval: approval.value, egress: network.value }
        for (const name in words)
            if (words[name].trim().length > 0)
                wanted[name] = words[name].trim()
        const numbers = { width: across, height: down, max_steps: steps, max_cost_usd: cost }
        for (const name in numbers)
            if (numbers[name].text.trim().length > 0)
                wanted[name] = numberIn(numbers[name])
        further.fill(wanted)
        const names = allowed.text.split(/[\s,]+/).filter(each => each.length > 0)
        if (network.value === "list" && names.length > 0)
            wanted.allow_hosts = names
        const chosen = toolChecks().filter(each => each.checked).map(each => each.name)
        if (chosen.length < tools.count)
            wanted.tools = chosen
        return wanted
    }
    // Says at the hosts what the server says of them; false: it says nothing of them.
    function complain(details) {
        hosts.problem = (details?.fields ?? []).filter(each => each.name.endsWith("allow_hosts"))
            .map(each => each.words).join("\n")
        return hosts.problem.length > 0
    }

    spacing: 12

    GridLayout {
        Layout.fillWidth: true
        columns: fields.columns
        columnSpacing: 16
        rowSpacing: 12

        FormField {
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            visible: fields.hasTitle
            label: qsTr("Title")

            InputField {
                id: title

                Layout.fillWidth: true
                label: qsTr("Title")
                placeholderText: qsTr("The first words of the task")
                maximumLength: 200
            }
        }
        FormField {
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            label: qsTr("Model")

            ModelField {
                id: model

                Layout.fillWidth: true
                server: fields.server
            }
        }
        ChoiceField {
            id: desk

            property var names: []
            readonly property var known: [...new Set(value.length > 0 ? [...names, value] : names)]

            visible: names.length > 0 || value.length > 0
            label: qsTr("Desk")
            model: [{ value: "", words: qsTr("An empty home folder") },
                ...known.map(name => ({ value: name, words: name }))]
        }
        ChoiceField {
            id: approval

            label: qsTr("Ask before acting")
            model: fields.approvals
        }
        FormField {
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            label: qsTr("Screen")

            RowLayout {
                NumberInput {
                    id: across

                    Layout.fillWidth: true
                    label: qsTr("Width")
                    placeholderText: "1280"
                }
                TextLabel {
                    text: "×"
                }
                NumberInput {
                    id: down

                    Layout.fillWidth: true
                    label: qsTr("Height")
                    placeholderText: "800"
                }
            }
        }
        ChoiceField {
            id: network

            label: qsTr("Network")
            model: fields.networks
        }
        FormField {
            id: hosts

            Layout.fillWidth: true
            Layout.preferredWidth: 10
            enabled: network.value === "list"
            opacity: enabled ? 1 : 0.5
            label: qsTr("Hosts")
            hint: qsTr("Empty: the server's own list. While it runs you can allow what it asks for.")

            InputField {
                id: allowed

                Layout.fillWidth: true
                label: qsTr("Hosts")
                placeholderText: "example.com, *.debian.org"
                problem: hosts.problem.length > 0
            }
        }
        NumberField {
            id: steps

            label: qsTr("Step limit")
            placeholder: "200"
        }
        NumberField {
            id: cost

            label: qsTr("Cost limit (US$)")
            placeholder: qsTr("No limit")
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        TextLabel {
            text: qsTr("The agent may use")
            font.pixelSize: Theme.smallSize
            font.weight: Font.DemiBold
        }
        Flow {
            Layout.fillWidth: true
            spacing: 18

            Repeater {
                id: tools

                model: [["computer", qsTr("Mouse, keyboard, screen")], ["bash", qsTr("Shell")], ["edit", qsTr("Text editor")],
                    ["elements", qsTr("Elements of the screen")],
                    ["act_on", qsTr("Acting on elements")], ["read_page", qsTr("Reading pages as text")],
                    ["windows", qsTr("Windows")], ["clipboard", qsTr("Clipboard")],
                    ["wait_for", qsTr("Waiting for something")]]

                delegate: ToolCheck {
                    required property var modelData

                    name: modelData[0]
                    text: modelData[1]
                }
            }
        }
    }
    ActionButton {
        id: more

        property bool open: false

        kind: "link"
        iconName: open ? "down" : "forward"
        text: qsTr("More")
        onClicked: open = !open
    }
    MoreOptions {
        id: further

        Layout.fillWidth: true
        visible: more.open
        columns: fields.columns
    }
}
