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
    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true
    onClosing: destroy()

    LostBar {
        id: lost

        z: 10
        width: parent.width
        server: window.program.server
        isInside: true
        height: implicitHeight
    }
    SessionPage {
        id: page

        anchors.fill: parent
        anchors.topMargin: lost.height
        program: window.program
        sessionId: window.sessionId
        isAlone: true
        onSessionAsked: id => window.sessionId = id
        onMenuAsked: at => deeds.menu(window.sessionId, at)
    }
    SessionDeeds {
        id: deeds

        server: window.program.server
        onTemplateAsked: (task, wishes) => templates.keep(task, wishes)
        onRemoved: window.close()
    }
    Templates {
        id: templates

        server: window.program.server
    }
    WindowPalette {
        id: palette

        program: window.program
        current: window.sessionId
        onWanted: actions = page.actions().concat(deeds.actions(window.sessionId).filter(deed => deed.icon !== "screen"))
        onChosen: id => window.sessionId = id
        onStepChosen: (id, seq) => {
            window.sessionId = id
            page.showStep(seq)
        }
    }
    Shortcut {
        sequence: "Ctrl+K"
        onActivated: palette.show(false)
    }
    Shortcut {
        sequence: "Ctrl+F"
        onActivated: palette.show(true)
    }
    Shortcut {
        sequence: "F2"
        onActivated: deeds.rename(window.sessionId)
    }
    Shortcut {
        sequence: "Ctrl+W"
        onActivated: window.close()
    }
    ToastView {}
}
