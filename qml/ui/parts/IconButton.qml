import QtQuick
import QtQuick.Templates as T
import Pilothouse

// A button with an icon alone: `label` is its name, shown while the mouse is on it.
T.Button {
    id: button

    required property string iconName
    required property string label
    property bool wasUsed: false // what it is called need not be said any more
    property color ink: checked ? Theme.accent : Theme.soft

    implicitWidth: Theme.control
    implicitHeight: Theme.control
    opacity: enabled ? 1 : 0.45
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    onPressed: wasUsed = true
    onHoveredChanged: if (!hovered) wasUsed = false
    Accessible.role: checkable ? Accessible.CheckBox : Accessible.Button
    Accessible.name: label
    Accessible.checkable: checkable
    Accessible.checked: checked

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.iconName
            turned: button.mirrored
            color: button.hovered && button.enabled ? Theme.ink : button.ink
            width: Theme.textSize + 3
            height: width
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: button.down ? Theme.lineStrong : button.hovered || button.checked ? Theme.hover : "transparent"
    }

    FocusRing {
        shown: button.visualFocus
    }

    Hint {
        text: button.label
        shown: (button.hovered && !button.wasUsed) || button.visualFocus
    }
}
