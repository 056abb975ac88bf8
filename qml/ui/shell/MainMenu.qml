import QtQuick
import Pilothouse
import Pilothouse.App

// What concerns the window as a whole.
ActionMenu {
    id: menu

    required property Program program

    signal newAsked
    signal templatesAsked
    signal settingsAsked
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
    ActionItem {
        iconName: "mark"
        text: qsTr("Templates…")
        onTriggered: menu.templatesAsked()
    }
    ActionItem {
        iconName: "sliders"
        text: qsTr("Settings…")
        keys: "Ctrl+,"
        onTriggered: menu.settingsAsked()
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
