import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// Opens a link of the conversation in the system's browser. One that leads back to this machine asks
// first: any program there may look like Pilothouse.
SheetDialog {
    id: dialog

    property string address: ""

    function ask(link) {
        if (!Words.isWebAddress(link))
            return
        address = link
        if (Words.isLocalAddress(link))
            open()
        else
            follow()
    }
    function follow() {
        if (!Words.openAddress(address))
            Toast.say(qsTr("The system could not open %1.").arg(Words.visible(address)), "bad")
    }

    title: qsTr("Open this link?")

    TextLabel {
        Layout.fillWidth: true
        text: qsTr("%1 leads to a program on this machine, which may be one of the desktop’s. It can look like Pilothouse: type no token there.").arg(Words.visible(dialog.address))
    }
    actions: [
        ActionButton {
            kind: "primary"
            text: qsTr("Open it")
            onClicked: {
                dialog.close()
                dialog.follow()
            }
        },
        ActionButton {
            text: qsTr("Cancel")
            onClicked: dialog.close()
        }
    ]
}
