import QtQuick
import Pilothouse
import Pilothouse.Chat

// What happened between: the wheel, settings, a summary and so on.
TranscriptItem {
    id: note

    readonly property string kindOfNote: item.note ?? ""
    readonly property string origin: item.origin ?? ""
    readonly property string said: words()

    function held() {
        return item.seconds >= 1 ? Words.duration(item.seconds * 1000) : qsTr("less than a second")
    }
    function controlWords() {
        const name = item.holder === "agent" ? qsTr("The agent") : item.name || qsTr("A person")
        switch (item.reason) {
        case "taken":
            return qsTr("%1 took the wheel.").arg(name)
        case "handed_back":
            return qsTr("The wheel was handed back after %1.").arg(held())
        case "disconnected":
            return qsTr("The connection was lost: the wheel went back after %1.").arg(held())
        case "idle":
            return qsTr("Nobody moved: the wheel went back after %1.").arg(held())
        case "taken_away":
            return qsTr("The wheel was taken away after %1.").arg(held())
        case "ended":
            return qsTr("The desktop ended; the wheel was held for %1.").arg(held())
        }
        return qsTr("%1 has the wheel.").arg(name)
    }
    function desktopWords() {
        const why = item.reason === "limit"
            ? qsTr("The desktop was given up for another session, as nothing was going on here.")
            : qsTr("The desktop was closed, as nobody used it.")
        return why + " " + qsTr("Your next message starts it again; files are kept.")
    }
    function forkedWords() {
        const from = item.title ? qsTr("Until here this was said in “%1”.").arg(item.title)
            : qsTr("This was begun elsewhere.")
        const files = item.files === "then" ? qsTr("Files are as they were then.")
            : item.files === "now" ? qsTr("Files are those that were there when this was begun.")
            : qsTr("Neither did files.")
        return from + " " + qsTr("Programs, secrets and permissions did not come along.") + " " + files
    }
    function restoredWords() {
        const time = new Date(item.savedAt).toLocaleString(Qt.locale(), Locale.ShortFormat)
        return qsTr("The files were put back to what they were at %1, and the desktop was closed.").arg(time)
    }
    function words() {
        switch (kindOfNote) {
        case "control":
            return controlWords()
        case "desktop":
            return desktopWords()
        case "forked":
            return forkedWords()
        case "restored":
            return restoredWords()
        case "egress":
            return view.allowedWords(item.by) + ": " + item.host + "."
        case "settings":
            return Words.ofSettings(item.changes ?? {})
        case "grant":
            return Words.ofGrant(item.changes ?? {})
        case "summary":
            return qsTr("The conversation outgrew one request. The model goes on from a summary of it.")
        }
        return item.text ?? ""
    }
    readonly property var glyphs: ({ forked: "fork", restored: "clock", desktop: "screen", control: "wheel", status: "pause",
        settings: "pencil", grant: "shield", egress: "shield", summary: "book" })

    above: 4
    spoken: Words.visible(said)
    deeds: origin.length > 0 ? [{ words: qsTr("Open the session it came from"), icon: "exit",
        run: () => note.view.openSession(note.origin) }] : []
    function activate() {
        if (origin.length > 0)
            view.openSession(origin)
    }

    Row {
        spacing: 8
        width: note.room

        Icon {
            name: note.glyphs[note.kindOfNote] ?? "help"
            color: Theme.soft
            width: Theme.textSize
            height: width
            y: 2
        }
        RichText {
            width: note.room - Theme.textSize - 8
            html: Words.marked(note.said, Theme.inks)
            color: Theme.soft
            font.pixelSize: Theme.smallSize
        }
    }
    ActionButton {
        visible: note.origin.length > 0
        kind: "link"
        text: qsTr("Open it")
        focusPolicy: Qt.NoFocus
        onClicked: note.activate()
    }
}
