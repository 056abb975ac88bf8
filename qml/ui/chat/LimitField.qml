import QtQuick
import QtQuick.Layouts
import Pilothouse

// A number that may be left out: there is no limit then.
FormField {
    id: field

    property alias text: input.text
    signal accepted

    InputField {
        id: input

        Layout.fillWidth: true
        label: field.label
        problem: field.problem.length > 0
        placeholderText: qsTr("No limit")
        inputMethodHints: Qt.ImhFormattedNumbersOnly
        onAccepted: field.accepted()
    }
}
