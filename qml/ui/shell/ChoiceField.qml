import QtQuick
import QtQuick.Layouts
import Pilothouse

// A choice under its label, in a grid of such fields.
FormField {
    id: field

    property alias model: box.model
    property alias value: box.value

    Layout.fillWidth: true
    Layout.preferredWidth: 10

    ChoiceBox {
        id: box

        Layout.fillWidth: true
        label: field.label
    }
}
