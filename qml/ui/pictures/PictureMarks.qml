pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse
import Pilothouse.Chat

// Where on a picture something happens. Fills the picture, of which `pixels` is the size.
Item {
    id: shown

    required property var call
    required property size pixels
    property real radius: 11
    readonly property real scaled: pixels.width > 0 ? width / pixels.width : 0
    readonly property var marks: call && scaled > 0 ? Words.marksOf(call, pixels) : []

    anchors.fill: parent

    component Ring: Rectangle {
        required property real reach

        x: -reach
        y: -reach
        width: 2 * reach
        height: width
        radius: reach
        color: "transparent"
        border.width: 4.5
        border.color: Theme.halo

        Rectangle {
            anchors.fill: parent
            anchors.margins: 1
            radius: width / 2
            color: "transparent"
            border.width: 2.4
            border.color: Theme.mark
        }
    }
    component Dot: Rectangle {
        x: -width / 2
        y: -height / 2
        width: Math.max(5, shown.radius / 2)
        height: width
        radius: width / 2
        color: Theme.mark
        border.width: 1
        border.color: Theme.halo
    }

    Repeater {
        model: shown.marks

        Item {
            id: mark

            required property var modelData
            readonly property bool isLine: modelData.kind === "line"
            readonly property bool isBox: modelData.kind === "box"
            readonly property real dx: isLine ? (modelData.x2 - modelData.x1) * shown.scaled : 0
            readonly property real dy: isLine ? (modelData.y2 - modelData.y1) * shown.scaled : 0

            readonly property real across: isLine ? modelData.x2 : modelData.x
            readonly property real down: isLine ? modelData.y2 : modelData.y

            x: across * shown.scaled
            y: down * shown.scaled

            Rectangle {
                visible: mark.isLine
                x: -mark.dx
                y: -mark.dy - 2
                width: Math.hypot(mark.dx, mark.dy)
                height: 4.5
                color: Theme.halo
                transformOrigin: Item.Left
                rotation: Math.atan2(mark.dy, mark.dx) * 180 / Math.PI

                Rectangle {
                    anchors.fill: parent
                    anchors.topMargin: 1
                    anchors.bottomMargin: 1
                    color: Theme.mark
                }
            }
            Item {
                x: -mark.dx
                y: -mark.dy

                Dot {
                    visible: mark.isLine
                }
            }
            Repeater {
                model: mark.isBox ? 0 : mark.isLine ? 1 : mark.modelData.count

                Ring {
                    required property int index

                    reach: shown.radius * (1 + index * 0.5)
                }
            }
            Dot {
                visible: !mark.isBox
            }
            Rectangle {
                visible: mark.isBox
                width: mark.isBox ? mark.modelData.width * shown.scaled : 0
                height: mark.isBox ? mark.modelData.height * shown.scaled : 0
                color: "transparent"
                border.width: 4
                border.color: Theme.halo

                Rectangle {
                    anchors.fill: parent
                    anchors.margins: 1
                    color: "transparent"
                    border.width: 2
                    border.color: Theme.mark
                }
            }
        }
    }
}
