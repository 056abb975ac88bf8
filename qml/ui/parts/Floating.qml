import QtQuick
import Pilothouse

// The ground of what lies over the window: menus, lists, dialogs.
Rectangle {
    radius: Theme.radius
    color: Theme.surface
    border.width: 1
    border.color: Theme.lineStrong

    Rectangle { // a shadow that the software renderer can draw, too
        anchors.fill: parent
        anchors.margins: -1
        anchors.topMargin: 2
        anchors.bottomMargin: -3
        radius: Theme.radius + 1
        color: Theme.veil
        opacity: 0.25
        z: -1
    }
}
