import QtQuick
import QtQuick.Templates as T
import Pilothouse

// One of a few ways to look, side by side: `checked` is the one that holds.
T.Button {
    id: button

    property string hint: ""

    implicitWidth: words.implicitWidth + 20
    implicitHeight: words.implicitHeight + 8
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    font.family: Theme.sans
    font.pixelSize: Theme.smallSize
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.description: hint
    Accessible.checkable: true
    Accessible.checked: checked

    contentItem: Text {
        id: words

        text: button.text
        textFormat: Text.PlainText
        color: button.checked ? Theme.accent : Theme.soft
        font.family: button.font.family
        font.pixelSize: button.font.pixelSize
        font.weight: button.checked ? Font.DemiBold : Font.Normal
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    background: Rectangle {
        radius: height / 2
        color: button.checked ? Theme.accentSoft : button.hovered ? Theme.hover : "transparent"
    }

    FocusRing {
        shown: button.visualFocus
        radius: height / 2
    }
    Hint {
        text: button.hint
        shown: button.hovered
    }
}
