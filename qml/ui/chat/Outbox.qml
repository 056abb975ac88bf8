import QtQuick
import Pilothouse

// Messages on their way. While the agent works, one stops it first; several in one breath are one. A run
// that has done nothing yet is given a moment: it would be stopped for nothing. The server takes no
// message beside a run, so the next one waits until the session has heard of the run of the last one.
Item {
    id: outbox

    required property var session
    required property bool isRunning
    property var waiting: [] // of { text, images }
    property bool isStopping: false
    property bool isSending: false
    property var awaited: 0 // the last event when the server took the last message
    readonly property bool hasHeard: session.lastSeq >= awaited
    readonly property bool isFresh: isRunning && !(session.run && !session.run.endedAt && session.run.steps > 0)
    readonly property string note: waiting.length === 0 ? ""
        : qsTr("It is sent as soon as the agent has stopped: %1").arg(joined().text)
    signal refused(string text, var images)
    signal delivered

    function put(text, images) {
        waiting = waiting.concat([{ text: text, images: images }])
        goOn()
    }
    function joined() {
        return { text: waiting.map(one => one.text).filter(one => one.length > 0).join("\n"),
            images: waiting.reduce((all, one) => all.concat(one.images), []) }
    }
    function goOn() {
        if (waiting.length === 0 || isSending || !hasHeard)
            return
        if (!isRunning)
            deliver()
        else if (isFresh)
            patience.start()
        else
            stop()
    }
    function stop() {
        patience.stop()
        if (isStopping)
            return
        isStopping = true
        Toast.watch(session.interrupt(), null, () => {
            isStopping = false
            outbox.fail()
            return false
        })
    }
    function deliver() {
        const message = joined()
        waiting = []
        isSending = true
        const settle = () => {
            isSending = false
            isStopping = false
            patience.stop()
        }
        Toast.watch(session.send(message.text, message.images), record => {
            awaited = record?.last_seq ?? 0
            settle()
            outbox.delivered()
            outbox.goOn()
        }, () => {
            settle()
            outbox.refused(message.text, message.images)
            return false
        })
    }
    function fail() {
        const message = joined()
        waiting = []
        refused(message.text, message.images)
    }

    onIsRunningChanged: {
        if (!isRunning)
            isStopping = false
        goOn()
    }
    onIsFreshChanged: goOn()
    onHasHeardChanged: goOn()
    onSessionChanged: awaited = 0

    Timer {
        id: patience

        interval: 3000
        onTriggered: if (outbox.waiting.length > 0 && outbox.isRunning) outbox.stop()
    }
}
