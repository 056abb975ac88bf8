import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client
import Pilothouse.Vnc

// Above the desktop: what is seen and who steers, and what can be done about both.
Rectangle {
    id: bar

    required property Wheel wheel
    required property VncView view
    property bool hasPicture: false
    readonly property bool isLive: view.state === VncScreen.Live

    signal turned
    signal entered

    implicitHeight: Theme.bar
    color: Theme.surface

    // The keyboard has left the desktop.
    function takeFocus() {
        turn.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: 12
        anchors.rightMargin: 8
        spacing: 4

        Icon {
            Layout.preferredWidth: Theme.textSize + 2
            Layout.preferredHeight: Theme.textSize + 2
            name: bar.wheel.holder === "person" ? "wheel" : bar.isLive ? "eye" : bar.hasPicture ? "camera" : "screen"
            color: badge.color
        }
        TextLabel {
            id: badge

            Layout.fillWidth: true
            Layout.leftMargin: 4
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            color: bar.wheel.mine ? Theme.steer : bar.wheel.holder === "person" ? Theme.violet
                 : bar.isLive ? Theme.good : Theme.soft
            font.weight: Font.DemiBold
            text: bar.wheel.mine ? qsTr("You steer")
                : bar.wheel.holder === "person"
                  ? bar.wheel.name.length > 0 ? qsTr("%1 steers").arg(bar.wheel.name) : qsTr("Another person steers")
                : bar.isLive ? qsTr("Live · view only")
                : bar.view.state === VncScreen.Absent ? qsTr("Desktop off") : qsTr("Not connected")
        }
        IconButton {
            visible: bar.wheel.mine && bar.isLive
            iconName: "keyboard"
            label: qsTr("All keys go to the desktop, also Alt+Tab and Super")
            checkable: true
            checked: bar.view.grabsKeys
            onToggled: {
                bar.view.grabsKeys = checked
                bar.entered()
            }
        }
        IconButton {
            visible: bar.wheel.mine && bar.isLive
            iconName: "clipboard"
            label: qsTr("Put my clipboard into the desktop’s")
            onClicked: {
                bar.view.handOverClipboard()
                Toast.say(qsTr("Your clipboard is the desktop’s now."), "info")
                bar.entered()
            }
        }
        IconButton {
            visible: bar.isLive
            iconName: "fit"
            label: bar.view.scaleMode === VncScreen.Fit ? qsTr("Show at full size") : qsTr("Fit into the window")
            checkable: true
            checked: bar.view.scaleMode === VncScreen.Full
            onToggled: {
                bar.view.scaleMode = checked ? VncScreen.Full : VncScreen.Fit
                bar.entered()
            }
        }
        ActionButton {
            id: turn

            visible: bar.isLive || bar.wheel.mine
            iconName: "wheel"
            kind: bar.wheel.mine ? "steer" : "primary"
            text: bar.wheel.mine ? qsTr("Hand back") : bar.wheel.holder === "person" ? qsTr("Take over")
                                                                                     : qsTr("Take the wheel")
            onClicked: bar.turned()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
    Shortcut { // back into it; in it, the desktop has all keys and leaves by the same
        sequence: "Ctrl+Alt+Home"
        enabled: bar.wheel.mine && !bar.view.activeFocus
        onActivated: bar.entered()
    }
}
