pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// The card of one thing the model does: what, where, how long, what came of it.
TranscriptItem {
    id: card

    readonly property var call: item.call ?? ({})
    readonly property var words: Words.ofCall(call)
    readonly property string phase: item.state ?? ""
    readonly property bool isCommand: call.tool === "bash"
    readonly property bool isOpen: view ? view.isOpen(key, view.opened) : false // gone while it is taken away
    readonly property bool hasPicture: !!item.image
    readonly property bool hasBody: isOpen || outcome.length > 0
    readonly property string outcome: outcomeText()
    readonly property color tone: phase === "running" ? Theme.accent
        : phase === "asking" || phase === "yielded" || phase === "ended" ? Theme.warn
        : phase === "failed" || phase === "denied" ? Theme.bad : Theme.soft

    // What came out, in short: nothing for actions of the hand that simply worked, or that a person ended.
    function outcomeText() {
        const text = item.text ?? ""
        if (text === "" || phase === "stopped" || phase === "yielded" || item.details?.silent)
            return ""
        return call.tool === "computer" && phase === "done" && text.length < 40 ? "" : text
    }
    function runningWords() {
        const passed = view.now - (item.startedAt ?? view.now)
        return passed < 2000 ? qsTr("Running") : qsTr("Running %1").arg(Words.duration(passed))
    }
    function stateWords() {
        const took = Words.shortDuration(item.durationMs ?? 0)
        switch (phase) {
        case "done":
            return item.durationMs === undefined ? "" : took
        case "failed":
            return qsTr("Failed after %1").arg(took)
        case "yielded":
            return qsTr("Wheel taken after %1").arg(took)
        case "ended":
            return qsTr("Stopped after %1").arg(took)
        case "running":
            return runningWords()
        case "denied":
            return item.decidedBy === "timeout" ? qsTr("No answer in time") : qsTr("Denied")
        case "waiting":
            return qsTr("Next")
        case "asking":
            return qsTr("Waiting for you")
        case "stopped":
            return qsTr("Not done")
        }
        return ""
    }
    function activate() {
        view.toggle(key)
    }

    spoken: qsTr("The agent: %1. %2").arg((words.title + " " + Words.visible((words.object ?? "").slice(0, 200))).trim())
        .arg(stateWords())
    deeds: [{ words: isOpen ? qsTr("Show less") : qsTr("Show all of it"), icon: "expand", menuOnly: true,
        run: () => card.view.toggle(card.key) }
    ].concat(item.text ? [{ words: qsTr("Copy what came out"), icon: "clipboard", menuOnly: true,
        run: () => Words.copy(card.isCommand ? Words.terminal(card.item.text, Theme.inks).plain : card.item.text) }] : [])
    .concat(hasPicture ? [{ words: qsTr("Show the picture large"), icon: "screen", menuOnly: true,
        run: () => card.view.showPicture(card.key, 0) }] : [])

    Card {
        width: card.room
        height: inside.height
        border.color: card.phase === "asking" ? Theme.warn : Theme.line

        Column {
            id: inside

            width: parent.width

            Row {
                width: parent.width
                height: Math.max(38, thumb.visible ? thumb.height + 6 : 0)

                T.AbstractButton {
                    id: head

                    width: parent.width - (thumb.visible ? thumb.width + 9 : 0)
                    height: parent.height
                    hoverEnabled: true
                    focusPolicy: Qt.NoFocus
                    Accessible.role: Accessible.Button
                    Accessible.name: card.spoken
                    Accessible.description: card.isOpen ? qsTr("Unfolded") : qsTr("Folded")
                    onClicked: card.activate()

                    background: Rectangle {
                        radius: Theme.radius - 1
                        color: head.hovered ? Theme.hover : "transparent"
                    }
                    contentItem: CallHead {
                        title: card.words.title
                        object: card.words.object ?? ""
                        iconName: card.words.icon
                        stateWords: card.stateWords()
                        isRunning: card.phase === "running"
                        isPast: card.phase === "stopped" || card.phase === "denied"
                        stateInk: card.tone
                        ground: head.hovered ? Theme.hover : Theme.surface
                    }
                }
                PictureButton {
                    id: thumb

                    visible: card.hasPicture
                    width: 84
                    height: implicitHeight
                    anchors.verticalCenter: parent.verticalCenter
                    image: card.item.image ?? null
                    call: visible && Words.isOnPicture(card.call) ? card.call : null
                    markRadius: 6
                    label: qsTr("Show the screen after: %1").arg(card.words.title)
                    onClicked: card.view.showPicture(card.key, 0)
                }
            }
            Rectangle {
                visible: card.hasBody
                width: parent.width
                height: 1
                color: Theme.line
            }
            Repeater {
                model: card.hasBody && !card.isOpen ? 1 : 0

                CallPreview {
                    width: inside.width
                    text: card.outcome
                    isCommand: card.isCommand
                    isBad: card.phase === "failed"
                }
            }
            Repeater {
                model: card.isOpen ? 1 : 0

                CallBody {
                    width: inside.width
                    item: card.item
                    call: card.call
                    object: card.words.object ?? ""
                    isBad: card.phase === "failed"
                }
            }
        }
    }
}
