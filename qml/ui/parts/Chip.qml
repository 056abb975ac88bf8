import QtQuick
import QtQuick.Templates as T
import Pilothouse

// A round button with words that are an offer; long ones are cut.
T.Button {
    id: chip

    property string iconName: ""
    readonly property int most: 340 // width

    implicitWidth: Math.min(most, words.implicitWidth + (iconName.length > 0 ? 42 : 24))
    implicitHeight: Math.max(28, words.implicitHeight + 10)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font.family: Theme.sans
    font.pixelSize: Theme.smallSize
    Accessible.role: Accessible.Button
    Accessible.name: text

    contentItem: Item {
        Icon {
            anchors.left: parent.left
            anchors.leftMargin: 10
            anchors.verticalCenter: parent.verticalCenter
            visible: chip.iconName.length > 0
            name: chip.iconName
            color: Theme.accent
            width: Theme.smallSize + 1
            height: width
        }
        Text {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: chip.iconName.length > 0 ? 29 : 12
            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: chip.text
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.ink
            font: chip.font
        }
    }
    background: Rectangle {
        radius: height / 2
        color: chip.down ? Theme.lineStrong : chip.hovered ? Theme.hover : Theme.surface
        border.width: 1
        border.color: Theme.lineStrong
    }

    FocusRing {
        shown: chip.visualFocus
        radius: height / 2
    }
}
