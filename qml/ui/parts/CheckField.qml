import QtQuick
import QtQuick.Templates as T
import Pilothouse

T.CheckBox {
    id: box

    implicitWidth: 18 + spacing + words.implicitWidth
    implicitHeight: Math.max(Theme.control - 6, words.implicitHeight)
    spacing: 8
    hoverEnabled: true
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked

    indicator: Rectangle {
        width: 18
        height: 18
        x: box.mirrored ? box.width - width : 0
        y: (box.height - height) / 2
        radius: 4
        color: box.checked ? Theme.accent : box.hovered ? Theme.hover : Theme.surface
        border.width: box.checked ? 0 : 1
        border.color: Theme.edge

        Icon {
            anchors.centerIn: parent
            width: 14
            height: 14
            name: "check"
            color: Theme.accentInk
            visible: box.checked
        }
        FocusRing {
            shown: box.visualFocus
        }
    }
    contentItem: Text {
        id: words

        leftPadding: box.mirrored ? 0 : 18 + box.spacing
        rightPadding: box.mirrored ? 18 + box.spacing : 0
        text: box.text
        textFormat: Text.PlainText
        color: Theme.ink
        font: box.font
        horizontalAlignment: Text.AlignLeft
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
    }
}
