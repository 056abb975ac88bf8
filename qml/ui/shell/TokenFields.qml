import QtQuick
import QtQuick.Layouts
import Pilothouse

// Asks for the token of a server.
ColumnLayout {
    id: fields

    signal given(string token, bool keep)

    spacing: 8

    function give() {
        const words = token.text.trim()
        if (words.length === 0)
            return
        token.text = ""
        given(words, keep.checked)
    }
    onVisibleChanged: if (visible) token.forceActiveFocus()

    RowLayout {
        Layout.fillWidth: true

        InputField {
            id: token

            Layout.fillWidth: true
            placeholderText: qsTr("Token")
            echoMode: TextInput.Password
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
            onAccepted: fields.give()
        }
        ActionButton {
            kind: "primary"
            text: qsTr("Connect")
            enabled: token.text.trim().length > 0
            onClicked: fields.give()
        }
    }
    CheckField {
        id: keep

        checked: true
        text: qsTr("Keep it in the keyring of this computer")
    }
}
