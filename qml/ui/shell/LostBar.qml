import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client

// Says above what is shown that the server is lost, and what helps.
Card {
    id: bar

    required property ServerConnection server
    required property bool isInside // else the whole page says it

    tone: "warn"
    radius: 0
    visible: isInside && server.state !== ServerConnection.Online && server.trouble.length > 0
    implicitHeight: visible ? row.implicitHeight + 16 : 0

    RowLayout {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        x: 14
        width: parent.width - 28
        spacing: 12

        Spinner {
            color: Theme.warn
        }
        TextLabel {
            Layout.fillWidth: true
            text: bar.server.trouble + " " + bar.server.help
            Accessible.role: Accessible.AlertMessage
        }
        ActionButton {
            text: qsTr("Try again now")
            onClicked: bar.server.hurry()
        }
    }
}
