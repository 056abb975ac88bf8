import QtQuick
import QtQuick.Layouts
import Pilothouse

// Asks before something is done that cannot be undone.
SheetDialog {
    id: dialog

    property string words: ""
    property string yes: qsTr("OK")
    property bool danger: true

    wish: 420

    TextLabel {
        Layout.fillWidth: true
        text: dialog.words
    }
    actions: [
        ActionButton {
            kind: dialog.danger ? "danger" : "primary"
            text: dialog.yes
            focus: true
            onClicked: dialog.accept()
        },
        ActionButton {
            text: qsTr("Cancel")
            onClicked: dialog.reject()
        }
    ]
}
