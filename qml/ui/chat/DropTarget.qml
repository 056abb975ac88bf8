import QtQuick
import Pilothouse

// Takes files that are dropped on its parent, and says so meanwhile.
DropArea {
    id: target

    property string words: qsTr("Pictures go to the model, other files to the desktop")
    signal given(var urls)

    keys: ["text/uri-list"]
    onDropped: drop => {
        drop.accept(Qt.CopyAction)
        given(drop.urls)
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: 8
        visible: target.containsDrag
        radius: 12
        color: Theme.surface
        opacity: 0.92
        border.width: 2
        border.color: Theme.accent

        TextLabel {
            anchors.centerIn: parent
            width: Math.min(implicitWidth, parent.width - 24)
            text: target.words
            tone: "accent"
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
