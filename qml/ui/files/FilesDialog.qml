pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// The files of a session's home folder: look, fetch, bring, remove.
SheetDialog {
    id: dialog

    required property var server
    required property var uploads
    property string folder: ""
    property var entries: []
    property string emptyWords: ""
    property string removed: "" // the path that is asked about

    function below(name) {
        return folder ? folder + "/" + name : name
    }
    function show(wanted) {
        folder = wanted
        removed = ""
        Toast.watch(server.get(uploads.pathOf(wanted).replace(/\/$/, "")), listing => {
            if (dialog.folder !== wanted)
                return // somebody went on
            dialog.entries = listing.entries.filter(entry => !entry.name.startsWith("."))
                .sort((a, b) => (a.type === "folder" ? 0 : 1) - (b.type === "folder" ? 0 : 1) || a.name.localeCompare(b.name))
            dialog.emptyWords = qsTr("Nothing is here yet.")
        }, (sentence, details) => {
            dialog.entries = []
            dialog.emptyWords = details.status === 404 ? qsTr("Nothing is here yet.") : sentence
            return true
        })
    }
    function remove(name) {
        Toast.watch(server.remove(uploads.pathOf(below(name))), () => dialog.show(dialog.folder))
    }
    function fetch(name) {
        saver.path = uploads.pathOf(below(name))
        saver.currentFile = Files.inDownloads(name)
        saver.open()
    }

    title: qsTr("Files of the desktop")
    wish: 640
    onAboutToShow: show(folder)

    Connections {
        target: dialog.uploads

        function onArrived(path) {
            if (dialog.visible)
                dialog.show(dialog.folder)
        }
    }
    RowLayout {
        Layout.fillWidth: true

        IconButton {
            visible: dialog.folder.length > 0
            iconName: "back"
            label: qsTr("Folder above")
            onClicked: dialog.show(dialog.folder.split("/").slice(0, -1).join("/"))
        }
        TextLabel {
            Layout.fillWidth: true
            text: Words.visible(dialog.folder ? "~/" + dialog.folder : "~")
            tone: "soft"
            font.family: Theme.mono
        }
    }
    TextLabel {
        visible: dialog.entries.length === 0
        text: dialog.emptyWords
        tone: "soft"
    }
    Repeater {
        model: dialog.entries

        FileRow {
            required property var modelData

            Layout.fillWidth: true
            entry: modelData
            isAsking: dialog.removed === modelData.name
            onOpened: modelData.type === "folder" ? dialog.show(dialog.below(modelData.name)) : dialog.fetch(modelData.name)
            onPulled: carrier.pull(dialog.uploads.pathOf(dialog.below(modelData.name)), modelData.name, modelData.modified)
            onLetGo: carrier.release()
            onRemovalAsked: dialog.removed = modelData.name
            onKept: dialog.removed = ""
            onRemoved: dialog.remove(modelData.name)
        }
    }
    UploadList {
        Layout.fillWidth: true
        uploads: dialog.uploads
    }
    DropTarget {
        parent: dialog.background
        anchors.fill: parent
        words: qsTr("Drop to upload into this folder")
        onGiven: urls => dialog.uploads.bring(urls, dialog.folder)
    }
    actions: [
        ActionButton {
            kind: "primary"
            iconName: "upload"
            text: qsTr("Upload files")
            onClicked: chooser.open()
        },
        TextLabel {
            Layout.fillWidth: true
            text: qsTr("Drop files here to upload them, or drag one out.")
            tone: "soft"
            font.pixelSize: Theme.smallSize
        }
    ]
    FileDialog {
        id: chooser

        title: qsTr("Upload files")
        fileMode: FileDialog.OpenFiles
        onAccepted: dialog.uploads.bring(selectedFiles, dialog.folder)
    }
    FileCarrier {
        id: carrier

        server: dialog.server
    }
    SaveDialog {
        id: saver

        server: dialog.server
    }
}
