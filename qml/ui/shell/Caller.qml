import QtQuick
import Pilothouse
import Pilothouse.App
import Pilothouse.Chat

// Calls a person who looks elsewhere: a session asks, or has come to an end.
Item {
    id: caller

    required property Program program
    required property bool isSeen // the window is in front

    signal wanted(string id)

    function words(before, now) {
        const wasBusy = before === "running" || before === "awaiting_approval"
        switch (now) {
        case "awaiting_approval": return qsTr("The agent asks")
        case "completed": return wasBusy ? qsTr("Done") : ""
        case "error": return wasBusy ? qsTr("Failed") : ""
        case "paused": return wasBusy ? qsTr("Paused") : ""
        }
        return ""
    }
    // Whether somebody wants to be called for it.
    function isLiked(now) {
        const liked = program.preferences
        return liked.calls && (now === "awaiting_approval" ? liked.callsForQuestions
            : now === "error" ? liked.callsForFailures : liked.callsForEnds)
    }
    // By the names of the desktop's sounds.
    function sound(now) {
        return !program.preferences.sounds ? "" : now === "awaiting_approval" ? "message-new-instant"
            : now === "error" ? "dialog-error" : "complete"
    }
    // The questions among events that nobody has answered.
    function openQuestions(events) {
        const open = new Map()
        for (const event of events) {
            if (event.type === "approval_request")
                open.set(event.content.tool_use_id, event.content)
            else if (event.type === "approval_decision")
                open.delete(event.content.tool_use_id)
        }
        return [...open.values()]
    }
    // With one question alone it is clear what is answered.
    function ask(id, title, name, record) {
        const path = "sessions/" + id + "/events?format=json&limit=100&after=" + Math.max(0, record.last_seq - 100)
        const answer = program.server.get(path)
        answer.done.connect(page => {
            const questions = openQuestions(page.events)
            const one = questions.length === 1 ? questions[0] : null
            const answers = one ? [{ id: "allow " + one.tool_use_id, words: qsTr("Allow") },
                                   { id: "deny " + one.tool_use_id, words: qsTr("Deny") }] : []
            const text = one ? name + "\n" + Words.visible(one.summary) : name
            caller.program.notifications.show(id, title, text, answers, true, sound("awaiting_approval"))
        })
        answer.failed.connect(() => caller.program.notifications.show(id, title, name, [], true,
            sound("awaiting_approval")))
    }

    Connections {
        target: caller.program.server.sessions

        function onStatusChanged(id, before, now) {
            if (now !== "awaiting_approval")
                caller.program.notifications.close(id)
            const title = caller.words(before, now)
            if (title.length === 0 || caller.isSeen || !caller.isLiked(now))
                return
            const record = caller.program.server.sessions.record(id)
            const name = caller.program.server.sessions.titleOf(record)
            if (now === "awaiting_approval")
                caller.ask(id, title, name, record)
            else
                caller.program.notifications.show(id, title, name, [], false, caller.sound(now))
        }
    }
    Connections {
        target: caller.program.notifications

        function onOpened(key) {
            caller.wanted(key)
        }
        function onAnswered(key, answer) {
            const [decision, call] = answer.split(" ")
            const sent = caller.program.server.post("sessions/" + key + "/approvals/" + encodeURIComponent(call),
                { decision: decision === "allow" ? "allow" : "deny" })
            sent.failed.connect(why => Toast.say(why, "bad"))
        }
    }
}
