import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// Asks before files on the desktop are replaced.
SheetDialog {
    id: dialog

    required property var uploads
    property var names: []
    property var taken: []
    property string folder: ""

    function ask(into, named, files, free) {
        folder = into
        names = named
        taken = files
        uploads.put(free, into, false)
        open()
    }

    title: names.length === 1 ? qsTr("Replace this file?") : qsTr("Replace %1 files?").arg(names.length)

    TextLabel {
        Layout.fillWidth: true
        text: qsTr("There already in %1: %2.").arg(dialog.folder ? "~/" + dialog.folder : "~")
            .arg(Words.visible(dialog.names.join(", ")))
    }
    actions: [
        ActionButton {
            kind: "primary"
            text: qsTr("Replace")
            onClicked: {
                dialog.close()
                dialog.uploads.put(dialog.taken, dialog.folder, true)
            }
        },
        ActionButton {
            text: qsTr("Skip")
            onClicked: dialog.close()
        }
    ]
}
