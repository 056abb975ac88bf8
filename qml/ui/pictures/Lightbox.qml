import QtQuick
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// A stored picture, large, over the window. The arrow keys go to the one before and after.
T.Popup {
    id: box

    property var pictures: [] // of { image, call, at, key, index }
    property int at: 0
    readonly property var current: pictures[at] ?? null
    readonly property var words: current && current.call ? Words.ofCall(current.call) : null

    function showAt(shown, index) {
        pictures = shown
        at = Math.max(0, index)
        open()
    }
    function step(by) {
        at = Math.min(pictures.length - 1, Math.max(0, at + by))
    }
    function caption() {
        if (!current)
            return ""
        return words ? words.title : qsTr("Sent with a message")
    }

    parent: T.Overlay.overlay
    width: parent ? parent.width : 0
    height: parent ? parent.height : 0
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape
    background: Rectangle {
        color: Theme.film
    }
    contentItem: FocusScope {
        focus: true
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Picture")
        Keys.onLeftPressed: box.step(-1)
        Keys.onRightPressed: box.step(1)

        MouseArea {
            anchors.fill: parent
            onClicked: box.close()
        }
        MarkedPicture {
            readonly property real factor: pixels.width > 0
                ? Math.min((parent.width - 32) / pixels.width, (parent.height - 76) / pixels.height) : 1

            anchors.centerIn: parent
            anchors.verticalCenterOffset: 22
            width: pixels.width > 0 ? pixels.width * Math.min(factor, 2) : parent.width * 0.8
            height: implicitHeight
            image: box.current ? box.current.image : null
            call: box.current && box.current.call && Words.isOnPicture(box.current.call) ? box.current.call : null
            markRadius: 16
            Accessible.role: Accessible.Graphic
            Accessible.name: box.words ? qsTr("The screen after: %1").arg(box.words.title)
                : qsTr("A picture of a message")
        }
        Row {
            id: captions

            anchors.left: parent.left
            anchors.leftMargin: 14
            height: 48
            spacing: 10

            TextLabel {
                id: caption

                text: box.caption()
                color: Theme.filmInk
                font.weight: Font.DemiBold
                anchors.verticalCenter: parent.verticalCenter
            }
            Text {
                visible: !!box.words && box.words.object !== undefined
                width: Math.min(implicitWidth, Math.max(0, box.width - buttons.width - caption.width - 180))
                clip: true
                text: visible ? Words.visible(box.words.object.slice(0, 200).replace(/\s+/g, " ")) : ""
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.filmInk
                font.family: Theme.mono
                font.pixelSize: Theme.smallSize
                anchors.verticalCenter: parent.verticalCenter
            }
            TextLabel {
                text: box.current ? new Date(box.current.at).toLocaleTimeString(Qt.locale()) : ""
                color: Theme.filmInkSoft
                font.pixelSize: Theme.smallSize
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        Row {
            id: buttons

            anchors.right: parent.right
            anchors.rightMargin: 10
            y: 6
            spacing: 4

            IconButton {
                iconName: "back"
                label: qsTr("Picture before")
                ink: Theme.filmInkSoft
                enabled: box.at > 0
                onClicked: box.step(-1)
            }
            IconButton {
                iconName: "forward"
                label: qsTr("Next picture")
                ink: Theme.filmInkSoft
                enabled: box.at < box.pictures.length - 1
                onClicked: box.step(1)
            }
            IconButton {
                iconName: "close"
                label: qsTr("Close")
                ink: Theme.filmInkSoft
                onClicked: box.close()
            }
        }
    }
}
