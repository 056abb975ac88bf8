pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// The secrets of a session: which there are and where they may go, one to take back, one to give.
SheetDialog {
    id: dialog

    required property var session
    property var known: []
    property string said: ""
    property bool isLoaded: false
    readonly property bool isOver: session.status === "finished"
    readonly property bool replaces: known.some(secret => secret.name === fields.key)

    function load() {
        Toast.watch(session.secrets(), told => {
            known = told ?? []
            isLoaded = true
        }, sentence => {
            said = sentence
            return true
        })
    }
    function give() {
        said = ""
        fields.problem = ""
        if (!/^[A-Za-z0-9_.-]{1,64}$/.test(fields.key)) {
            fields.problem = qsTr("A name is made of up to 64 letters, digits, “_”, “-” and “.”.")
            return fields.takeFocus()
        }
        const name = fields.key
        giving.enabled = false
        Toast.watch(session.giveSecret(name, fields.secret), () => {
            giving.enabled = true
            fields.clear()
            said = qsTr("%1 is given. The agent is told its name.").arg(name)
            load()
            fields.takeFocus()
        }, (sentence, details) => {
            giving.enabled = true
            const about = (details?.fields ?? []).map(each => each.words)
            fields.problem = Words.visible(about.join("\n") || sentence)
            return true
        })
    }
    function takeBack(name) {
        Toast.watch(session.takeBackSecret(name), () => {
            said = qsTr("%1 is taken back. Its value stays hidden.").arg(Words.visible(name))
            load()
        }, sentence => {
            said = sentence
            load()
            return true
        })
    }

    title: qsTr("Secrets")
    wish: 640
    preset: giving
    onAboutToShow: {
        said = ""
        isLoaded = false
        load()
    }
    onClosed: fields.clear() // no value stays behind

    TextLabel {
        Layout.fillWidth: true
        tone: "soft"
        text: dialog.isOver ? qsTr("This session is finished; its secrets are gone.")
            : qsTr("The agent types a secret by its name; the model never sees the value. With neither hosts nor windows, you are asked each time.")
    }
    TextLabel {
        visible: dialog.isLoaded && dialog.known.length === 0
        text: dialog.isOver ? qsTr("None.") : qsTr("None yet.")
        tone: "soft"
    }
    Repeater {
        model: dialog.known

        ListRow {
            id: row

            required property var modelData
            readonly property string where: AccessWords.places(modelData)

            iconName: "key"
            isCode: true
            words: Words.visible(modelData.name)
            more: Words.visible(where.length > 0 ? qsTr("Into %1").arg(where) : qsTr("You are asked each time"))

            ActionButton {
                text: qsTr("Take back")
                Accessible.name: qsTr("Take back %1").arg(row.words)
                onClicked: dialog.takeBack(row.modelData.name)
            }
        }
    }
    Rectangle {
        Layout.fillWidth: true
        visible: !dialog.isOver
        implicitHeight: 1
        color: Theme.line
    }
    TextLabel {
        visible: !dialog.isOver
        text: qsTr("Give a secret")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    SecretFields {
        id: fields

        Layout.fillWidth: true
        visible: !dialog.isOver
        hostsHint: qsTr("Of web pages. Works on desktops that start with such a secret: give it before the first message.")
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0
        text: dialog.said
        tone: "soft"
        Accessible.role: Accessible.AlertMessage
    }
    actions: [
        ActionButton {
            id: giving

            visible: !dialog.isOver
            kind: "primary"
            text: dialog.replaces ? qsTr("Replace %1").arg(fields.key) : qsTr("Give")
            onClicked: dialog.give()
        },
        ActionButton {
            text: qsTr("Close")
            onClicked: dialog.close()
        }
    ]
}
