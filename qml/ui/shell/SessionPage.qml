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
        sequence: "Escape,Escape"
        enabled: page.visible && talk.session !== null && talk.session.isBusy
        onActivated: Deeds.watch(talk.session.interrupt())
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
            Component.onCompleted: restoreState(page.program.keptLook("session"))
            Component.onDestruction: page.program.keepLook("session", saveState())

            SessionChat {
                id: talk

                T.SplitView.preferredWidth: page.width * 0.42
                T.SplitView.preferredHeight: page.height * 0.45
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

                    model: talk.session !== null && !page.isReplaying ? 1 : 0
                    delegate: DesktopPane {
                        anchors.fill: parent
                        session: talk.session
                    }
                }
                Repeater {
                    model: talk.session !== null && page.isReplaying ? 1 : 0
                    delegate: ReplayPane {
                        anchors.fill: parent
                        session: talk.session
                        onLeaveAsked: page.isReplaying = false
                    }
                }
            }
        }
    }
}
