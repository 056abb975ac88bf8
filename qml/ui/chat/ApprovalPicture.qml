import QtQuick
import Pilothouse

// The screen beside a question: as it is now, with the target marked, as long as the question is open.
// While `isPicking` a click, or a line that is drawn, tells a place on it.
Column {
    id: shown

    required property var session
    required property var call
    property bool isPicking: false
    property real most: 420 // pixels wide
    readonly property bool isLive: seen !== null
    property bool isFailing: false
    property int looks: 0
    property Image seen: null // of two, so that what is being fetched hides nothing
    readonly property size pixels: Qt.size(session.record?.picture_width ?? 0, session.record?.picture_height ?? 0)
    signal picked(point from, point to)

    function look() {
        const next = seen === even ? odd : even
        if (next.status === Image.Loading)
            return
        looks += 1
        next.source = "image://server/sessions/" + session.id + "/screenshot?format=jpeg&quality=85#" + looks
    }
    function take(image) {
        isFailing = image.status === Image.Error
        if (image.status === Image.Ready)
            seen = image
    }
    function pixelAt(x, y) {
        const part = (value, whole, count) => Math.min(count - 1, Math.max(0, Math.floor(value / whole * count)))
        return Qt.point(part(x, picture.width, pixels.width), part(y, picture.height, pixels.height))
    }

    spacing: 4
    visible: isLive || (picture.source.length > 0 && !picture.isGone)

    MarkedPicture {
        id: picture

        width: Math.min(shown.most, parent ? parent.width : shown.most)
        height: implicitHeight
        source: shown.isLive ? "" : shown.session.picture?.url ? sourceOf(shown.session.picture) : ""
        pixels: shown.pixels
        call: shown.isLive ? null : shown.call
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("The screen, with the target marked")

        Image {
            id: even

            anchors.fill: parent
            visible: shown.seen === even
            asynchronous: true
            cache: false
            onStatusChanged: shown.take(even)
        }
        Image {
            id: odd

            anchors.fill: parent
            visible: shown.seen === odd
            asynchronous: true
            cache: false
            onStatusChanged: shown.take(odd)
        }
        PictureMarks {
            visible: shown.isLive
            call: shown.call
            pixels: shown.pixels
        }
        MouseArea {
            id: mouse

            property point from

            anchors.fill: parent
            enabled: shown.isPicking
            cursorShape: enabled ? Qt.CrossCursor : Qt.ArrowCursor
            preventStealing: true
            onPressed: event => from = shown.pixelAt(event.x, event.y)
            onReleased: event => shown.picked(from, shown.pixelAt(event.x, event.y))
        }
    }
    TextLabel {
        visible: text.length > 0
        text: shown.isFailing ? (shown.isLive ? qsTr("There is no newer picture.")
            : qsTr("As the model saw it last.")) : ""
        tone: "soft"
        font.pixelSize: Theme.tinySize
    }
    Timer {
        interval: 3000
        repeat: true
        running: shown.Window.active
        triggeredOnStart: true
        onTriggered: shown.look()
    }
}
