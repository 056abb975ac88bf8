import QtQuick
import Pilothouse

// Shows what has the keyboard. Fills its parent.
Rectangle {
    property bool shown: false

    anchors.fill: parent
    anchors.margins: -2
    radius: Theme.radius + 2
    color: "transparent"
    border.width: shown ? 2 : 0
    border.color: Theme.accent
}
