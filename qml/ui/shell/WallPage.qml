pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Client

// The first page: what to do, and all desktops small and live.
Rectangle {
    id: page

    required property ServerConnection server
    property date now: new Date()
    property string notice: ""
    readonly property int least: 250 // width of a picture

    signal chosen(string id)
    signal begun(string task)
    signal optionsAsked(string task)

    color: Theme.ground

    function write() {
        task.area.forceActiveFocus()
    }
    function begin() {
        const words = task.text.trim()
        if (words.length > 0)
            begun(words)
    }
    function cleared() {
        task.text = ""
    }

    SessionFilter {
        id: filter

        sourceModel: page.server.sessions
        wall: true
    }
    // One picture at a time: a wall asks no more of the server than a viewer or two.
    Timer {
        id: watch

        property int turn: 0

        interval: Math.max(250, 2000 / Math.max(1, wall.count))
        repeat: true
        running: page.visible && page.Window.visibility !== Window.Minimized
                 && page.server.state === ServerConnection.Online
        onTriggered: {
            page.now = new Date()
            for (let tried = 0; tried < wall.count; ++tried) {
                turn = (turn + 1) % wall.count
                const card = wall.itemAtIndex(turn) as WallCard
                if (card && card.hasDesktop) {
                    card.refresh()
                    return
                }
            }
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 28
        spacing: 14

        ColumnLayout {
            Layout.fillWidth: true
            Layout.maximumWidth: 760
            Layout.alignment: Qt.AlignHCenter
            spacing: 10

            TextLabel {
                Layout.alignment: Qt.AlignHCenter
                text: qsTr("What should the agent do?")
                font.pixelSize: Theme.headingSize * 1.25
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            InputArea {
                id: task

                Layout.fillWidth: true
                leastLines: 3
                placeholderText: qsTr("Say it as you would to a colleague: \"Find the three newest Debian security advisories and save their titles.\"")
                label: qsTr("Task")
                area.Keys.onPressed: event => {
                    const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
                    event.accepted = isEnter && !(event.modifiers & Qt.ShiftModifier)
                    if (event.accepted)
                        page.begin()
                }
            }
            RowLayout {
                Layout.fillWidth: true

                TextLabel {
                    Layout.fillWidth: true
                    text: page.notice
                    tone: "soft"
                    font.pixelSize: Theme.smallSize
                    maximumLineCount: 2
                    elide: Text.ElideRight
                }
                ActionButton {
                    text: qsTr("Options…")
                    iconName: "down"
                    onClicked: page.optionsAsked(task.text)
                }
                ActionButton {
                    kind: "primary"
                    text: qsTr("Start")
                    iconName: "send"
                    enabled: task.text.trim().length > 0
                    onClicked: page.begin()
                }
            }
        }
        TextLabel {
            visible: wall.count > 0
            text: qsTr("Your sessions")
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
        GridView {
            id: wall

            readonly property int columns: Math.max(1, Math.floor(width / page.least))

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            cellWidth: Math.floor(width / columns)
            cellHeight: Math.round((cellWidth - 16) * 0.625) + 66
            model: filter
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Your sessions")
            T.ScrollBar.vertical: ThinScrollBar {}

            delegate: WallCard {
                width: wall.cellWidth - 16
                height: wall.cellHeight - 16
                now: page.now
                onClicked: page.chosen(sessionId)
            }
        }
    }
}
