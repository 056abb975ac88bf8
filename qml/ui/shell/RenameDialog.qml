import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client

SheetDialog {
    id: dialog

    required property ServerConnection server
    property string sessionId: ""

    title: qsTr("Rename the session")
    wish: 420

    function show(id, name) {
        sessionId = id
        field.text = name
        problem.text = ""
        open()
        field.forceActiveFocus()
        field.selectAll()
    }
    function save() {
        const answer = server.patch("sessions/" + sessionId, { title: field.text.trim() })
        answer.done.connect(() => dialog.close())
        answer.failed.connect(why => problem.text = why)
    }

    InputField {
        id: field

        Layout.fillWidth: true
        label: qsTr("Title")
        maximumLength: 200
        onAccepted: dialog.save()
    }
    TextLabel {
        id: problem

        Layout.fillWidth: true
        visible: text.length > 0
        tone: "bad"
        Accessible.role: Accessible.AlertMessage
    }
    actions: [
        ActionButton {
            kind: "primary"
            text: qsTr("Rename")
            onClicked: dialog.save()
        },
        ActionButton {
            text: qsTr("Cancel")
            onClicked: dialog.close()
        }
    ]
}
