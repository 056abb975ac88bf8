import QtQuick
import Pilothouse

// Where the sentences of Toast are shown, once in a window. Long ones stay longer.
Card {
    id: view

    visible: Toast.text.length > 0
    tone: Toast.tone
    width: Math.min(words.implicitWidth + 28 + close.width, parent.width - 40)
    height: words.height + 24
    x: (parent.width - width) / 2
    y: parent.height - height - 24
    z: 100
    Accessible.role: Accessible.AlertMessage
    Accessible.name: Toast.text

    TextLabel {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: 14
        y: 12
        width: view.width - 28 - close.width
        text: Toast.text
    }
    IconButton {
        id: close

        anchors.right: parent.right
        anchors.rightMargin: 4
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        label: qsTr("Close")
        onClicked: Toast.clear()
    }
    Timer {
        id: stay

        interval: 4000 + 60 * Toast.text.length
        onTriggered: Toast.clear()
    }
    Connections {
        target: Toast

        function onCountChanged() {
            stay.restart()
        }
    }
}
