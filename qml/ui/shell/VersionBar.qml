import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client

// Says that server and window are of different versions, until it is read.
Card {
    id: bar

    required property ServerConnection server
    required property bool isInside
    property string read: "" // what was said and put away

    tone: "info"
    radius: 0
    visible: isInside && server.versionNote.length > 0 && server.versionNote !== read
    implicitHeight: visible ? row.implicitHeight + 16 : 0

    RowLayout {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        x: 14
        width: parent.width - 28
        spacing: 12

        TextLabel {
            Layout.fillWidth: true
            text: bar.server.versionNote
            Accessible.role: Accessible.AlertMessage
        }
        ActionButton {
            text: qsTr("Understood")
            onClicked: bar.read = bar.server.versionNote
        }
    }
}
