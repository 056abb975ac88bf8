import QtQuick
import QtQuick.Controls.Basic as Basic
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.App
import Pilothouse.Chat
import Pilothouse.Client

// The window: the sessions at its left, beside them all desktops or one session.
Basic.ApplicationWindow {
    id: window

    required property Program program
    readonly property ServerConnection server: program.server
    // Once it was there, a lost server leaves what is seen where it is.
    readonly property bool isInside: server.sessions.loaded && server.state !== ServerConnection.Refused
        && server.state !== ServerConnection.Untrusted && server.state !== ServerConnection.Offline
    property string current: ""
    readonly property int needing: server.sessions.needing
    readonly property string about: current.length > 0 ? page.title : qsTr("All desktops")

    title: (needing > 0 ? qsTr("(%1) ").arg(needing) : "") + qsTr("Pilothouse – %1").arg(isInside ? about
        : qsTr("not connected"))
    width: 1280
    height: 800
    minimumWidth: 560
    minimumHeight: 420
    visible: true
    color: Theme.ground
    LayoutMirroring.enabled: Application.layoutDirection === Qt.RightToLeft
    LayoutMirroring.childrenInherit: true

    onNeedingChanged: if (needing > 0 && !active) alert(0)
    onClosing: close => {
        close.accepted = false
        window.leave()
    }
    Component.onCompleted: {
        const place = program.keptLook("place")
        if (place && place.width > 0) {
            width = place.width
            height = place.height
            if (place.maximized)
                showMaximized()
        }
    }

    function leave() {
        if (program.own.goingOn() > 0)
            quitting.open()
        else
            quit()
    }
    function quit() {
        const isLarge = visibility === Window.Maximized
        program.keepLook("place", { width: isLarge ? 1280 : width, height: isLarge ? 800 : height, maximized: isLarge })
        visible = false
        program.quit()
    }
    function toFront() {
        if (visibility === Window.Minimized)
            showNormal()
        show()
        raise()
        requestActivate()
    }
    // `wishes`: how it shall work; else as somebody likes new sessions.
    function begin(task, wishes, images, files) {
        const answer = server.create(wishes ?? sheets.liked)
        answer.done.connect(record => window.start(record.id, task, images ?? [], files ?? []))
        answer.failed.connect(why => {
            wall.giveBack(task, images ?? [], files ?? [])
            Toast.say(why, "bad")
        })
    }
    function start(id, task, images, files) {
        server.sessions.load()
        current = id
        page.begin(task, images ?? [], files ?? [])
    }
    // What the palette offers, as things are now.
    function actions() {
        const isOpen = current.length > 0
        const canWrite = isOpen && page.record.status !== "finished"
        return [{ words: qsTr("New session"), icon: "plus", run: () => list.newAsked() },
            ...(isOpen ? page.actions() : []),
            ...(canWrite ? [{ words: qsTr("Use a template…"), icon: "mark",
                run: () => sheets.templates.showFor(words => page.fillIn(words)) }] : []),
            ...(isOpen ? deeds.actions(current) : []),
            { words: qsTr("All desktops"), icon: "screen", keys: "Alt+Home", run: () => window.current = "" },
            ...sheets.actions()]
    }
    function openWindow(id) {
        ownWindow.createObject(null, { program: program, sessionId: id })
    }

    Component {
        id: ownWindow

        SessionWindow {}
    }

    LostBar {
        id: lost

        z: 10
        width: parent.width
        server: window.server
        isInside: window.isInside
        height: implicitHeight
    }
    VersionBar {
        id: version

        z: 10
        y: lost.height
        width: parent.width
        server: window.server
        isInside: window.isInside
        height: implicitHeight
    }
    T.SplitView {
        id: panes

        anchors.fill: parent
        anchors.topMargin: lost.height + version.height
        visible: window.isInside
        handle: SplitHandle {}
        Component.onCompleted: restoreState(window.program.keptLook("panes"))
        onResizingChanged: if (!resizing) window.program.keepLook("panes", saveState())

        SessionsPane {
            id: list

            T.SplitView.preferredWidth: Theme.list
            T.SplitView.minimumWidth: 220
            T.SplitView.maximumWidth: Math.max(220, Math.min(520, panes.width - 327)) // the rest has room, too
            server: window.server
            current: window.current
            onChosen: id => window.current = id
            onWallAsked: window.current = ""
            onSearchAsked: palette.show(false)
            onNewAsked: {
                window.current = ""
                wall.write()
            }
            onMenuAsked: (id, at) => deeds.menu(id, at)
            onSettingsAsked: at => sheets.showMenu(at)
        }
        Item {
            T.SplitView.fillWidth: true
            T.SplitView.minimumWidth: 320

            WallPage {
                id: wall

                anchors.fill: parent
                visible: window.current.length === 0
                server: window.server
                notice: window.server.isDemo
                    ? qsTr("The demo model follows simple lines such as \"open terminal\".") : window.program.own.notice
                templates: sheets.templates.all
                liked: Wishes.words(sheets.liked)
                onChosen: id => window.current = id
                onBegun: (task, images, files) => window.begin(task, null, images, files)
                onOptionsAsked: task => sheets.showOptions(task)
                onTemplatesAsked: sheets.templates.showAll()
                onTemplateAsked: one => sheets.templates.use(one)
                onSettingsAsked: sheets.showSettings()
            }
            SessionPage {
                id: page

                anchors.fill: parent
                visible: window.current.length > 0
                program: window.program
                sessionId: window.current
                onSessionAsked: id => window.current = id
                onWallAsked: window.current = ""
                onMenuAsked: at => deeds.menu(window.current, at)
            }
        }
    }
    ConnectPage {
        anchors.fill: parent
        visible: !window.isInside
        program: window.program
    }

    SessionDeeds {
        id: deeds

        server: window.server
        onWindowAsked: id => window.openWindow(id)
        onTemplateAsked: (task, wishes) => sheets.templates.keep(task, wishes)
        onRemoved: id => {
            if (window.current === id)
                window.current = ""
        }
    }
    WindowSheets {
        id: sheets

        program: window.program
        onMade: (id, task) => {
            wall.cleared()
            window.start(id, task)
        }
        onBegun: (task, wishes) => window.begin(task, wishes)
        onQuitAsked: window.leave()
    }
    WindowPalette {
        id: palette

        program: window.program
        current: window.current
        onWanted: actions = window.actions()
        onChosen: id => window.current = id
        onStepChosen: (id, seq) => {
            window.current = id
            page.showStep(seq)
        }
    }
    ConfirmDialog {
        id: quitting

        title: qsTr("Tasks are going on")
        words: qsTr("The server of this window ends with it. What goes on is stopped, and can be resumed at the next start.")
        yes: qsTr("Stop and quit")
        onAccepted: window.quit()
    }
    Caller {
        program: window.program
        isSeen: Application.state === Qt.ApplicationActive // any window of it
        onWanted: id => {
            window.current = id
            window.toFront()
        }
    }
    TrayEntry {
        readonly property SessionList sessions: window.server.sessions

        picture: sessions.needing > 0 ? ":/pilothouse/icon_asks.svg" : ":/pilothouse/icon.svg"
        words: sessions.needing > 0 ? qsTr("Pilothouse: %n session(s) need you", "", sessions.needing)
                                    : qsTr("Pilothouse: %n session(s) at work", "", sessions.working)
        wanted: sessions.working > 0
        onShowAsked: window.toFront()
        onQuitAsked: {
            window.toFront()
            window.leave()
        }
    }
    Connections {
        target: window.program

        function onRaiseRequested() {
            window.toFront()
        }
    }
    Connections {
        target: window.program.keyring

        function onTroubleChanged() {
            if (window.isInside) // else it stands beside the field
                Toast.say(window.program.keyring.trouble, "warn")
        }
    }
    WindowKeys {
        isInside: window.isInside
        onNewAsked: sheets.showOptions("")
        onFindAsked: {
            if (window.current.length > 0)
                return palette.show(true)
            list.visible = true
            list.find()
        }
        onSearchAsked: palette.show(false)
        onSettingsAsked: sheets.showSettings()
        onWallAsked: window.current = ""
        onStepped: by => list.step(by)
        onListTurned: list.visible = !list.visible
        onWindowAsked: if (window.current.length > 0) window.openWindow(window.current)
        onRenameAsked: if (window.current.length > 0) deeds.rename(window.current)
        onHelpAsked: sheets.showShortcuts()
        onQuitAsked: window.leave()
    }
    ToastView {}
}
