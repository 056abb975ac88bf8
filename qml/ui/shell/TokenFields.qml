import QtQuick
import QtQuick.Layouts
import Pilothouse

// Asks for the token of a server.
ColumnLayout {
    id: fields

    property string trouble: "" // of the keyring: it keeps nothing

    signal given(string token, bool keep)

    spacing: 8

    function give() {
        const words = token.text.trim()
        if (words.length === 0)
            return
        token.text = ""
        given(words, keep.checked && keep.visible)
    }
    onVisibleChanged: if (visible) token.forceActiveFocus()

    RowLayout {
        Layout.fillWidth: true

        InputField {
            id: token

            Layout.fillWidth: true
            placeholderText: qsTr("Token")
            label: qsTr("Token")
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

        visible: fields.trouble.length === 0
        checked: true
        text: qsTr("Keep it in the keyring of this computer")
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0
        text: fields.trouble
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
}
