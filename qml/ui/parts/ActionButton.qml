import QtQuick
import QtQuick.Templates as T
import Pilothouse

// A button with words. `kind` is "plain", "primary", "danger", "steer" or "link".
T.Button {
    id: button

    property string kind: "plain"
    property string iconName: ""
    readonly property bool filled: kind === "primary" || kind === "danger" || kind === "steer"
    readonly property color ink: !filled ? kind === "link" ? Theme.accent : Theme.ink
        : kind === "steer" ? Theme.steerInk : kind === "danger" ? Theme.surface : Theme.accentInk

    implicitWidth: Math.max(Theme.control, row.implicitWidth + leftPadding + rightPadding)
    implicitHeight: kind === "link" ? row.implicitHeight + 4 : Theme.control
    leftPadding: kind === "link" ? 2 : 12
    rightPadding: leftPadding
    opacity: enabled ? 1 : 0.5
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    Accessible.role: Accessible.Button
    Accessible.name: text

    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 6

            Icon {
                name: button.iconName
                turned: button.mirrored
                color: button.ink
                visible: button.iconName.length > 0
                width: Theme.textSize + 2
                height: width
                anchors.verticalCenter: parent.verticalCenter
            }
            Text {
                text: button.text
                textFormat: Text.PlainText
                color: button.ink
                font.family: button.font.family
                font.pixelSize: button.font.pixelSize
                font.weight: button.filled ? Font.DemiBold : Font.Normal
                font.underline: button.kind === "link" && button.hovered
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
    background: Rectangle {
        radius: Theme.radius
        visible: button.kind !== "link"
        color: button.kind === "primary" ? (button.hovered || button.down ? Theme.accentStrong : Theme.accent)
             : button.kind === "danger" ? Theme.bad
             : button.kind === "steer" ? Theme.steer
             : button.down ? Theme.lineStrong : button.hovered ? Theme.hover : Theme.surface
        border.width: button.filled ? 0 : 1
        border.color: Theme.edge
    }

    FocusRing {
        shown: button.visualFocus
    }
}
