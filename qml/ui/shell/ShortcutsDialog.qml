pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse

SheetDialog {
    id: dialog

    title: qsTr("Keyboard shortcuts")
    wish: 520

    Repeater {
        model: [
            { keys: "Ctrl+N", words: qsTr("New session") },
            { keys: "Ctrl+K", words: qsTr("Search everything: sessions, actions, what was said") },
            { keys: "Ctrl+F", words: qsTr("Search the session; on the first page, find one") },
            { keys: "Alt+Home", words: qsTr("All desktops") },
            { keys: "Alt+↑  Alt+↓", words: qsTr("Session above, below") },
            { keys: "Ctrl+Shift+N", words: qsTr("The session in a window of its own") },
            { keys: "Ctrl+W", words: qsTr("Close the window of a session") },
            { keys: "F2", words: qsTr("Rename the session") },
            { keys: "Ctrl+,", words: qsTr("Settings") },
            { keys: "F9", words: qsTr("Show or hide the list") },
            { keys: "Alt+Y", words: qsTr("Allow what the agent asks") },
            { keys: "Alt+X", words: qsTr("Deny it") },
            { keys: "Escape Escape", words: qsTr("Stop it") },
            { keys: "Alt+W", words: qsTr("Take the wheel, hand it back") },
            { keys: "Alt+R", words: qsTr("Replay") },
            { keys: "Ctrl+Alt+Home", words: qsTr("At the wheel: out of the desktop, and back into it") },
            { keys: "Ctrl+Q", words: qsTr("Quit") },
            { keys: "F1", words: qsTr("This list") }
        ]

        RowLayout {
            id: line

            required property var modelData

            Layout.fillWidth: true
            spacing: 16

            Rectangle {
                Layout.preferredWidth: 150
                implicitHeight: keys.implicitHeight + 8
                radius: 5
                color: Theme.sunken
                border.width: 1
                border.color: Theme.line

                TextLabel {
                    id: keys

                    anchors.centerIn: parent
                    text: line.modelData.keys
                    font.family: Theme.mono
                    font.pixelSize: Theme.smallSize
                }
            }
            TextLabel {
                Layout.fillWidth: true
                text: line.modelData.words
            }
        }
    }
    TextLabel {
        Layout.fillWidth: true
        tone: "soft"
        font.pixelSize: Theme.smallSize
        text: qsTr("While you steer, every key goes to the desktop, also those above. Ctrl+Alt+Home leaves the desktop and keeps the wheel.")
    }
    actions: ActionButton {
        text: qsTr("Close")
        onClicked: dialog.close()
    }
}
