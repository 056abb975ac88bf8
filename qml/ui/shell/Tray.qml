import QtQuick
import Qt.labs.platform as Platform
import Pilothouse.Client

// An entry in the tray while tasks go on.
Platform.SystemTrayIcon {
    id: tray

    required property ServerConnection server

    signal showAsked
    signal quitAsked

    visible: available && server.sessions.working > 0
    icon.source: server.sessions.needing > 0 ? "qrc:/pilothouse/icon_asks.svg" : "qrc:/pilothouse/icon.svg"
    tooltip: server.sessions.needing > 0 ? qsTr("Pilothouse: %n session(s) need you", "", server.sessions.needing)
                                         : qsTr("Pilothouse: %n session(s) at work", "", server.sessions.working)
    onActivated: reason => {
        if (reason !== Platform.SystemTrayIcon.Context)
            tray.showAsked()
    }
    menu: Platform.Menu {
        Platform.MenuItem {
            text: qsTr("Show the window")
            onTriggered: tray.showAsked()
        }
        Platform.MenuItem {
            text: qsTr("Quit")
            onTriggered: tray.quitAsked()
        }
    }
}
