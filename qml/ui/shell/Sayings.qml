pragma Singleton

import QtQml

// How sessions stand, and when that was, in words.
QtObject {
    function status(status) {
        switch (status) {
        case "active": return qsTr("Ready")
        case "running": return qsTr("Working")
        case "awaiting_approval": return qsTr("Needs you")
        case "paused": return qsTr("Paused")
        case "completed": return qsTr("Done")
        case "error": return qsTr("Failed")
        case "cancelled": return qsTr("Cancelled")
        case "interrupted": return qsTr("Stopped")
        case "finished": return qsTr("Closed")
        }
        return status
    }

    // Of a Pill.
    function tone(status) {
        switch (status) {
        case "awaiting_approval": return "warn"
        case "running": return "accent"
        case "error": return "bad"
        case "completed": return "good"
        case "paused": return "info"
        }
        return ""
    }

    function ago(date, now) {
        const seconds = (now - date) / 1000
        if (!(seconds >= 45))
            return qsTr("just now")
        if (seconds < 3600)
            return qsTr("%1 min").arg(Math.max(1, Math.round(seconds / 60)))
        if (seconds < 86400)
            return qsTr("%1 h").arg(Math.round(seconds / 3600))
        if (seconds < 7 * 86400)
            return qsTr("%1 d").arg(Math.round(seconds / 86400))
        return date.toLocaleDateString(Qt.locale(), Locale.ShortFormat)
    }
}
