import QtQuick
import QtQuick.Layouts
import Pilothouse

// One secret that a new session is given. The value is nowhere but in its field.
Card {
    id: row

    readonly property bool filled: name.text.trim().length > 0 || value.text.length > 0
    readonly property string key: name.text.trim()
    readonly property var secret: ({ value: value.text, hosts: list(hosts.text), windows: list(windows.text) })
    property string problem: ""

    signal removeAsked

    implicitHeight: grid.implicitHeight + 24
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Secret")

    function list(text) {
        return text.split(/[\s,]+/).filter(each => each.length > 0)
    }
    function clear() {
        value.text = ""
        name.text = ""
    }

    GridLayout {
        id: grid

        x: 12
        y: 12
        width: parent.width - 24
        columns: 2
        columnSpacing: 12

        FormField {
            Layout.fillWidth: true
            label: qsTr("Name")
            problem: row.problem

            InputField {
                id: name

                Layout.fillWidth: true
                label: qsTr("Name of the secret")
                placeholderText: "MAIL_PASSWORD"
                maximumLength: 64
            }
        }
        FormField {
            Layout.fillWidth: true
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
            label: qsTr("Hosts")
            hint: qsTr("Of web pages.")

            InputField {
                id: hosts

                Layout.fillWidth: true
                label: qsTr("Hosts that may get the secret")
                placeholderText: "example.com, *.example.org"
            }
        }
        FormField {
            Layout.fillWidth: true
            label: qsTr("Windows")
            hint: qsTr("By the class of their program (xprop WM_CLASS).")

            InputField {
                id: windows

                Layout.fillWidth: true
                label: qsTr("Windows that may get the secret")
                placeholderText: "xterm, keepass*"
            }
        }
        ActionButton {
            kind: "link"
            text: qsTr("Remove")
            onClicked: row.removeAsked()
        }
    }
}
