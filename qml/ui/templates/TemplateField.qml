import QtQuick
import QtQuick.Layouts
import Pilothouse

// What one field of a template is to be. Enter goes on; Shift+Enter makes a line.
FormField {
    id: field

    signal edited(string text)
    signal accepted

    function takeFocus() {
        input.area.forceActiveFocus()
    }

    InputArea {
        id: input

        Layout.fillWidth: true
        leastLines: 1
        label: field.label
        onTextChanged: field.edited(text)
        area.Keys.onPressed: event => {
            const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
            event.accepted = isEnter && !(event.modifiers & Qt.ShiftModifier)
            if (event.accepted)
                field.accepted()
        }
    }
}
