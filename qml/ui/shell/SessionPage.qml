pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.App
import Pilothouse.Client

// One session: its conversation and its desktop.
Rectangle {
    id: page

    required property Program program
    required property string sessionId
    property bool isAlone: false // in a window of its own
    property bool isReplaying: false
    property var record: server.sessions.record(sessionId)
    readonly property ServerConnection server: program.server
    readonly property string title: server.sessions.titleOf(record)

    signal menuAsked(Item at)
    signal wallAsked
    signal sessionAsked(string id)

    // Of the palette: {words, also, icon, keys, run}.
    function actions() {
        return [
            { words: isReplaying ? qsTr("Back to the desktop") : qsTr("Replay"), icon: "replay", keys: "Alt+R",
                run: () => page.isReplaying = !page.isReplaying },
            ...(desktop.count > 0 ? [{ words: qsTr("Take the wheel, hand it back"), also: qsTr("steer"), icon: "wheel",
                keys: "Alt+W", run: () => (desktop.itemAt(0) as DesktopPane).turnWheel() }] : []),
            ...(talk.session !== null && talk.session.isBusy ? [{ words: qsTr("Stop"), icon: "stop",
                keys: "Escape Escape", run: () => Toast.watch(talk.session.interrupt()) }] : []),
            { words: qsTr("Files"), also: qsTr("upload download"), icon: "files", run: () => talk.showFiles() },
            { words: qsTr("Save as a page"), also: qsTr("export"), icon: "download", run: () => talk.exportTo("html") },
            { words: qsTr("Save as JSON"), also: qsTr("export"), icon: "download", run: () => talk.exportTo("json") },
            { words: qsTr("Permissions"), also: qsTr("grants network ask again"), icon: "shield",
                run: () => talk.pane().access.showPermissions() },
            { words: qsTr("Secrets"), also: qsTr("password"), icon: "key", run: () => talk.pane().access.showSecrets() },
            { words: qsTr("Limits"), also: qsTr("budget steps cost"), icon: "clock", run: () => talk.pane().showLimits() }]
    }
    // Words for the next message, to be looked at before they are sent.
    function fillIn(words) {
        talk.pane().composer.setText(words)
        talk.pane().takeFocus()
    }
    // The first message of a session, after its files.
    function begin(words, images, files) {
        talk.begin(words, images, files)
    }
    function showStep(seq) {
        isReplaying = false
        talk.showStep(seq)
    }

    color: Theme.ground
    onSessionIdChanged: {
        isReplaying = false
        record = server.sessions.record(sessionId)
    }

    Shortcut {
        sequence: "Alt+W"
        enabled: page.visible && desktop.count > 0
        onActivated: (desktop.itemAt(0) as DesktopPane).turnWheel()
    }
    Shortcut {
        sequence: "Alt+R"
        enabled: page.visible
        onActivated: page.isReplaying = !page.isReplaying
    }
    Shortcut {
        sequence: "Escape,Escape"
        enabled: page.visible && talk.session !== null && talk.session.isBusy
        onActivated: Toast.watch(talk.session.interrupt())
    }
    Connections {
        target: page.server.sessions

        function onChanged() {
            const found = page.server.sessions.record(page.sessionId)
            if (Object.keys(found).length > 0)
                page.record = found
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.bar
            color: Theme.surface

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: page.isAlone ? 14 : 6
                anchors.rightMargin: 6
                spacing: 8

                IconButton {
                    visible: !page.isAlone
                    iconName: "back"
                    label: qsTr("All desktops")
                    onClicked: page.wallAsked()
                }
                TextLabel {
                    text: page.title
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Layout.maximumWidth: page.width / 2
                    Accessible.role: Accessible.Heading
                }
                Pill {
                    visible: page.record.status !== undefined
                    text: Sayings.status(page.record.status ?? "")
                    tone: Sayings.tone(page.record.status ?? "")
                }
                Item {
                    Layout.fillWidth: true
                }
                IconButton {
                    iconName: "replay"
                    label: page.isReplaying ? qsTr("Back to the desktop") : qsTr("Replay")
                    onClicked: page.isReplaying = !page.isReplaying
                }
                IconButton {
                    iconName: "files"
                    label: qsTr("Files")
                    onClicked: talk.showFiles()
                }
                IconButton {
                    iconName: "download"
                    label: qsTr("Save as a page")
                    onClicked: talk.exportTo("html")
                }
                IconButton {
                    id: more

                    iconName: "menu"
                    label: qsTr("What can be done with the session")
                    onClicked: page.menuAsked(more)
                }
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: 1
                color: Theme.line
            }
        }
        T.SplitView {
            id: panes

            Layout.fillWidth: true
            Layout.fillHeight: true
            orientation: page.width < 760 ? Qt.Vertical : Qt.Horizontal
            handle: SplitHandle {}

            // Of the conversation: what somebody pulled it to stays so also where the window changes its size.
            property real across: Number(page.program.keptLook("chat across")) || 0.42
            property real down: Number(page.program.keptLook("chat down")) || 0.45

            onResizingChanged: {
                if (resizing)
                    return
                if (orientation === Qt.Horizontal)
                    page.program.keepLook("chat across", across = talk.width / width)
                else
                    page.program.keepLook("chat down", down = talk.height / height)
            }

            SessionChat {
                id: talk

                T.SplitView.preferredWidth: panes.width * panes.across
                T.SplitView.preferredHeight: panes.height * panes.down
                T.SplitView.minimumWidth: 280
                T.SplitView.minimumHeight: 160
                server: page.server
                sessionId: page.sessionId
                onSessionAsked: id => page.sessionAsked(id)
            }
            Item {
                T.SplitView.fillWidth: true
                T.SplitView.fillHeight: true
                T.SplitView.minimumWidth: 240

                // Repeaters: Qt 6.4 makes no bound components in loaders.
                Repeater {
                    id: desktop

                    model: talk.isOpen && !page.isReplaying ? 1 : 0
                    delegate: DesktopPane {
                        anchors.fill: parent
                        session: talk.session
                        personName: page.program.preferences.name
                    }
                }
                Repeater {
                    model: talk.isOpen && page.isReplaying ? 1 : 0
                    delegate: ReplayPane {
                        anchors.fill: parent
                        session: talk.session
                        onFrameShown: key => talk.reveal(key)
                        onLeaveAsked: page.isReplaying = false
                    }
                }
                DropTarget {
                    anchors.fill: parent
                    visible: page.record.status !== "finished"
                    words: qsTr("Drop to put it on the desktop")
                    onGiven: urls => talk.bring(urls)
                }
            }
        }
    }
}
