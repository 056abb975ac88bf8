import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// How the run stands, and what stops it: status, step, time, tokens, cost of the budget.
Item {
    id: line

    required property var session
    readonly property bool isNarrow: width < 520
    readonly property string tone: standing.status === "error" ? "bad"
        : standing.status === "awaiting_approval" || standing.isStopped ? "warn"
        : standing.status === "completed" ? "good" : standing.session.isBusy ? "accent" : ""

    implicitHeight: Theme.control + 10

    SessionState {
        id: standing

        session: line.session
    }
    Timer {
        id: clock

        property double now: Date.now()

        interval: 1000
        repeat: true
        running: line.visible && line.session.isBusy
        triggeredOnStart: true
        onTriggered: now = Date.now()
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.wide
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap

        Pill {
            text: standing.statusWord()
            tone: line.tone
        }
        Spinner {
            visible: standing.status === "running" && !line.isNarrow
        }
        TextLabel {
            id: facts

            Layout.fillWidth: true
            text: (standing.status === "paused" && line.session.reason ? [Words.visible(line.session.reason)] : [])
                .concat(standing.facts(clock.now)).join(" · ")
            tone: "soft"
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            font.pixelSize: Theme.smallSize

            HoverHandler {
                id: hover
            }
            Hint {
                text: facts.text
                shown: facts.truncated && hover.hovered
            }
        }
        RunButton {
            visible: line.session.isBusy
            isNarrow: line.isNarrow
            iconName: "pause"
            words: qsTr("Pause")
            onClicked: Toast.watch(line.session.pause())
        }
        RunButton {
            visible: standing.canResume
            isNarrow: line.isNarrow
            kind: standing.status === "paused" && standing.usedUp === "" ? "primary" : "plain"
            iconName: "play"
            words: qsTr("Resume")
            onClicked: Toast.watch(line.session.resume())
        }
        RunButton {
            visible: standing.isRunning
            isNarrow: line.isNarrow
            kind: "danger"
            iconName: "stop"
            words: qsTr("Stop")
            hint: qsTr("Stop at once (Escape twice)")
            onClicked: Toast.watch(line.session.interrupt())
        }
    }
    Rectangle {
        id: track

        visible: standing.budgetUsed >= 0
        anchors.bottom: parent.bottom
        width: parent.width
        height: 3
        color: Theme.line
        Accessible.role: Accessible.ProgressBar
        Accessible.name: qsTr("Used part of the budget: %1 %").arg(Math.round(standing.budgetUsed * 100))

        Rectangle {
            anchors.left: parent.left
            width: parent.width * Math.max(0, standing.budgetUsed)
            height: parent.height
            color: standing.budgetUsed > 0.8 ? Theme.warn : Theme.accent
        }
    }
}
