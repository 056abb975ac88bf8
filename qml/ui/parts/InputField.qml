import QtQuick
import QtQuick.Templates as T
import Pilothouse

// One line to write in. `label` is its accessible name; `problem` turns its edge red.
T.TextField {
    id: field

    property string label: placeholderText
    property bool problem: false

    implicitWidth: 220
    implicitHeight: Theme.control
    leftPadding: 10
    rightPadding: 10
    verticalAlignment: TextInput.AlignVCenter
    color: enabled ? Theme.ink : Theme.soft
    placeholderTextColor: Theme.soft
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    selectByMouse: true
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    Accessible.role: Accessible.EditableText
    Accessible.name: label
    // Qt tells no name of what hides its text.
    Accessible.description: echoMode === TextInput.Normal ? "" : label
    // A shortcut that has nothing to do now is no letter.
    Keys.onPressed: event => event.accepted = event.modifiers === Qt.AltModifier && event.text.length > 0

    background: Rectangle {
        radius: Theme.radius
        color: field.enabled ? Theme.surface : Theme.sunken
        border.width: field.activeFocus ? 2 : 1
        border.color: field.problem ? Theme.bad : field.activeFocus ? Theme.accent : Theme.edge
    }

    Text {
        anchors.fill: parent
        anchors.leftMargin: field.leftPadding
        anchors.rightMargin: field.rightPadding
        verticalAlignment: Text.AlignVCenter
        visible: field.length === 0 && field.preeditText.length === 0
        text: field.placeholderText
        textFormat: Text.PlainText
        color: field.placeholderTextColor
        font: field.font
        elide: Text.ElideRight
    }
}
