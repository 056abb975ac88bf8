import QtQuick
import QtQuick.Templates as T
import Pilothouse

// A session in the list: its last picture, what it is about, how it stands.
T.ItemDelegate {
    id: entry

    required property string sessionId
    required property string title
    required property string status
    required property string lastLine
    required property bool needsYou
    required property bool hasDesktop
    required property date activeAt
    required property string picture
    property bool current: false
    property date now: new Date()

    signal menuAsked

    implicitHeight: 64
    leftPadding: 10
    rightPadding: 10
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2").arg(title).arg(Sayings.status(status))
    Accessible.description: lastLine
    Accessible.selected: current

    contentItem: Item {
        Rectangle {
            id: frame

            width: 60
            height: 42
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            radius: 4
            color: Theme.stage
            clip: true

            Icon {
                anchors.centerIn: parent
                name: "screen"
                color: Theme.soft
                visible: shot.status !== Image.Ready
            }
            Image {
                id: shot

                anchors.fill: parent
                source: entry.picture.length > 0 ? "image://server" + (entry.picture.startsWith("/") ? "" : "/")
                        + entry.picture + "?scale=8" : ""
                fillMode: Image.PreserveAspectFit
                asynchronous: true
                smooth: true
            }
        }
        TextLabel {
            id: name

            anchors.left: frame.right
            anchors.leftMargin: 10
            anchors.right: time.left
            anchors.rightMargin: 6
            y: parent.height / 2 - height - 1
            text: entry.title
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            font.weight: entry.needsYou || entry.current ? Font.DemiBold : Font.Normal
        }
        TextLabel {
            id: time

            anchors.right: parent.right
            anchors.baseline: name.baseline
            text: Sayings.ago(entry.activeAt, entry.now)
            tone: "soft"
            font.pixelSize: Theme.tinySize
            wrapMode: Text.NoWrap
        }
        Pill {
            id: state

            anchors.left: name.left
            y: parent.height / 2 + 3
            text: Sayings.status(entry.status)
            tone: Sayings.tone(entry.status)
        }
        TextLabel {
            anchors.left: state.right
            anchors.leftMargin: 6
            anchors.right: desk.left
            anchors.rightMargin: 4
            anchors.verticalCenter: state.verticalCenter
            text: entry.lastLine
            tone: "soft"
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.smallSize
        }
        Icon {
            id: desk

            anchors.right: parent.right
            anchors.verticalCenter: state.verticalCenter
            width: entry.hasDesktop ? 14 : 0
            height: 14
            name: "screen"
            color: Theme.accent
            visible: entry.hasDesktop
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: entry.current ? Theme.accentSoft : entry.hovered ? Theme.hover : "transparent"

        Rectangle {
            width: 3
            height: parent.height - 16
            anchors.left: parent.left
            y: 8
            radius: 2
            color: entry.needsYou ? Theme.warn : Theme.accent
            visible: entry.needsYou || entry.current
        }
    }

    FocusRing {
        shown: entry.visualFocus
        anchors.margins: 0
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: entry.menuAsked()
    }
    Keys.onMenuPressed: menuAsked()
}
