pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client

// A new session with other options than the server's own. Empty fields are left to the server.
SheetDialog {
    id: dialog

    required property ServerConnection server

    signal made(string id, string task)

    title: qsTr("New session")
    wish: 720

    readonly property var approvals: [
        { value: "", words: qsTr("Server default") }, { value: "auto", words: qsTr("Never") },
        { value: "sensitive", words: qsTr("What has consequences") }, { value: "all", words: qsTr("Everything it does") }]
    readonly property var networks: [
        { value: "", words: qsTr("Server default") }, { value: "all", words: qsTr("Everything but this computer") },
        { value: "public", words: qsTr("Public internet") }, { value: "list", words: qsTr("Only these hosts") },
        { value: "none", words: qsTr("None") }]

    function show(words) {
        task.text = words
        problem.text = ""
        hosts.problem = ""
        open()
        task.area.forceActiveFocus()
    }
    function startOver() {
        for (const field of [title, steps, cost, across, down])
            field.text = ""
        for (const choice of [approval, network])
            choice.value = ""
        for (const check of [computer, bash, edit])
            check.checked = true
        task.text = allowed.text = ""
        further.clear()
        model.clear()
        secrets.clear()
    }
    function numberIn(field) {
        return Number(field.text.trim().replace(",", "."))
    }
    // What the filled form asks for, as POST /sessions/ takes it.
    function wishes() {
        const wanted = {}
        const words = { title: title.text, model: model.chosen, approval: approval.value, egress: network.value }
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
        const tools = [computer, bash, edit].filter(each => each.checked).map(each => each.name)
        if (tools.length < 3)
            wanted.tools = tools
        const given = secrets.read()
        if (Object.keys(given).length > 0)
            wanted.secrets = given
        return wanted
    }
    function submit() {
        problem.text = ""
        hosts.problem = ""
        create.enabled = false
        const words = task.text.trim()
        const answer = server.create(wishes())
        answer.done.connect(record => {
            create.enabled = true
            startOver()
            close()
            made(record.id, words)
        })
        answer.failed.connect((why, details) => {
            create.enabled = true
            const about = name => (details.fields ?? []).filter(each => each.name === name).map(each => each.words)
            const aboutHosts = about("allow_hosts")
            const aboutSecrets = about("secrets")
            hosts.problem = aboutHosts.join("\n")
            if (aboutSecrets.length > 0)
                secrets.complain(aboutSecrets[0])
            else if (aboutHosts.length === 0)
                problem.text = why
        })
    }

    FormField {
        Layout.fillWidth: true
        label: qsTr("Task")

        InputArea {
            id: task

            Layout.fillWidth: true
            leastLines: 3
            label: qsTr("Task")
            placeholderText: qsTr("What should the agent do? You can also say it later.")
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columns: dialog.width > 560 ? 2 : 1
        columnSpacing: 16
        rowSpacing: 12

        FormField {
            Layout.fillWidth: true
            Layout.preferredWidth: 10
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
                server: dialog.server
            }
        }
        ChoiceField {
            id: approval

            label: qsTr("Ask before acting")
            model: dialog.approvals
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
            model: dialog.networks
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

            ToolCheck {
                id: computer

                name: "computer"
                text: qsTr("Mouse, keyboard, screen")
            }
            ToolCheck {
                id: bash

                name: "bash"
                text: qsTr("Shell")
            }
            ToolCheck {
                id: edit

                name: "edit"
                text: qsTr("Text editor")
            }
        }
    }
    SecretRows {
        id: secrets

        Layout.fillWidth: true
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
        columns: dialog.width > 560 ? 2 : 1
    }
    TextLabel {
        id: problem

        Layout.fillWidth: true
        visible: text.length > 0
        tone: "bad"
        Accessible.role: Accessible.AlertMessage
    }
    actions: [
        ActionButton {
            id: create

            kind: "primary"
            text: qsTr("Create session")
            onClicked: dialog.submit()
        },
        ActionButton {
            text: qsTr("Cancel")
            onClicked: dialog.close()
        },
        Item {
            Layout.fillWidth: true
        },
        ActionButton {
            kind: "link"
            text: qsTr("Start over")
            onClicked: dialog.startOver()
        }
    ]
    onClosed: secrets.clear()
}
