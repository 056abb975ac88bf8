import QtQuick
import Pilothouse

// A stored picture, fetched beside the drawing, with the mark of what was done on it.
Rectangle {
    id: picture

    property var image: null // { url, width, height }
    property var call: null
    property string source: image ? sourceOf(image) : ""
    property size pixels: image ? Qt.size(image.width ?? 0, image.height ?? 0) : Qt.size(0, 0)
    property real markRadius: 11
    property real decodeWidth: 0 // 0: all of it
    readonly property bool isGone: shown.status === Image.Error
    readonly property bool isReady: shown.status === Image.Ready

    function sourceOf(stored) {
        const url = stored.url ?? ""
        return url.startsWith("data:") || url.startsWith("qrc:") || url.startsWith("file:") ? url
            : "image://server/" + url.replace(/^\//, "")
    }

    implicitWidth: 320
    implicitHeight: pixels.width > 0 ? width * pixels.height / pixels.width
        : shown.implicitWidth > 0 ? width * shown.implicitHeight / shown.implicitWidth : width * 0.625
    color: Theme.sunken
    radius: 3

    Image {
        id: shown

        anchors.fill: parent
        source: picture.source
        asynchronous: true
        smooth: true
        mipmap: picture.decodeWidth === 0
        fillMode: Image.PreserveAspectFit
        sourceSize.width: picture.decodeWidth
    }
    PictureMarks {
        visible: picture.isReady
        call: picture.call
        pixels: picture.pixels
        radius: picture.markRadius
    }
    TextLabel {
        visible: picture.isGone
        anchors.centerIn: parent
        text: qsTr("This picture is not kept")
        tone: "soft"
        font.pixelSize: Theme.tinySize
        width: Math.min(implicitWidth, parent.width - 8)
        horizontalAlignment: Text.AlignHCenter
    }
}
