import QtQuick
import QtQuick.Layouts
import Pilothouse

// A control under its label, with a sentence of help or of what is wrong with it.
ColumnLayout {
    id: field

    required property string label
    property string hint: ""
    property string problem: ""
    default property alias control: place.data

    spacing: 4
    Layout.alignment: Qt.AlignTop
    Layout.fillHeight: false

    TextLabel {
        Layout.fillWidth: true
        text: field.label
        font.pixelSize: Theme.smallSize
        font.weight: Font.DemiBold
    }
    ColumnLayout {
        id: place

        Layout.fillWidth: true
        Layout.fillHeight: false
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0
        text: field.problem.length > 0 ? field.problem : field.hint
        tone: field.problem.length > 0 ? "bad" : "soft"
        font.pixelSize: Theme.smallSize
        Accessible.role: field.problem.length > 0 ? Accessible.AlertMessage : Accessible.StaticText
    }
}
