import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// One file or folder: opens a folder, fetches a file, which can also be pulled out of the window; removing
// asks once more.
RowLayout {
    id: row

    required property var entry
    property bool isAsking: false
    readonly property bool isFolder: entry.type === "folder"
    signal opened
    signal pulled
    signal letGo
    signal removalAsked
    signal removed
    signal kept

    spacing: Theme.gap

    ActionButton {
        kind: "link"
        iconName: row.isFolder ? "files" : "file"
        text: Words.visible(row.entry.name)
        Accessible.description: row.isFolder ? qsTr("Opens the folder") : qsTr("Saves the file on this computer")
        onClicked: row.opened()

        DragHandler {
            target: null
            enabled: !row.isFolder
            dragThreshold: 6 // before the list scrolls
            onActiveChanged: active ? row.pulled() : row.letGo()
        }
    }
    TextLabel {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignRight
        text: (row.isFolder ? "" : Words.bytes(row.entry.size) + " · ")
            + new Date(row.entry.modified).toLocaleString(Qt.locale(), Locale.ShortFormat)
        tone: "soft"
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.smallSize
    }
    ActionButton {
        visible: row.isAsking
        text: qsTr("Keep")
        onClicked: row.kept()
    }
    ActionButton {
        visible: row.isAsking
        kind: "danger"
        text: qsTr("Remove")
        onClicked: row.removed()
    }
    IconButton {
        visible: !row.isAsking
        iconName: "trash"
        label: qsTr("Remove %1").arg(Words.visible(row.entry.name))
        onClicked: row.removalAsked()
    }
}
