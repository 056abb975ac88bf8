import QtQuick
import QtQuick.Templates as T
import Pilothouse

// One soft line that shows or hides what is below it.
T.AbstractButton {
    id: button

    required property string iconName
    required property string words
    property string more: "" // beside them, as far as there is room
    property bool isOpen: false

    implicitHeight: 24
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.Button
    Accessible.name: words
    Accessible.description: isOpen ? qsTr("Unfolded") : qsTr("Folded")

    contentItem: Row {
        spacing: 7

        Icon {
            id: glyph

            name: button.iconName
            color: button.hovered ? Theme.ink : Theme.soft
            width: Theme.textSize
            height: width
            anchors.verticalCenter: parent.verticalCenter
        }
        TextLabel {
            id: label

            text: button.words
            color: button.hovered ? Theme.ink : Theme.soft
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.smallSize
            anchors.verticalCenter: parent.verticalCenter
        }
        TextLabel {
            text: button.more.replace(/\s+/g, " ")
            visible: text.length > 0
            width: Math.max(0, button.width - glyph.width - label.width - 14)
            tone: "soft"
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            font.italic: true
            font.pixelSize: Theme.smallSize
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
