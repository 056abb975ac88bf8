pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse

// Something is on its way. Three dots, which stand still where motion is not wanted.
Row {
    id: spinner

    property color color: Theme.accent
    property int step: 0

    spacing: 3
    Accessible.role: Accessible.Animation
    Accessible.name: qsTr("Working")

    Repeater {
        model: 3

        Rectangle {
            required property int index

            width: 5
            height: 5
            radius: 2.5
            color: spinner.color
            opacity: Theme.reducedMotion || spinner.step === index ? 1 : 0.35
        }
    }
    Timer {
        interval: 320
        repeat: true
        running: spinner.visible && !Theme.reducedMotion
        onTriggered: spinner.step = (spinner.step + 1) % 3
    }
}
