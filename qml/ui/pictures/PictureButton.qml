import QtQuick
import QtQuick.Templates as T
import Pilothouse

// A small picture that a click shows large.
T.AbstractButton {
    id: button

    property alias image: picture.image
    property alias call: picture.call
    property alias markRadius: picture.markRadius
    required property string label

    implicitWidth: 120
    implicitHeight: picture.implicitHeight
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.Button
    Accessible.name: label

    contentItem: Item {
        MarkedPicture {
            id: picture

            width: parent.width
            height: parent.height
            decodeWidth: Math.ceil(button.width * 2)
        }
        Rectangle {
            anchors.fill: parent
            color: "transparent"
            radius: 3
            border.width: button.hovered ? 2 : 1
            border.color: button.hovered ? Theme.accent : Theme.line
        }
    }
    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }
}
