import QtQuick
import QtQuick.Layouts
import Pilothouse

// One secret that a new session is given.
Card {
    id: row

    readonly property alias filled: fields.filled
    readonly property alias key: fields.key
    readonly property alias secret: fields.secret
    property alias problem: fields.problem

    signal removeAsked

    implicitHeight: column.implicitHeight + 24
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Secret")

    ColumnLayout {
        id: column

        x: 12
        y: 12
        width: parent.width - 24

        SecretFields {
            id: fields

            Layout.fillWidth: true
        }
        ActionButton {
            kind: "link"
            text: qsTr("Remove")
            onClicked: row.removeAsked()
        }
    }
}
