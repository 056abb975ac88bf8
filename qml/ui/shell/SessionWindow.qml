import QtQuick
import QtQuick.Controls.Basic as Basic
import Pilothouse
import Pilothouse.App

// One session in a window of its own.
Basic.ApplicationWindow {
    id: window

    required property Program program
    required property string sessionId

    title: qsTr("%1 – Pilothouse").arg(page.title)
    width: 1100
    height: 720
    minimumWidth: 480
    minimumHeight: 360
    visible: true
    color: Theme.ground
    onClosing: destroy()

    SessionPage {
        id: page

        anchors.fill: parent
        program: window.program
        sessionId: window.sessionId
        isAlone: true
        onSessionAsked: id => window.sessionId = id
        onMenuAsked: at => deeds.menu(window.sessionId, at)
    }
    SessionDeeds {
        id: deeds

        server: window.program.server
        onRemoved: window.close()
    }
    ToastView {}
}
