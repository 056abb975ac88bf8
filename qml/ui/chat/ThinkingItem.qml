import QtQuick
import Pilothouse
import Pilothouse.Chat

// What the model thought: one line, which unfolds.
TranscriptItem {
    id: thinking

    readonly property string thought: item.text ?? ""
    readonly property bool isOpen: view ? view.isOpen(key, view.opened) : false // gone while it is taken away

    spoken: qsTr("The agent thought: %1").arg(Words.visible(thought.slice(0, 200)))
    deeds: [{ words: qsTr("Copy"), icon: "clipboard", run: () => Words.copy(thinking.thought) }]
    function activate() {
        view.toggle(key)
    }

    FoldButton {
        width: thinking.room
        iconName: "thought"
        words: thinking.item.isDraft ? qsTr("Thinking…") : qsTr("Thought")
        more: thinking.item.isDraft || thinking.isOpen ? "" : Words.visible(thinking.thought.slice(0, 160))
        isOpen: thinking.isOpen
        onClicked: thinking.activate()
    }
    Item {
        visible: thinking.isOpen
        width: thinking.room
        height: visible ? full.height : 0

        Rectangle {
            anchors.left: parent.left
            anchors.leftMargin: 7
            width: 2
            height: parent.height
            color: Theme.line
        }
        RichText {
            id: full

            anchors.left: parent.left
            anchors.leftMargin: 22
            width: thinking.room - 22
            html: thinking.isOpen ? Words.marked(thinking.thought, Theme.inks) : ""
            color: Theme.soft
            font.pixelSize: Theme.smallSize
        }
    }
    StoppedMark {
        visible: thinking.item.isStopped === true
    }
}
