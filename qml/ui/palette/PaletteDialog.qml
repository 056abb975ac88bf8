pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Pilothouse

// Everything from one field: sessions by their titles, what can be done, and what was said anywhere.
// Up and Down choose, Enter goes there; Ctrl+K once more looks in the open session alone.
T.Dialog {
    id: palette

    required property var finder
    property int chosen: -1
    property var mouse: null // where it was seen last, in the window
    property date now: new Date()
    readonly property var rows: finder.rows

    signal sessionAsked(string id)
    signal stepAsked(string id, int seq)
    signal deedAsked(int deed)

    title: qsTr("Search everything") // for those who hear it

    function show(here) {
        finder.here = here
        field.text = ""
        mouse = null
        now = new Date()
        open()
        field.forceActiveFocus()
    }
    function turn(here) {
        finder.here = here
        field.forceActiveFocus()
    }
    // From `at` on, in the direction `by`: the first row that is none of the headings, all around.
    function next(at, by) {
        for (let tried = 0; tried < rows.length; ++tried) {
            at = (at + by + rows.length) % rows.length
            if (rows[at].kind !== "heading")
                return at
        }
        return -1
    }
    function mark(at) {
        chosen = at
        if (at >= 0)
            list.positionViewAtIndex(at, ListView.Contain)
        if (at === 1)
            list.positionViewAtBeginning() // its heading, too
    }
    function choose(at) {
        const row = rows[at]
        if (!row || row.kind === "heading")
            return
        if (row.kind === "more")
            return finder.more()
        if (row.kind === "wider") {
            finder.everything = true
            return
        }
        close()
        if (row.kind === "deed")
            deedAsked(row.deed)
        else if (row.kind === "hit" && row.seq > 0)
            stepAsked(row.id, row.seq)
        else
            sessionAsked(row.id)
    }
    function status() {
        if (finder.problem.length > 0)
            return finder.problem
        if (finder.words.trim().length === 0)
            return finder.here ? qsTr("Type what was said.") : ""
        if (finder.waiting)
            return qsTr("Searching…")
        const count = finder.places
        const found = count === 0 ? (finder.everything ? qsTr("Nothing was said or done with these words.")
                                                       : qsTr("Nothing was said with these words."))
            : finder.hasMore ? qsTr("%1 and more places.").arg(count)
            : count === 1 ? qsTr("1 place.") : qsTr("%1 places.").arg(count)
        return finder.complete ? found : found + " " + qsTr("Older conversations are still being made searchable.")
    }

    parent: T.Overlay.overlay
    modal: true
    focus: true
    width: parent ? Math.min(680, parent.width - 32) : 680
    height: parent ? Math.min(column.implicitHeight, parent.height - 96) : column.implicitHeight
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round(Math.min(72, parent.height / 10)) : 0
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    onRowsChanged: mark(chosen > 0 && chosen < rows.length && rows[chosen].kind !== "heading" ? chosen : next(-1, 1))
    onOpened: mark(next(-1, 1))

    Binding {
        target: palette.finder
        property: "active"
        value: palette.visible
    }
    Binding {
        target: palette.finder
        property: "words"
        value: field.text
    }

    T.Overlay.modal: Rectangle {
        color: Theme.veil
    }
    background: Floating {
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Search")
    }
    contentItem: ColumnLayout {
        id: column

        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 14
            Layout.rightMargin: 8
            Layout.topMargin: 8
            spacing: 8

            Icon {
                name: "search"
                color: Theme.soft
                Layout.preferredWidth: Theme.textSize + 3
                Layout.preferredHeight: Theme.textSize + 3
            }
            T.TextField {
                id: field

                Layout.fillWidth: true
                implicitHeight: Theme.control + 4
                verticalAlignment: TextInput.AlignVCenter
                color: Theme.ink
                selectByMouse: true
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                maximumLength: 200
                font.family: Theme.sans
                font.pixelSize: Theme.textSize * 1.1
                placeholderText: palette.finder.here ? qsTr("Search this session") : qsTr("Search everything")
                Accessible.role: Accessible.EditableText
                Accessible.name: palette.finder.here ? qsTr("Find what was said in this session")
                                                     : qsTr("Find sessions, actions, and what was said")
                onTextChanged: palette.chosen = -1
                onAccepted: palette.choose(palette.chosen)
                Keys.onPressed: event => {
                    const steps = { [Qt.Key_Up]: -1, [Qt.Key_Down]: 1 }
                    event.accepted = true
                    if (steps[event.key])
                        palette.mark(palette.next(palette.chosen, steps[event.key]))
                    else if (event.key === Qt.Key_K && event.modifiers & Qt.ControlModifier)
                        palette.turn(!palette.finder.here)
                    else // a shortcut that has nothing to do here is no letter
                        event.accepted = event.modifiers === Qt.AltModifier && event.text.length > 0
                }

                Text {
                    anchors.fill: parent
                    verticalAlignment: Text.AlignVCenter
                    visible: field.length === 0 && field.preeditText.length === 0
                    text: field.placeholderText
                    textFormat: Text.PlainText
                    color: Theme.soft
                    font: field.font
                    elide: Text.ElideRight
                }
            }
            IconButton {
                iconName: "close"
                label: qsTr("Close")
                onClicked: palette.close()
            }
        }
        Flow {
            Layout.fillWidth: true
            Layout.leftMargin: 10
            Layout.rightMargin: 10
            Layout.bottomMargin: 6
            spacing: 2

            ScopeButton {
                visible: palette.finder.open.length > 0
                text: qsTr("Everywhere")
                checked: !palette.finder.here
                onClicked: palette.turn(false)
            }
            ScopeButton {
                visible: palette.finder.open.length > 0
                text: qsTr("In this session")
                checked: palette.finder.here
                onClicked: palette.turn(true)
            }
            Item {
                visible: palette.finder.open.length > 0
                width: 18
                height: 1
            }
            ScopeButton {
                text: qsTr("Texts")
                hint: qsTr("Messages, answers, commands and titles")
                checked: !palette.finder.everything
                onClicked: palette.finder.everything = false
            }
            ScopeButton {
                text: qsTr("Everything")
                hint: qsTr("Also what tools were given and printed, and what the agent thought")
                checked: palette.finder.everything
                onClicked: palette.finder.everything = true
            }
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: 1
            color: Theme.line
        }
        ListView {
            id: list

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: 6
            implicitHeight: contentHeight
            visible: count > 0
            clip: true
            model: palette.rows
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Found")
            T.ScrollBar.vertical: ThinScrollBar {}

            HoverHandler {
                onPointChanged: {
                    const now = point.scenePosition
                    const rests = !palette.mouse || (palette.mouse.x === now.x && palette.mouse.y === now.y)
                    palette.mouse = now
                    if (rests) // what comes to lie under it is not chosen
                        return
                    const at = list.indexAt(point.position.x, point.position.y + list.contentY)
                    if (at >= 0 && palette.rows[at].kind !== "heading")
                        palette.chosen = at
                }
            }

            delegate: PaletteRow {
                width: list.width
                now: palette.now
                isChosen: index === palette.chosen
                onClicked: palette.choose(index)
            }
        }
        TextLabel {
            Layout.fillWidth: true
            Layout.margins: 14
            Layout.topMargin: list.visible ? 4 : 14
            visible: text.length > 0
            text: palette.status()
            tone: palette.finder.problem.length > 0 ? "bad" : "soft"
            font.pixelSize: Theme.smallSize
        }
    }
}
