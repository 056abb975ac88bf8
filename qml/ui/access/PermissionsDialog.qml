pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// What a session may do without a word: what it does not ask about again, and the ways to the rest.
// What is taken back is asked about from the next call on.
SheetDialog {
    id: dialog

    required property var session
    property string said: ""
    readonly property var grants: session.record?.grants ?? []

    signal networkAsked
    signal secretsAsked

    function askAgain(grant) {
        Toast.watch(session.askAgain(grant.id),
            () => dialog.said = qsTr("%1: asked about again.").arg(AccessWords.grant(grant)),
            sentence => {
                dialog.said = sentence
                return true
            })
    }

    title: qsTr("Permissions")
    onAboutToShow: said = ""

    TextLabel {
        text: qsTr("Not asked about again")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    TextLabel {
        Layout.fillWidth: true
        visible: dialog.grants.length === 0
        tone: "soft"
        text: qsTr("Nothing. A question can be answered with “Don’t ask again”.")
    }
    Repeater {
        model: dialog.grants

        ListRow {
            id: row

            required property var modelData

            iconName: "check"
            words: AccessWords.grant(modelData)
            more: AccessWords.allowedBy(modelData.by)

            ActionButton {
                text: qsTr("Ask again")
                Accessible.name: qsTr("Ask again: %1").arg(row.words)
                onClicked: dialog.askAgain(row.modelData)
            }
        }
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0
        text: Words.visible(dialog.said)
        tone: "soft"
        Accessible.role: Accessible.AlertMessage
    }
    TextLabel {
        Layout.topMargin: 6
        text: qsTr("Network and secrets")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    TextLabel {
        Layout.fillWidth: true
        text: qsTr("Its programs may connect to: %1.").arg(AccessWords.network(dialog.session.record?.egress))
        tone: "soft"
    }
    RowLayout {
        spacing: 8

        ActionButton {
            iconName: "shield"
            text: qsTr("Network…")
            onClicked: {
                dialog.close()
                dialog.networkAsked()
            }
        }
        ActionButton {
            iconName: "key"
            text: qsTr("Secrets…")
            onClicked: {
                dialog.close()
                dialog.secretsAsked()
            }
        }
    }
    actions: ActionButton {
        text: qsTr("Close")
        onClicked: dialog.close()
    }
}
