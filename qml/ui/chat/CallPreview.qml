import QtQuick
import Pilothouse
import Pilothouse.Chat

// The first lines of what came of a call.
Item {
    id: preview

    required property string text
    required property bool isCommand
    required property bool isBad
    readonly property int lines: 4
    readonly property string output: text.replace(/\s+$/, "") // no empty lines at its end
    readonly property var terminal: isCommand ? Words.terminal(output, Theme.inks, lines) : null

    function shortened() {
        const all = output.split("\n")
        const first = all.slice(0, lines).join("\n").slice(0, 600)
        return first.length < output.length ? first + "\n…" : output
    }

    implicitHeight: words.height + 14

    Text {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: 33
        y: 6
        width: parent.width - 43
        text: preview.isCommand ? preview.terminal.html : Words.marked(preview.shortened(), Theme.inks)
        textFormat: Text.RichText
        wrapMode: Text.Wrap
        clip: true
        color: preview.isBad ? Theme.bad : Theme.soft
        font.family: Theme.mono
        font.pixelSize: Theme.smallSize
        Accessible.role: Accessible.StaticText
        Accessible.name: Words.visible(preview.shortened())
    }
}
