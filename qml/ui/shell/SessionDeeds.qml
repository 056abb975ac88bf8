import QtQuick
import Pilothouse
import Pilothouse.Chat
import Pilothouse.Client

// The menu of sessions with the dialogs that its deeds need.
Item {
    id: deeds

    required property ServerConnection server

    readonly property var info: server.info

    signal windowAsked(string id)
    signal removed(string id)
    signal templateAsked(string task, var wishes)

    function menu(id, at) {
        choices.sessionId = ""
        choices.sessionId = id
        choices.popup(at)
    }
    function rename(id) {
        renaming.show(id, server.sessions.titleOf(server.sessions.record(id)))
    }
    // A template with what the session was given, and how it works.
    function keep(id) {
        const record = Object.assign({}, server.sessions.record(id))
        templateAsked(record.preview?.first_message ?? "", Wishes.ofRecord(record, server.isDemo))
    }
    // Of the palette: {words, also, icon, keys, run}.
    function actions(id) {
        const isOver = Object.assign({}, server.sessions.record(id)).status === "finished"
        return [{ words: qsTr("Open in a window of its own"), icon: "screen", keys: "Ctrl+Shift+N",
                run: () => deeds.windowAsked(id) },
            { words: qsTr("Rename…"), also: qsTr("title"), icon: "pencil", keys: "F2", run: () => deeds.rename(id) },
            ...(info.share_links === true ? [{ words: qsTr("Share a link…"), icon: "link",
                run: () => sharing.show(id) }] : []),
            { words: qsTr("Keep as template…"), also: qsTr("save task"), icon: "mark", run: () => deeds.keep(id) },
            ...(isOver ? [] : [{ words: qsTr("Close for good…"), icon: "check", run: () => finishing.ask(id) }]),
            { words: qsTr("Delete…"), icon: "trash", run: () => removing.ask(id) }]
    }
    function tell(answer) {
        answer.failed.connect(why => Toast.say(why, "bad"))
    }

    SessionMenu {
        id: choices

        server: deeds.server
        onWindowAsked: id => deeds.windowAsked(id)
        onRenameAsked: id => deeds.rename(id)
        onFinishAsked: id => finishing.ask(id)
        onRemoveAsked: id => removing.ask(id)
        onShareAsked: id => sharing.show(id)
        onTemplateAsked: id => deeds.keep(id)
    }
    SharesDialog {
        id: sharing

        server: deeds.server
    }
    RenameDialog {
        id: renaming

        server: deeds.server
    }
    ConfirmDialog {
        id: finishing

        property string sessionId: ""

        function ask(id) {
            sessionId = id
            open()
        }
        title: qsTr("Close the session for good?")
        words: qsTr("Its task is stopped and its desktop ends. It takes no more messages; what was said and done stays to be read.")
        yes: qsTr("Close it")
        onAccepted: deeds.tell(deeds.server.patch("sessions/" + sessionId + "/finish", {}))
    }
    ConfirmDialog {
        id: removing

        property string sessionId: ""

        function ask(id) {
            sessionId = id
            open()
        }
        title: qsTr("Delete the session?")
        words: qsTr("The conversation, its pictures and its files are gone afterwards. This cannot be undone.")
        yes: qsTr("Delete it")
        onAccepted: {
            const answer = deeds.server.remove("sessions/" + sessionId)
            deeds.tell(answer)
            answer.done.connect(() => {
                deeds.removed(sessionId)
                deeds.server.sessions.load()
            })
        }
    }
}
