import QtQuick
import Pilothouse
import Pilothouse.Chat

// How a run ended, how long it took and what it cost.
TranscriptItem {
    id: end

    readonly property string outcome: item.outcome ?? ""
    readonly property bool isGood: outcome === "completed"
    readonly property bool isBad: outcome === "error"
    readonly property string said: outcome === "interrupted" ? "" : item.text ?? ""
    readonly property string tone: isGood ? "good" : isBad ? "bad" : "warn"

    function word() {
        switch (outcome) {
        case "completed":
            return qsTr("Done")
        case "interrupted":
            return qsTr("Stopped")
        case "paused":
        case "budget":
            return qsTr("Paused")
        case "cancelled":
            return qsTr("Cancelled")
        case "error":
            return qsTr("Failed")
        }
        return Words.visible(outcome)
    }
    function glyph() {
        return isGood ? "check" : isBad ? "alert" : outcome === "paused" || outcome === "budget" ? "pause" : "stop"
    }
    function facts() {
        const steps = item.steps ?? 0
        const said = [steps === 1 ? qsTr("1 step") : qsTr("%1 steps").arg(steps), Words.duration(item.durationMs ?? 0)]
        return said.concat(item.cost > 0 ? [Words.money(item.cost)] : []).join(" · ")
    }

    above: 6
    spoken: qsTr("The run ended: %1. %2").arg(word()).arg((facts() + " " + Words.visible(said)).trim())
    deeds: said.length > 0 ? [{ words: qsTr("Copy"), icon: "clipboard", run: () => Words.copy(end.said) }] : []

    Rectangle {
        width: end.room
        height: 1
        color: Theme.line
    }
    Row {
        spacing: 7

        Icon {
            name: end.glyph()
            color: end.isGood ? Theme.good : end.isBad ? Theme.bad : Theme.warn
            width: Theme.textSize
            height: width
            anchors.verticalCenter: parent.verticalCenter
        }
        TextLabel {
            text: end.word()
            tone: end.tone
            font.weight: Font.DemiBold
            font.pixelSize: Theme.smallSize
        }
        TextLabel {
            text: end.facts()
            tone: "soft"
            font.pixelSize: Theme.smallSize
        }
    }
    Rectangle {
        visible: end.said.length > 0
        width: end.room
        height: words.height + 16
        radius: Theme.radius
        color: end.isBad ? Theme.badSoft : Theme.sunken

        RichText {
            id: words

            x: 11
            y: 8
            width: parent.width - 22
            html: Words.marked(end.said, Theme.inks)
            color: end.isBad ? Theme.bad : Theme.ink
            font.pixelSize: Theme.smallSize
        }
    }
    TextLabel {
        visible: end.isBad
        width: end.room
        text: qsTr("Resume asks again from here: what was done so far is kept.")
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
}
