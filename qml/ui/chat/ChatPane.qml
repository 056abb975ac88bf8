pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse
import Pilothouse.Chat

// The conversation side of a session: progress, transcript, questions, composer.
Item {
    id: pane

    required property var session
    property var models: []
    property bool isDemo: false
    property alias transcript: transcript
    readonly property alias composer: composer
    readonly property alias access: access
    property string sandbox: "" // of the server
    signal sessionAsked(string id) // one that is to be shown
    signal filesGiven(var urls) // that are for the desktop

    function takeFocus() {
        if (composer.visible)
            composer.takeFocus()
        else
            transcript.forceActiveFocus()
    }
    function showLimits() {
        limits.open()
    }
    // Event `seq`, when it is there.
    function showStep(seq) {
        seeker.show(seq)
    }
    // Leads to a new session that knows what was said until event `seq`; `then(id)` before it is shown.
    function fork(seq, then) {
        Toast.watch(session.fork(seq), made => {
            if (then)
                then(made.id)
            pane.sessionAsked(made.id)
        })
    }
    // The message once more. Where its run failed, that run goes on: nothing need be done twice.
    function retry(item) {
        if (session.status === "error" && ItemRows.lastOf(session.items, "user").key === item.key)
            return Toast.watch(session.resume())
        fork(item.seq - 1, id => Toast.watch(pane.session.sendTo(id, item.text)))
    }
    function hint() {
        switch (session.status) {
        case "active":
            return qsTr("Describe the task")
        case "running":
            return qsTr("Stop and correct the agent")
        case "awaiting_approval":
            return qsTr("Answer above, or write")
        case "paused":
            return standing.isSteered ? qsTr("Hand back, or correct it") : qsTr("Resume, or write what to do")
        }
        return qsTr("Give the next task")
    }

    SessionState {
        id: standing

        session: pane.session
    }
    Outbox {
        id: outbox

        session: pane.session
        isRunning: standing.isRunning
        onRefused: (text, images) => composer.giveBack(text, images)
        onDelivered: transcript.toEnd()
    }
    ProgressLine {
        id: progress

        width: parent.width
        session: pane.session
    }
    SettingsStrip {
        id: settings

        y: progress.height
        width: parent.width
        session: pane.session
        models: pane.models
        isDemo: pane.isDemo
        onLimitsAsked: limits.open()
        onPermissionsAsked: access.showPermissions()
    }
    Transcript {
        id: transcript

        y: settings.y + settings.height
        width: parent.width
        height: Math.max(0, foot.y - y)
        session: pane.session
        onLinkAsked: address => links.ask(address)
        onSessionAsked: id => pane.sessionAsked(id)
        onEditAsked: item => pane.fork(item.seq - 1, id => Drafts.keep(id, item.text))
        onRetryAsked: item => pane.retry(item)
        onForkAsked: seq => pane.fork(seq)
    }
    StepSeeker {
        id: seeker

        session: pane.session
        transcript: transcript
    }
    TextLabel {
        anchors.centerIn: transcript
        visible: transcript.count === 0
        width: Math.min(implicitWidth, parent.width - 40)
        text: qsTr("Describe the task. The desktop starts with your first message.")
        tone: "soft"
        horizontalAlignment: Text.AlignHCenter
    }
    ActionButton {
        visible: !transcript.follows
        x: (parent.width - width) / 2
        y: foot.y - height - 10
        z: 3
        iconName: "down"
        text: qsTr("Latest")
        onClicked: transcript.toEnd()
    }
    Column {
        id: foot

        readonly property real room: Math.min(820, pane.width - 28)

        y: parent.height - height
        width: parent.width
        spacing: Theme.gap
        bottomPadding: 12

        BudgetOffer {
            x: (parent.width - width) / 2
            width: foot.room
            session: pane.session
            onLimitsAsked: limits.open()
        }
        Approvals {
            id: approvals

            width: parent.width
            height: Math.min(implicitHeight, pane.height * 0.62)
            session: pane.session
            onGoneOn: pane.takeFocus()
        }
        ClosedBar {
            visible: pane.session.status === "finished"
            x: (parent.width - width) / 2
            width: foot.room
            onGoneOn: pane.fork(undefined)
        }
        Composer {
            id: composer

            visible: pane.session.status !== "finished"
            x: (parent.width - width) / 2
            width: foot.room
            sessionId: pane.session.id
            hint: pane.hint()
            note: outbox.note
            onTextChanged: approvals.mayTakeFocus = false
            onSent: (text, images) => outbox.put(text, images)
            onFilesGiven: urls => pane.filesGiven(urls)
        }
    }
    DropTarget {
        anchors.fill: parent
        visible: composer.visible
        onGiven: urls => composer.take(urls)
    }
    LimitsDialog {
        id: limits

        session: pane.session
    }
    AccessDialogs {
        id: access

        session: pane.session
        sandbox: pane.sandbox
    }
    LinkDialog {
        id: links
    }
}
