import QtQuick
import Pilothouse
import Pilothouse.Chat

// The line of a call: what it is, what it is about as code, how it stands.
Item {
    id: head

    required property string title
    required property string object
    required property string iconName
    required property string stateWords
    required property color stateInk
    property bool isRunning: false
    property bool isPast: false
    property color ground: Theme.surface // behind it

    Icon {
        id: glyph

        anchors.left: parent.left
        anchors.leftMargin: 10
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.textSize + 1
        height: width
        name: head.iconName
        color: head.stateInk

        SequentialAnimation on opacity {
            running: head.isRunning && !Theme.reducedMotion
            loops: Animation.Infinite
            onRunningChanged: if (!running) glyph.opacity = 1

            NumberAnimation { to: 0.35; duration: 800; easing.type: Easing.InOutSine }
            NumberAnimation { to: 1; duration: 800; easing.type: Easing.InOutSine }
        }
    }
    TextLabel {
        id: title

        anchors.left: glyph.right
        anchors.leftMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, head.width - glyph.width - standing.width - 36)
        text: head.title
        tone: head.isPast ? "soft" : "ink"
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }
    Text {
        id: object

        readonly property bool isCut: implicitWidth > width

        anchors.left: title.right
        anchors.leftMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(0, head.width - glyph.width - title.width - standing.width - (standing.width > 0 ? 44 : 36))
        height: title.height
        visible: head.object.length > 0
        clip: true
        text: visible ? Words.markedLine(head.object, Theme.inks) : ""
        textFormat: Text.RichText
        wrapMode: Text.NoWrap
        verticalAlignment: Text.AlignVCenter
        color: Theme.soft
        font.family: Theme.mono
        font.pixelSize: Theme.smallSize
        Accessible.ignored: true
    }
    Rectangle { // rich text is not cut with dots by itself
        visible: object.visible && object.isCut && object.width > width
        anchors.right: object.right
        y: object.y
        width: dots.implicitWidth + 2
        height: object.height
        color: head.ground

        TextLabel {
            id: dots

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: "…"
            tone: "soft"
            Accessible.ignored: true
        }
    }
    TextLabel {
        id: standing

        anchors.right: parent.right
        anchors.rightMargin: 10
        anchors.verticalCenter: parent.verticalCenter
        text: head.stateWords
        color: head.stateInk
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.smallSize
    }
}
