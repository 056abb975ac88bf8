import QtQml
import Pilothouse.Chat

// What a session's numbers mean for what can be done with it.
QtObject {
    id: standing

    required property var session
    readonly property var record: session.record ?? ({})
    readonly property var run: session.run ?? null
    readonly property string status: session.status ?? ""
    readonly property bool isSteered: session.control?.holder === "person"
    readonly property bool hasRun: !!run && !!run.startedAt
    readonly property bool isRunGoingOn: hasRun && !run.endedAt
    // A run is going on, or waits for a person at the wheel.
    readonly property bool isRunning: session.isBusy || (status === "paused" && isRunGoingOn)
    readonly property bool isStopped: status === "paused" || status === "interrupted" || status === "error"
    readonly property real cost: session.totals?.cost ?? 0
    readonly property real tokens: session.totals?.tokens ?? 0
    readonly property string usedUp: limitUsedUp()
    // It would end at once where the whole session has used up its limit.
    readonly property bool canResume: isStopped && !isSteered && usedUp !== "max_cost_usd"
        && usedUp !== "max_tokens_total"
    readonly property real budgetUsed: budgetPart() // 0 to 1; below 0: there is no budget

    function limitUsedUp() {
        if (record.max_cost_usd > 0 && cost >= record.max_cost_usd)
            return "max_cost_usd"
        if (record.max_tokens_total > 0 && tokens >= record.max_tokens_total)
            return "max_tokens_total"
        const reached = run && run.outcome === "budget" ? run.budget : ""
        return ["max_steps", "max_time"].includes(reached) ? reached : ""
    }
    function budgetPart() {
        const parts = []
        if (record.max_cost_usd > 0)
            parts.push(cost / record.max_cost_usd)
        if (record.max_steps > 0 && isRunGoingOn)
            parts.push(run.steps / record.max_steps)
        return parts.length > 0 ? Math.min(1, Math.max(...parts)) : -1
    }
    // The next larger limit: twice as much, and more than is spent.
    function raised(name) {
        const spent = name === "max_cost_usd" ? cost : name === "max_tokens_total" ? tokens : 0
        let limit = record[name] * 2
        while (limit > 0 && limit < spent * 1.25)
            limit *= 2
        return limit
    }
    function limitWords(name, value) {
        switch (name) {
        case "max_cost_usd":
            return Words.money(value)
        case "max_tokens_total":
            return qsTr("%1 tokens").arg(Words.count(value))
        case "max_time":
            return Words.duration(value * 1000)
        }
        return value === 1 ? qsTr("1 step") : qsTr("%1 steps").arg(value)
    }
    function limits() {
        const said = []
        for (const name of ["max_steps", "max_cost_usd", "max_tokens_total", "max_time"]) {
            if (record[name] > 0)
                said.push(limitWords(name, record[name]))
        }
        return said
    }
    // "Step 3 of 50", "12.4k tokens", "$0.03 of $1.00" and so on, as far as known.
    function facts(now) {
        const told = []
        if (isRunGoingOn) {
            const step = run.steps + 1
            told.push(record.max_steps > 0 ? qsTr("Step %1 of %2").arg(step).arg(record.max_steps) : qsTr("Step %1").arg(step))
            told.push(Words.duration(now - run.startedAt))
        }
        if (tokens > 0)
            told.push(qsTr("%1 tokens").arg(Words.count(tokens)))
        if (record.max_cost_usd > 0)
            told.push(qsTr("%1 of %2").arg(Words.money(cost)).arg(Words.money(record.max_cost_usd)))
        else if (cost > 0)
            told.push(Words.money(cost))
        return told
    }
    function statusWord() {
        switch (status) {
        case "active":
            return qsTr("Ready")
        case "running":
            return qsTr("Working")
        case "awaiting_approval":
            return qsTr("Needs you")
        case "paused":
            return qsTr("Paused")
        case "completed":
            return qsTr("Done")
        case "error":
            return qsTr("Failed")
        case "cancelled":
            return qsTr("Cancelled")
        case "interrupted":
            return qsTr("Stopped")
        case "finished":
            return qsTr("Closed")
        }
        return Words.visible(status)
    }
}
