import QtQuick
import Pilothouse
import Pilothouse.App
import Pilothouse.Client

// The menu of the window and the dialogs that concern no session that is open.
Item {
    id: sheets

    required property Program program
    readonly property ServerConnection server: program.server
    readonly property alias templates: templates
    readonly property var liked: likedWishes() // what new sessions get, as POST /sessions/ takes it

    signal made(string id, string task)
    signal begun(string task, var wishes)
    signal quitAsked

    // With the demo model there is no other to choose.
    function likedWishes() {
        const wishes = Object.assign({}, program.preferences.defaults)
        if (server.isDemo)
            delete wishes.model
        return wishes
    }
    function showOptions(task) {
        fresh.show(task)
    }
    function showSettings() {
        settings.open()
    }
    function showShortcuts() {
        shortcuts.open()
    }
    function showMenu(at) {
        menu.popup(at, 0, at.height)
    }
    function openBrowser() {
        Qt.openUrlExternally(program.own.link() || server.url + "ui/")
    }
    // Of the palette: {words, also, icon, keys, run}.
    function actions() {
        const own = templates.actions()
        return [{ words: qsTr("New session with options"), icon: "plus", keys: "Ctrl+N", run: () => fresh.show("") },
            own[0],
            { words: Theme.dark ? qsTr("Light look") : qsTr("Dark look"), also: qsTr("theme colours"), icon: "moon",
                run: () => Theme.look.chosen = Theme.dark ? "light" : "dark" },
            { words: qsTr("Settings"), also: qsTr("preferences theme language notifications sounds name defaults"),
                icon: "sliders", keys: "Ctrl+,", run: () => settings.open() },
            { words: qsTr("Open in the browser"), also: qsTr("page"), icon: "expand", run: () => sheets.openBrowser() },
            { words: qsTr("Documentation of the API"), also: "docs openapi", icon: "book",
                run: () => Qt.openUrlExternally(sheets.server.url + "docs") },
            { words: qsTr("Keyboard shortcuts"), also: qsTr("help keys"), icon: "keyboard", keys: "F1",
                run: () => shortcuts.open() },
            { words: qsTr("Quit"), also: qsTr("exit"), icon: "exit", keys: "Ctrl+Q", run: () => sheets.quitAsked() },
            ...own.slice(1)]
    }

    NewSessionDialog {
        id: fresh

        server: sheets.server
        defaults: sheets.liked
        onMade: (id, task) => sheets.made(id, task)
    }
    Templates {
        id: templates

        server: sheets.server
        defaults: sheets.liked
        onBegun: (task, wishes) => sheets.begun(task, wishes)
        onOptionsAsked: (task, wishes) => fresh.show(task, wishes)
    }
    SettingsDialog {
        id: settings

        server: sheets.server
        preferences: sheets.program.preferences
        onTrialAsked: sheets.program.notifications.show("trial", qsTr("A try"), qsTr("This is how you are called."),
            [], false, sheets.program.preferences.sounds ? "message-new-instant" : "")
    }
    ShortcutsDialog {
        id: shortcuts
    }
    MainMenu {
        id: menu

        program: sheets.program
        onNewAsked: fresh.show("")
        onTemplatesAsked: templates.showAll()
        onSettingsAsked: settings.open()
        onShortcutsAsked: shortcuts.open()
        onServersAsked: sheets.server.disconnectFrom()
        onBrowserAsked: sheets.openBrowser()
        onQuitAsked: sheets.quitAsked()
    }
}
