pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse
import Pilothouse.Chat
import Pilothouse.Client

// One session of a server with everything that is said in it: opens it, and lets it go again.
FocusScope {
    id: talk

    required property ServerConnection server
    required property string sessionId
    property Session session: null // while it is open, and a moment longer: what shows it goes first
    property bool isOpen: false
    readonly property var info: server.info
    property var first: null // { words, images } that wait for files
    signal sessionAsked(string id) // one that is to be shown

    function open() {
        const left = isOpen ? session : null
        if (sessionId.length > 0)
            session = server.open(sessionId)
        isOpen = sessionId.length > 0
        if (left)
            server.release(left)
    }
    function pane() {
        return panes.count > 0 ? panes.itemAt(0) as ChatPane : null
    }
    // Says it when the files are on the desktop. Where one of them is not, it is left to be sent.
    function begin(words, images, urls) {
        first = words.length > 0 || images.length > 0 ? { words: words, images: images } : null
        if (urls.length > 0)
            uploads.bring(urls, "")
        else
            sayFirst()
    }
    function sayFirst() {
        const message = first
        first = null
        if (!message)
            return
        const giveBack = () => pane().composer.giveBack(message.words, message.images)
        if (uploads.items.length > 0)
            return giveBack()
        Toast.watch(session.send(message.words, message.images), null, () => {
            giveBack()
            return false
        })
    }
    function showStep(seq) {
        if (pane())
            pane().showStep(seq)
    }
    function reveal(key) {
        if (pane())
            pane().transcript.reveal(key)
    }
    function bring(urls) {
        uploads.bring(urls, "")
    }
    function showFiles() {
        files.open()
    }
    // `format`: html or json.
    function exportTo(format) {
        saver.path = "sessions/" + sessionId + "/export?format=" + format
        saver.currentFile = Files.inDownloads("pilothouse-" + sessionId.slice(0, 8) + "." + format)
        saver.open()
    }
    function models() {
        const listed = info.models ? info.models.models : []
        return listed.map(model => ({ value: model.id, words: model.display_name ?? model.id }))
    }

    onSessionIdChanged: {
        first = null
        open()
    }
    Component.onCompleted: if (!isOpen) open()
    Component.onDestruction: if (isOpen) server.release(session)

    Repeater {
        id: panes

        model: talk.isOpen ? 1 : 0
        delegate: ChatPane {
            anchors.fill: parent
            session: talk.session
            models: talk.models()
            isDemo: talk.server.isDemo
            sandbox: talk.info.sandbox ?? ""
            onSessionAsked: id => talk.sessionAsked(id)
            onFilesGiven: urls => talk.bring(urls)
        }
    }
    Uploads {
        id: uploads

        server: talk.server
        sessionId: talk.sessionId
        onReplaceAsked: (folder, names, taken, free) => replacing.ask(folder, names, taken, free)
        onItemsChanged: if (talk.first && items.every(item => item.state === "failed")) talk.sayFirst()
        onArrived: path => Toast.say(qsTr("~/%1 is on the desktop now.").arg(path))
    }
    ReplaceDialog {
        id: replacing

        uploads: uploads
    }
    FilesDialog {
        id: files

        server: talk.server
        uploads: uploads
    }
    SaveDialog {
        id: saver

        server: talk.server
    }
}
