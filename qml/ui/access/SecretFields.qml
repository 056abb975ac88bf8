import QtQuick
import QtQuick.Layouts
import Pilothouse

// The fields of one secret: its name, its value, and where it may go. The value is nowhere but in its field.
GridLayout {
    id: fields

    property string hostsHint: qsTr("Of web pages.")
    property string problem: ""
    readonly property string key: name.text.trim()
    readonly property bool filled: key.length > 0 || value.text.length > 0
    readonly property var secret: ({ value: value.text, hosts: AccessWords.entries(hosts.text),
        windows: AccessWords.entries(windows.text) })

    function clear() {
        for (const field of [name, value, hosts, windows])
            field.text = ""
        problem = ""
    }
    function takeFocus() {
        name.forceActiveFocus()
    }

    columns: 2
    columnSpacing: 12
    rowSpacing: 10

    FormField {
        Layout.fillWidth: true
        Layout.preferredWidth: fields.width / 2
        label: qsTr("Name")
        problem: fields.problem

        InputField {
            id: name

            Layout.fillWidth: true
            label: qsTr("Name of the secret")
            placeholderText: "MAIL_PASSWORD"
            maximumLength: 64
            problem: fields.problem.length > 0
        }
    }
    FormField {
        Layout.fillWidth: true
        Layout.preferredWidth: fields.width / 2
        label: qsTr("Value")

        InputField {
            id: value

            Layout.fillWidth: true
            label: qsTr("Value of the secret")
            echoMode: TextInput.Password
            maximumLength: 4096
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText
        }
    }
    FormField {
        Layout.fillWidth: true
        Layout.preferredWidth: fields.width / 2
        label: qsTr("Hosts")
        hint: fields.hostsHint

        InputField {
            id: hosts

            Layout.fillWidth: true
            label: qsTr("Hosts that may get the secret")
            placeholderText: "example.com, *.example.org"
        }
    }
    FormField {
        Layout.fillWidth: true
        Layout.preferredWidth: fields.width / 2
        label: qsTr("Windows")
        hint: qsTr("By the class of their program (xprop WM_CLASS).")

        InputField {
            id: windows

            Layout.fillWidth: true
            label: qsTr("Windows that may get the secret")
            placeholderText: "xterm, keepass*"
        }
    }
}
