import QtQuick
import QtQuick.Layouts
import Pilothouse

// A name that programs read, under its label, in a grid of such fields.
FormField {
    id: field

    property alias text: input.text
    property alias maximumLength: input.maximumLength
    property string placeholder: ""

    Layout.fillWidth: true
    Layout.preferredWidth: 10

    InputField {
        id: input

        Layout.fillWidth: true
        label: field.label
        placeholderText: field.placeholder
        maximumLength: 200
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
    }
}
