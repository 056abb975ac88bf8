import QtQuick.Dialogs
import Pilothouse

// Asks where to, fetches `path` of the server, and writes it there.
FileDialog {
    id: dialog

    required property var server
    property string path: ""

    title: qsTr("Save as")
    fileMode: FileDialog.SaveFile
    acceptLabel: qsTr("Save")
    onAccepted: Toast.watch(server.download(path, selectedFile), () => Toast.say(qsTr("Saved.")))
}
