pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// What is on its way to the desktop, and what could not be brought.
ColumnLayout {
    id: list

    required property var uploads

    visible: uploads.items.length > 0
    spacing: 4
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Uploads")

    Repeater {
        model: list.uploads.items

        RowLayout {
            id: row

            required property var modelData
            readonly property bool isFailed: modelData.state === "failed"
            readonly property bool isSending: modelData.state === "sending" && !!modelData.transfer

            spacing: Theme.gap
            Layout.fillWidth: true
            Accessible.role: Accessible.ListItem
            Accessible.name: Words.visible(modelData.name)

            Icon {
                name: "upload"
                color: row.isFailed ? Theme.bad : Theme.soft
                Layout.preferredWidth: Theme.textSize
                Layout.preferredHeight: Theme.textSize
            }
            TextLabel {
                Layout.fillWidth: true
                text: Words.visible(row.modelData.name) + (row.isFailed ? ": " + row.modelData.problem : "")
                tone: row.isFailed ? "bad" : "ink"
                font.pixelSize: Theme.smallSize
            }
            TextLabel {
                visible: row.isSending && row.modelData.transfer.progress >= 0
                text: visible ? qsTr("%1 %").arg(Math.round(row.modelData.transfer.progress * 100)) : ""
                tone: "soft"
                font.pixelSize: Theme.smallSize
            }
            Spinner {
                visible: row.isSending
            }
            ActionButton {
                visible: row.isFailed
                text: qsTr("Try again")
                font.pixelSize: Theme.smallSize
                onClicked: list.uploads.again(row.modelData)
            }
            IconButton {
                iconName: "close"
                label: row.isSending ? qsTr("Cancel the upload") : qsTr("Put away")
                onClicked: list.uploads.drop(row.modelData)
            }
        }
    }
}
