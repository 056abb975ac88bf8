pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse
import Pilothouse.Chat

// What the desktop was not let reach, and the button that lets it.
TranscriptItem {
    id: blocked

    readonly property var rows: item.rows ?? []
    readonly property bool isOpen: view ? view.isOpen(key, view.opened) : false
    readonly property int shown: 4

    function placeOf(row) {
        const host = row.host.includes(":") ? "[" + row.host + "]" : row.host
        return [0, 80, 443].includes(row.port) ? host : host + ":" + row.port
    }
    function reasonOf(row) {
        if (row.reason === "public")
            return qsTr("It is not a public address.")
        if (row.reason === "none")
            return qsTr("This session has no network.")
        if (row.reason === "all")
            return qsTr("It is the computer that Pilothouse runs on.")
        return row.entry ? qsTr("It is not on this session’s list.") : qsTr("A list lets hosts through by name only.")
    }
    function wordsOf(row) {
        if (!row.host)
            return Words.visible(row.line ?? "")
        const what = qsTr("%1 was blocked.").arg(Words.visible(placeOf(row)))
        return row.allowedBy ? what : what + " " + reasonOf(row)
    }

    above: 4
    spoken: rows.map(wordsOf).join(" ")
    deeds: rows.filter(row => row.entry && !row.allowedBy && blocked.view.mayAllow).map(row => ({
        words: qsTr("Allow %1").arg(Words.visible(row.entry)), icon: "check", menuOnly: true,
        run: () => blocked.view.allowHost(row.entry) }))
    function activate() {
        view.toggle(key)
    }

    Card {
        tone: "warn"
        width: blocked.room
        height: list.height + 14

        Column {
            id: list

            x: 11
            y: 7
            width: parent.width - 22
            spacing: 5

            Repeater {
                model: blocked.isOpen ? blocked.rows : blocked.rows.slice(0, blocked.shown)

                Flow {
                    id: line

                    required property var modelData

                    width: list.width
                    spacing: 10

                    TextLabel {
                        width: Math.min(implicitWidth, line.width)
                        height: Math.max(implicitHeight, 26)
                        verticalAlignment: Text.AlignVCenter
                        text: blocked.wordsOf(line.modelData)
                        font.pixelSize: Theme.smallSize
                    }
                    ActionButton {
                        visible: !!line.modelData.entry && !line.modelData.allowedBy && blocked.view.mayAllow
                        height: 26
                        text: qsTr("Allow %1").arg(Words.visible(line.modelData.entry ?? ""))
                        font.pixelSize: Theme.smallSize
                        onClicked: blocked.view.allowHost(line.modelData.entry)
                    }
                    TextLabel {
                        visible: !!line.modelData.allowedBy
                        height: 26
                        verticalAlignment: Text.AlignVCenter
                        text: visible ? blocked.view.allowedWords(line.modelData.allowedBy) : ""
                        tone: "good"
                        font.pixelSize: Theme.smallSize
                    }
                }
            }
            ActionButton {
                visible: blocked.rows.length > blocked.shown
                kind: "link"
                text: blocked.isOpen ? qsTr("Show fewer")
                    : qsTr("%1 more").arg(blocked.rows.length - blocked.shown)
                onClicked: blocked.activate()
            }
        }
    }
}
