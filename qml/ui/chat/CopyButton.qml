import QtQuick
import Pilothouse
import Pilothouse.Chat

// Copies a text, and shows for a moment that it did.
IconButton {
    id: button

    property string copied: ""
    property bool isDone: false

    iconName: isDone ? "check" : "clipboard"
    label: isDone ? qsTr("Copied") : qsTr("Copy")
    onClicked: {
        Words.copy(copied)
        isDone = true
        again.restart()
    }

    Timer {
        id: again

        interval: 1500
        onTriggered: button.isDone = false
    }
}
