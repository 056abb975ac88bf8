import QtQuick
import QtQuick.Templates as T
import Pilothouse

// One desktop on the wall: live where it runs, else as it was last.
T.ItemDelegate {
    id: card

    required property string sessionId
    required property string title
    required property string status
    required property bool needsYou
    required property bool hasDesktop
    required property date activeAt
    required property string picture
    property date now: new Date()
    property int look: 0 // counts the looks: each is another picture

    readonly property string stored: picture.length > 0
        ? "image://server" + (picture.startsWith("/") ? "" : "/") + picture + "?scale=3" : ""
    readonly property string live: "image://server/sessions/" + sessionId + "/screenshot?format=jpeg&scale=3#" + look

    signal looked

    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("%1, %2").arg(title).arg(Sayings.status(status))

    // The next picture is shown when it is there; where none comes, the last one stays.
    function refresh() {
        look += 1
        next.source = live
    }

    contentItem: Item {
        Rectangle {
            id: frame

            width: parent.width
            height: parent.height - 50
            radius: Theme.radius
            color: Theme.stage
            clip: true

            Icon {
                anchors.centerIn: parent
                width: 28
                height: 28
                name: "screen"
                color: Theme.soft
                visible: shown.status !== Image.Ready && next.status !== Image.Ready
            }
            Image {
                id: shown

                anchors.fill: parent
                anchors.margins: 1
                source: card.stored
                fillMode: Image.PreserveAspectFit
                asynchronous: true
            }
            Image {
                id: next

                anchors.fill: parent
                anchors.margins: 1
                fillMode: Image.PreserveAspectFit
                asynchronous: true
                cache: false
                visible: false
                onStatusChanged: {
                    if (status === Image.Ready)
                        shown.source = source // decoded already: no flicker
                    if (status === Image.Ready || status === Image.Error)
                        card.looked()
                }
            }
            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: "transparent"
                border.width: card.needsYou || card.hovered ? 2 : 1
                border.color: card.needsYou ? Theme.warn : card.hovered ? Theme.accent : Theme.line
            }
        }
        TextLabel {
            id: name

            y: frame.height + 6
            width: parent.width
            text: card.title
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            font.weight: Font.DemiBold
        }
        Pill {
            anchors.left: parent.left
            anchors.top: name.bottom
            anchors.topMargin: 2
            text: Sayings.status(card.status)
            tone: Sayings.tone(card.status)
        }
        TextLabel {
            anchors.right: parent.right
            anchors.top: name.bottom
            anchors.topMargin: 3
            text: Sayings.ago(card.activeAt, card.now)
            tone: "soft"
            font.pixelSize: Theme.tinySize
        }
    }
    background: Item {
        FocusRing {
            shown: card.visualFocus
        }
    }
}
