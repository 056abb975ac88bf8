import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client

// What was last said, and a field for the next message.
Rectangle {
    id: talk

    required property ServerConnection server
    required property string sessionId

    color: Theme.surface

    function send() {
        const words = field.text.trim()
        if (words.length === 0)
            return
        field.text = ""
        const answer = server.post("sessions/" + sessionId + "/messages", { message: words })
        answer.failed.connect(why => {
            Toast.say(why, "bad")
            field.text = words
        })
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 12

        Item {
            Layout.fillHeight: true
        }
        InputArea {
            id: field

            Layout.fillWidth: true
            label: qsTr("Message")
            placeholderText: qsTr("Write a message")
            area.Keys.onPressed: event => {
                const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
                event.accepted = isEnter && !(event.modifiers & Qt.ShiftModifier)
                if (event.accepted)
                    talk.send()
            }
        }
    }
}
