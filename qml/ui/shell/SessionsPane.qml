pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Client

// The left of the window: all sessions, those that need somebody first.
Rectangle {
    id: pane

    required property ServerConnection server
    readonly property string at: "" + server.url
    property string current: ""
    property date now: new Date()

    signal chosen(string id)
    signal wallAsked
    signal searchAsked
    signal newAsked
    signal menuAsked(string id, Item at)
    signal settingsAsked(Item at)

    color: Theme.surface
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Sessions")

    function find() {
        field.forceActiveFocus()
        field.selectAll()
    }
    // The one above or below what is open.
    function step(by) {
        const at = filter.rowOf(current)
        const next = filter.idAt(Math.max(0, Math.min(filter.count - 1, at < 0 ? 0 : at + by)))
        if (next.length > 0)
            chosen(next)
    }

    SessionFilter {
        id: filter

        sourceModel: pane.server.sessions
        words: field.text
    }
    Timer { // of "5 min"
        interval: 30000
        repeat: true
        running: pane.visible
        onTriggered: pane.now = new Date()
    }
    Connections {
        target: pane.server.sessions

        function onChanged() {
            pane.now = new Date()
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.bar
            Layout.leftMargin: 14
            Layout.rightMargin: 6
            spacing: 8

            Image {
                source: "qrc:/pilothouse/icon.svg"
                sourceSize.width: 22
                sourceSize.height: 22
            }
            TextLabel {
                Layout.fillWidth: true
                text: "Pilothouse"
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
            IconButton {
                iconName: "search"
                label: qsTr("Search everything (Ctrl+K)")
                onClicked: pane.searchAsked()
            }
            IconButton {
                iconName: "screen"
                label: qsTr("All desktops")
                onClicked: pane.wallAsked()
            }
            IconButton {
                id: more

                iconName: "menu"
                label: qsTr("Menu")
                onClicked: pane.settingsAsked(more)
            }
        }
        ActionButton {
            Layout.fillWidth: true
            Layout.leftMargin: 12
            Layout.rightMargin: 12
            Layout.topMargin: 4
            kind: "primary"
            iconName: "plus"
            text: qsTr("New session")
            onClicked: pane.newAsked()
        }
        InputField {
            id: field

            Layout.fillWidth: true
            Layout.margins: 12
            Layout.topMargin: 8
            Layout.bottomMargin: 8
            placeholderText: qsTr("Find a session")
            Keys.onEscapePressed: text = ""
            Keys.onDownPressed: list.forceActiveFocus()
            onAccepted: if (filter.count > 0) pane.chosen(filter.idAt(0))
        }
        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: 6
            Layout.rightMargin: 6
            clip: true
            spacing: 2
            model: filter
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: true
            activeFocusOnTab: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Sessions")
            T.ScrollBar.vertical: ThinScrollBar {}
            Keys.onReturnPressed: if (currentIndex >= 0) pane.chosen(filter.idAt(currentIndex))

            delegate: SessionEntry {
                id: entry

                width: list.width
                current: sessionId === pane.current
                now: pane.now
                onClicked: pane.chosen(sessionId)
                onMenuAsked: pane.menuAsked(sessionId, entry)
            }

            TextLabel {
                anchors.fill: parent
                anchors.margins: 20
                horizontalAlignment: Text.AlignHCenter
                visible: list.count === 0 && pane.server.sessions.loaded
                tone: "soft"
                text: field.text.length > 0 ? qsTr("No session has these words.")
                                            : qsTr("Sessions appear here.")
            }
        }
        ActionButton { // no footer of the list: Qt 6.4 makes no bound components in views
            Layout.alignment: Qt.AlignHCenter
            visible: pane.server.sessions.hasMore
            kind: "link"
            text: qsTr("Older sessions")
            onClicked: pane.server.sessions.loadMore()
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 1
            color: Theme.line
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.margins: 10
            Layout.leftMargin: 14
            spacing: 6

            Rectangle {
                implicitWidth: 8
                implicitHeight: 8
                radius: 4
                color: pane.server.state === ServerConnection.Online ? Theme.good : Theme.warn
            }
            TextLabel {
                Layout.fillWidth: true
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                tone: "soft"
                font.pixelSize: Theme.smallSize
                text: pane.server.state !== ServerConnection.Online ? qsTr("Connecting again…")
                    : pane.server.isDemo ? qsTr("Demo model · %1").arg(pane.at)
                    : pane.at
            }
        }
    }
}
