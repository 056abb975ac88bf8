import QtQuick
import QtQuick.Templates as T
import Pilothouse

// An entry of an ActionMenu; `shortcut` is shown at its end. Entries that are not visible take no room.
T.MenuItem {
    id: item

    property string iconName: ""
    property string keys: ""
    property bool danger: false
    readonly property color ink: danger ? Theme.bad : Theme.ink

    implicitWidth: 34 + words.implicitWidth + (keys.length > 0 ? keyWords.implicitWidth + 28 : 0) + 14
    implicitHeight: visible ? Theme.control : 0
    hoverEnabled: true
    opacity: enabled ? 1 : 0.5
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    Accessible.role: Accessible.MenuItem
    Accessible.name: text

    contentItem: Item {
        Icon {
            anchors.left: parent.left
            anchors.leftMargin: 10
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.textSize + 1
            height: width
            name: item.checkable ? "check" : item.iconName
            visible: item.checkable ? item.checked : item.iconName.length > 0
            color: item.danger ? Theme.bad : Theme.soft
        }
        Text {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: 34
            anchors.verticalCenter: parent.verticalCenter
            text: item.text
            textFormat: Text.PlainText
            color: item.ink
            font: item.font
        }
        Text {
            id: keyWords

            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: item.keys
            textFormat: Text.PlainText
            color: Theme.soft
            font.family: Theme.sans
            font.pixelSize: Theme.smallSize
        }
    }
    background: Rectangle {
        radius: Theme.radius - 2
        color: item.highlighted || item.hovered ? Theme.hover : "transparent"
    }
}
