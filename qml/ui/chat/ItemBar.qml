pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse

// When something was, and what can be done with it: over its lower edge while the mouse is there.
Rectangle {
    id: bar

    property string time: ""
    property var deeds: []

    z: 2
    implicitWidth: row.implicitWidth + 12
    implicitHeight: Math.max(22, row.implicitHeight)
    radius: height / 2
    color: Theme.surface
    border.width: 1
    border.color: Theme.line

    Row {
        id: row

        anchors.centerIn: parent

        Repeater {
            model: bar.visible ? bar.deeds : []

            IconButton {
                required property var modelData

                iconName: modelData.icon
                label: modelData.words
                implicitWidth: 28
                implicitHeight: 24
                focusPolicy: Qt.NoFocus
                onClicked: modelData.run()
            }
        }
        TextLabel {
            text: bar.time
            tone: "soft"
            font.pixelSize: Theme.tinySize
            anchors.verticalCenter: parent.verticalCenter
            leftPadding: 3
            rightPadding: 3
        }
    }
}
