import QtQuick
import QtQuick.Templates as T
import Pilothouse

// What is dragged between two panes.
Rectangle {
    implicitWidth: 7
    implicitHeight: 7
    color: T.SplitHandle.pressed || T.SplitHandle.hovered ? Theme.accentSoft : "transparent"
    Accessible.role: Accessible.Splitter
    Accessible.name: qsTr("Width of the panes")

    Rectangle {
        anchors.centerIn: parent
        width: parent.width < parent.height ? 1 : parent.width
        height: parent.width < parent.height ? parent.height : 1
        color: Theme.line
    }
}
