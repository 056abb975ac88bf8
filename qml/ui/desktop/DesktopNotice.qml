import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client
import Pilothouse.Vnc

// In the place of a desktop that cannot be seen live: why, and what brings it.
Item {
    id: notice

    required property Session session
    required property VncView view
    readonly property bool isClosed: session.status === "finished"
    readonly property bool isStarting: session.isBusy && view.state === VncScreen.Absent

    Card {
        anchors.centerIn: parent
        width: Math.min(parent.width - 32, 400)
        height: lines.implicitHeight + 36

        ColumnLayout {
            id: lines

            anchors.centerIn: parent
            width: parent.width - 36
            spacing: 10

            Icon {
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredWidth: 28
                Layout.preferredHeight: 28
                name: "screen"
                color: Theme.soft
            }
            TextLabel {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: notice.isClosed ? qsTr("This session is closed. Replay shows what happened.")
                    : notice.isStarting ? qsTr("The desktop is starting…")
                    : notice.view.state === VncScreen.Absent ? qsTr("The desktop is off. It starts with your next message.")
                    : notice.view.trouble.length > 0 ? notice.view.trouble : qsTr("Connecting to the desktop…")
            }
            TextLabel {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                tone: "soft"
                font.pixelSize: Theme.smallSize
                visible: text.length > 0 && notice.view.state === VncScreen.Waiting
                text: notice.view.help
            }
            ActionButton {
                Layout.alignment: Qt.AlignHCenter
                visible: notice.view.state === VncScreen.Waiting && !notice.isClosed
                text: qsTr("Try again")
                onClicked: notice.view.tryNow()
            }
        }
    }
}
