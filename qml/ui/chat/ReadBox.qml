import QtQuick
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// A text that is decided by: all of it can be read, and what does not fit says so.
Column {
    id: box

    required property string read
    property string label: qsTr("Text")
    property bool isWhole: false
    readonly property real most: 200

    spacing: 4

    HiddenNotice {
        width: box.width
        examined: box.read
    }
    Rectangle {
        width: box.width
        height: (box.isWhole ? words.height : Math.min(box.most, words.height)) + 16
        radius: Theme.radius
        color: Theme.sunken

        Flickable {
            id: scroller

            anchors.fill: parent
            anchors.margins: 8
            clip: true
            contentWidth: width
            contentHeight: words.height
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentHeight > height + 1
            activeFocusOnTab: interactive
            Accessible.role: Accessible.Grouping
            Accessible.name: box.label
            T.ScrollBar.vertical: ThinScrollBar {}
            Keys.onUpPressed: contentY = Math.max(0, contentY - 40)
            Keys.onDownPressed: contentY = Math.min(contentHeight - height, contentY + 40)

            RichText {
                id: words

                width: scroller.width - 12
                html: Words.marked(box.read, Theme.inks)
                font.family: Theme.mono
                font.pixelSize: Theme.smallSize
            }
        }
        FocusRing {
            shown: scroller.activeFocus
        }
    }
    ActionButton {
        visible: !box.isWhole && words.height > box.most + 1
        kind: "link"
        text: qsTr("Show all %1 characters").arg(box.read.length)
        onClicked: box.isWhole = true
    }
}
