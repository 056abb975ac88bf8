import QtQuick
import QtQuick.Layouts
import Pilothouse

// Why there is no live picture, for as long as that lasts, and what helps.
Rectangle {
    id: strip

    required property string what
    required property string help

    signal again

    implicitHeight: row.implicitHeight + 12
    color: Theme.warnSoft
    Accessible.role: Accessible.AlertMessage
    Accessible.name: what + " " + help

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 8
        spacing: 8

        Icon {
            Layout.preferredWidth: Theme.textSize + 2
            Layout.preferredHeight: Theme.textSize + 2
            name: "alert"
            color: Theme.warn
        }
        TextLabel {
            Layout.fillWidth: true
            text: strip.what + " " + strip.help
        }
        ActionButton {
            text: qsTr("Try again")
            onClicked: strip.again()
        }
    }
}
