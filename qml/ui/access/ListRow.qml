import QtQuick
import QtQuick.Layouts
import Pilothouse

// A line of a list in a dialog: what it is, what is said of it, and buttons at its end.
RowLayout {
    id: row

    property string iconName: ""
    property string words: ""
    property string more: ""
    property bool isCode: false
    default property alias buttons: side.data

    Layout.fillWidth: true
    spacing: 10

    Icon {
        visible: row.iconName.length > 0
        name: row.iconName
        color: Theme.soft
        Layout.preferredWidth: Theme.textSize + 1
        Layout.preferredHeight: Theme.textSize + 1
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 1

        TextLabel {
            Layout.fillWidth: true
            text: row.words
            font.family: row.isCode ? Theme.mono : Theme.sans
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }
        TextLabel {
            Layout.fillWidth: true
            visible: text.length > 0
            text: row.more
            tone: "soft"
            font.pixelSize: Theme.smallSize
        }
    }
    RowLayout {
        id: side

        spacing: 6
    }
}
