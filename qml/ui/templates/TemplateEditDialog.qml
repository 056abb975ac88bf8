pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat
import Pilothouse.Client

// A template is made or changed: its name, its task, and how its sessions work.
SheetDialog {
    id: dialog

    required property ServerConnection server
    required property TemplateList templates
    property string templateId: ""
    property var others: ({}) // of its options, what has no field here
    property bool isHowShown: false
    readonly property var asked: Wishes.fieldsIn(task.text)

    function show(one) {
        templateId = one.id ?? ""
        name.text = one.name ?? ""
        task.text = one.task ?? ""
        wrong.problem = ""
        problem.text = ""
        const options = one.options ?? {}
        fields.fill(options)
        others = {}
        for (const key in options)
            if (!fields.known.includes(key))
                others[key] = options[key]
        isHowShown = Object.keys(options).length > 0
        open()
        name.forceActiveFocus()
    }
    function save() {
        wrong.problem = ""
        problem.text = ""
        const options = Object.assign({}, others, fields.read())
        Toast.watch(templates.save({ id: templateId, name: name.text.trim(), task: task.text, options: options }),
            () => dialog.close(), complain)
    }
    function complain(sentence, details) {
        const aboutName = (details?.fields ?? []).filter(each => each.name === "name").map(each => each.words)
        if (details?.status === 409 || aboutName.length > 0) {
            wrong.problem = Words.visible(aboutName.join("\n") || sentence)
            name.forceActiveFocus()
        } else if (!fields.complain(details)) {
            problem.text = Words.visible(sentence)
        }
        return true
    }

    title: templateId.length > 0 ? qsTr("Template") : qsTr("New template")
    wish: 680
    spreads: true
    preset: saving

    FormField {
        id: wrong

        Layout.fillWidth: true
        label: qsTr("Name")

        InputField {
            id: name

            Layout.fillWidth: true
            label: qsTr("Name")
            maximumLength: 100
            problem: wrong.problem.length > 0
        }
    }
    FormField {
        Layout.fillWidth: true
        label: qsTr("Task")
        hint: dialog.asked.length > 0 ? qsTr("Asks for: %1").arg(Words.visible(dialog.asked.join(", ")))
            : qsTr("%1 is a field: who uses the template is asked for it. %2 stays as it is.")
                .arg("{{" + qsTr("name") + "}}").arg("{{secret:NAME}}")

        InputArea {
            id: task

            Layout.fillWidth: true
            leastLines: 4
            label: qsTr("Task")
        }
    }
    ActionButton {
        kind: "link"
        iconName: dialog.isHowShown ? "down" : "forward"
        text: qsTr("How its sessions work")
        onClicked: dialog.isHowShown = !dialog.isHowShown
    }
    SessionFields {
        id: fields

        Layout.fillWidth: true
        visible: dialog.isHowShown
        server: dialog.server
    }
    TextLabel {
        id: problem

        Layout.fillWidth: true
        visible: text.length > 0
        tone: "bad"
        Accessible.role: Accessible.AlertMessage
    }
    ConfirmDialog {
        id: removing

        title: qsTr("Delete this template?")
        words: qsTr("“%1”, for everybody who uses this server.").arg(Words.visible(name.text))
        yes: qsTr("Delete")
        onAccepted: Toast.watch(dialog.templates.remove(dialog.templateId), () => dialog.close(), dialog.complain)
    }
    actions: [
        ActionButton {
            id: saving

            kind: "primary"
            text: qsTr("Save")
            enabled: name.text.trim().length > 0
            onClicked: dialog.save()
        },
        ActionButton {
            text: qsTr("Cancel")
            onClicked: dialog.close()
        },
        Item {
            Layout.fillWidth: true
        },
        ActionButton {
            visible: dialog.templateId.length > 0
            iconName: "trash"
            text: qsTr("Delete…")
            onClicked: removing.open()
        }
    ]
}
