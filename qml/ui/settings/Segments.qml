pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse

// One of a few, side by side: `model` is a list of { value, words }.
Row {
    id: segments

    required property string label
    property var model: []
    property string value: ""

    signal chosen(string value)

    spacing: 2
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Repeater {
        model: segments.model

        ScopeButton {
            required property var modelData

            implicitHeight: Theme.control
            text: modelData.words
            font.pixelSize: Theme.textSize
            checked: modelData.value === segments.value
            onClicked: segments.chosen(modelData.value)
        }
    }
}
