import QtQuick
import QtQuick.Templates as T
import Pilothouse

T.MenuSeparator {
    implicitHeight: 9
    implicitWidth: 60
    contentItem: Item {
        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            height: 1
            color: Theme.line
        }
    }
}
