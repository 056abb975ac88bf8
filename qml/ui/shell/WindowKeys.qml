import QtQuick

// The keys of the window.
Item {
    id: keys

    required property bool isInside

    signal newAsked
    signal findAsked
    signal searchAsked
    signal settingsAsked
    signal wallAsked
    signal stepped(int by)
    signal listTurned
    signal windowAsked
    signal renameAsked
    signal helpAsked
    signal quitAsked

    Shortcut {
        enabled: keys.isInside
        sequence: "Ctrl+N"
        onActivated: keys.newAsked()
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "Ctrl+F"
        onActivated: keys.findAsked()
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "Ctrl+K"
        onActivated: keys.searchAsked()
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "Ctrl+,"
        onActivated: keys.settingsAsked()
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "Alt+Home"
        onActivated: keys.wallAsked()
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "Alt+Up"
        onActivated: keys.stepped(-1)
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "Alt+Down"
        onActivated: keys.stepped(1)
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "F9"
        onActivated: keys.listTurned()
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "Ctrl+Shift+N"
        onActivated: keys.windowAsked()
    }
    Shortcut {
        enabled: keys.isInside
        sequence: "F2"
        onActivated: keys.renameAsked()
    }
    Shortcut {
        sequence: "F1"
        onActivated: keys.helpAsked()
    }
    Shortcut {
        sequence: "Ctrl+Q"
        onActivated: keys.quitAsked()
    }
}
