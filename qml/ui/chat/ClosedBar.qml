import QtQuick
import QtQuick.Layouts
import Pilothouse

// Stands in place of the composer where nothing can be said any more.
RowLayout {
    id: bar

    signal goneOn

    spacing: Theme.gap

    TextLabel {
        Layout.fillWidth: true
        text: qsTr("This session is closed for good.")
        tone: "soft"
    }
    ActionButton {
        kind: "primary"
        text: qsTr("Continue in a new session")
        onClicked: bar.goneOn()
    }
}
