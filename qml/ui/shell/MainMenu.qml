import QtQuick
import Pilothouse
import Pilothouse.App

// What concerns the window as a whole.
ActionMenu {
    id: menu

    required property Program program

    signal newAsked
    signal shortcutsAsked
    signal serversAsked
    signal browserAsked
    signal quitAsked

    ActionItem {
        iconName: "plus"
        text: qsTr("New session with options…")
        keys: "Ctrl+N"
        onTriggered: menu.newAsked()
    }
    MenuLine {}
    ActionItem {
        checkable: true
        checked: Theme.look.chosen === ""
        text: qsTr("Look: as the system")
        onTriggered: Theme.look.chosen = ""
    }
    ActionItem {
        checkable: true
        checked: Theme.look.chosen === "light"
        text: qsTr("Look: light")
        onTriggered: Theme.look.chosen = "light"
    }
    ActionItem {
        checkable: true
        checked: Theme.look.chosen === "dark"
        text: qsTr("Look: dark")
        onTriggered: Theme.look.chosen = "dark"
    }
    MenuLine {}
    ActionItem {
        iconName: "expand"
        text: qsTr("Open in the browser")
        onTriggered: menu.browserAsked()
    }
    ActionItem {
        iconName: "forward"
        text: qsTr("Another server…")
        visible: menu.program.own.state === OwnServer.Off
        onTriggered: menu.serversAsked()
    }
    ActionItem {
        iconName: "keyboard"
        text: qsTr("Keyboard shortcuts")
        keys: "F1"
        onTriggered: menu.shortcutsAsked()
    }
    MenuLine {}
    ActionItem {
        iconName: "exit"
        text: qsTr("Quit")
        keys: "Ctrl+Q"
        onTriggered: menu.quitAsked()
    }
}
