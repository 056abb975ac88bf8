import QtQuick
import Pilothouse
import Pilothouse.Chat

// What could not be read, to the letter: nothing else is lost.
TranscriptItem {
    id: plain

    readonly property string said: typeof item.text === "string" ? item.text : Words.json(item)

    spoken: Words.visible(said)
    deeds: [{ words: qsTr("Copy"), icon: "clipboard", run: () => Words.copy(plain.said) }]

    RichText {
        width: plain.room
        html: Words.marked(plain.said, Theme.inks)
        color: Theme.soft
        font.family: Theme.mono
        font.pixelSize: Theme.smallSize
    }
}
