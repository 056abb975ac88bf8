pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// A template is used: its fields are asked for, and what will be said and how is seen before it begins.
SheetDialog {
    id: dialog

    property string task: ""
    property var wishes: ({}) // what its session gets
    property bool isInSession: false // it is put into the message of a session that is there
    property var values: ({})
    property bool isBusy: false
    property string problem: ""
    readonly property var names: Wishes.fieldsIn(task)
    readonly property var isFilled: names.every(name => (values[name] ?? "").trim().length > 0)
    readonly property var how: Wishes.words(wishes)

    signal begun(string task)
    signal optionsAsked(string task)

    function show(one, how, inSession) {
        title = Words.visible(one.name)
        values = {}
        task = ""
        task = one.task ?? ""
        wishes = how
        isInSession = inSession
        isBusy = false
        problem = ""
        open()
        if (inputs.count > 0)
            (inputs.itemAt(0) as TemplateField).takeFocus()
        else
            begin.forceActiveFocus()
    }
    function put(name, value) {
        const now = Object.assign({}, values)
        now[name] = value
        values = now
    }
    function whole() {
        const said = {}
        for (const name of names)
            said[name] = values[name].trim()
        return Wishes.filledIn(task, said)
    }
    // Where a field is empty, that one gets the keyboard.
    function submit(then) {
        if (isFilled)
            return then(whole())
        const at = names.findIndex(name => (values[name] ?? "").trim().length === 0);
        (inputs.itemAt(at) as TemplateField).takeFocus()
    }
    function beginIt() {
        submit(words => dialog.begun(words))
    }

    wish: 620

    Repeater {
        id: inputs

        model: dialog.names

        TemplateField {
            required property string modelData

            Layout.fillWidth: true
            label: Words.visible(modelData)
            onEdited: text => dialog.put(modelData, text)
            onAccepted: dialog.beginIt()
        }
    }
    Rectangle {
        Layout.fillWidth: true
        visible: dialog.task.length > 0
        implicitHeight: preview.height + 22
        radius: Theme.radius
        color: Theme.sunken

        RichText {
            id: preview

            x: 12
            y: 11
            width: parent.width - 24
            html: Wishes.preview(dialog.task, dialog.values, Theme.inks)
        }
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0 && !dialog.isInSession
        text: Words.visible(dialog.how.join(" · "))
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0
        text: dialog.problem
        tone: "bad"
        Accessible.role: Accessible.AlertMessage
    }
    actions: [
        ActionButton {
            id: begin

            kind: "primary"
            enabled: !dialog.isBusy
            text: dialog.isInSession ? qsTr("Fill in") : qsTr("Begin")
            onClicked: dialog.beginIt()
        },
        ActionButton {
            visible: !dialog.isInSession
            enabled: !dialog.isBusy
            text: qsTr("Options…")
            onClicked: dialog.submit(words => {
                dialog.close()
                dialog.optionsAsked(words)
            })
        },
        ActionButton {
            text: qsTr("Cancel")
            onClicked: dialog.close()
        }
    ]
}
