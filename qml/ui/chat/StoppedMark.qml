import QtQuick
import Pilothouse

// Under what was not said to its end.
Row {
    spacing: 6

    Icon {
        name: "stop"
        color: Theme.soft
        width: Theme.textSize
        height: width
        anchors.verticalCenter: parent.verticalCenter
    }
    TextLabel {
        text: qsTr("Stopped here")
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
}
