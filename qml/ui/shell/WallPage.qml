pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat
import Pilothouse.Client

// The first page: what to do, and all desktops small and live.
Rectangle {
    id: page

    required property ServerConnection server
    property date now: new Date()
    property string notice: ""
    property var templates: [] // those of the server
    property var files: [] // for the desktop of the session that is begun
    property var liked: [] // what new sessions get, in words
    readonly property int mostTemplates: 6
    readonly property int least: 250 // width of a picture

    signal chosen(string id)
    signal begun(string task, var images, var files)
    signal optionsAsked(string task)
    signal templatesAsked
    signal templateAsked(var one)
    signal settingsAsked

    color: Theme.ground

    function write() {
        composer.takeFocus()
    }
    function takeFiles() {
        const taken = files
        files = []
        return taken
    }
    function nameOf(url) {
        return decodeURIComponent(String(url).split("/").pop())
    }
    // What could not be begun, to be sent again.
    function giveBack(text, images, urls) {
        composer.giveBack(text, images)
        files = urls.concat(files)
    }
    // What a first task may be, as long as there is none.
    function examples() {
        if (!server.sessions.loaded || server.sessions.count > 0)
            return []
        return server.isDemo ? ["show me around", "open terminal; type \"uname -a\"; key Return"]
            : [qsTr("Open Firefox and tell me what the start page says"),
               qsTr("Write a haiku into a file and show it in an editor"),
               qsTr("Find out which programs this desktop has")]
    }
    function cleared() {
        composer.setText("")
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
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("What should the agent do?")
                font.pixelSize: Theme.headingSize * 1.25
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            Composer {
                id: composer

                Layout.fillWidth: true
                sessionId: ""
                hint: qsTr("Say it as you would to a colleague")
                onSent: (text, images) => page.begun(text, images, page.takeFiles())
                onFilesGiven: urls => page.files = page.files.concat(urls)
            }
            Flow {
                Layout.fillWidth: true
                visible: page.files.length > 0
                spacing: 8

                Repeater {
                    model: page.files

                    Chip {
                        required property url modelData
                        required property int index

                        iconName: "close"
                        text: Words.visible(page.nameOf(modelData))
                        Accessible.name: qsTr("Take off %1").arg(text)
                        onClicked: page.files = page.files.filter((_, at) => at !== index)
                    }
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
                    iconName: "sliders"
                    onClicked: page.optionsAsked(composer.text)
                }
            }
        }
        Flow {
            Layout.fillWidth: true
            Layout.maximumWidth: 760
            Layout.alignment: Qt.AlignHCenter
            spacing: 8

            Repeater {
                model: page.examples()

                Chip {
                    required property string modelData

                    text: modelData
                    onClicked: {
                        composer.setText(modelData)
                        page.write()
                    }
                }
            }
            Repeater {
                model: page.templates.slice(0, page.mostTemplates)

                Chip {
                    required property var modelData

                    iconName: "mark"
                    text: Words.visible(modelData.name)
                    onClicked: page.templateAsked(modelData)
                }
            }
            Chip {
                iconName: "mark"
                text: qsTr("Templates…")
                onClicked: page.templatesAsked()
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.maximumWidth: 760
            Layout.alignment: Qt.AlignHCenter
            visible: page.liked.length > 0

            TextLabel {
                Layout.fillWidth: true
                text: qsTr("With your defaults: %1.").arg(Words.visible(page.liked.join(" · ")))
                tone: "soft"
                font.pixelSize: Theme.smallSize
            }
            ActionButton {
                kind: "link"
                text: qsTr("Change")
                onClicked: page.settingsAsked()
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
    DropTarget {
        anchors.fill: parent
        onGiven: urls => composer.take(urls)
    }
}
