import QtQuick
import Pilothouse
import Pilothouse.Client

// The menu of sessions with the dialogs that its deeds need.
Item {
    id: deeds

    required property ServerConnection server

    signal windowAsked(string id)
    signal removed(string id)

    function menu(id, at) {
        choices.sessionId = ""
        choices.sessionId = id
        choices.popup(at)
    }
    function rename(id) {
        renaming.show(id, server.sessions.titleOf(server.sessions.record(id)))
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
