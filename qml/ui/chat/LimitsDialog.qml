pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse

// How far a session may go by itself: steps and time of one run, cost and tokens of all of it.
SheetDialog {
    id: dialog

    required property var session
    property string problem: ""
    // The server knows seconds; people think in minutes.
    readonly property var fields: [
        { name: "max_steps", words: qsTr("Steps of one run"), unit: 1 },
        { name: "max_time", words: qsTr("Minutes of one run"), unit: 60 },
        { name: "max_cost_usd", words: qsTr("Cost of the session (US$)"), unit: 1 },
        { name: "max_tokens_total", words: qsTr("Tokens of the session"), unit: 1 }]

    function shownOf(field) {
        const value = session.record?.[field.name] ?? 0
        return value > 0 ? String(Math.round(value / field.unit * 100) / 100) : ""
    }
    function save() {
        const changes = {}
        for (let at = 0; at < rows.count; ++at) {
            const row = rows.itemAt(at) as LimitField
            if (row.text === shownOf(fields[at]))
                continue
            const value = Number(row.text)
            row.problem = Number.isFinite(value) && value >= 0 ? "" : qsTr("This number will not do.")
            if (row.problem !== "")
                return
            changes[fields[at].name] = fields[at].unit === 1 ? value : Math.round(value * fields[at].unit)
        }
        if (Object.keys(changes).length === 0)
            return dialog.close()
        Toast.watch(session.change(changes), () => dialog.close(), sentence => {
            dialog.problem = sentence
            return true
        })
    }

    title: qsTr("Limits")
    onAboutToShow: problem = ""

    TextLabel {
        Layout.fillWidth: true
        text: qsTr("They hold at once, also in a run that is going on.")
        tone: "soft"
    }
    Repeater {
        id: rows

        model: dialog.opened || dialog.visible ? dialog.fields : []

        LimitField {
            required property var modelData

            label: modelData.words
            text: dialog.shownOf(modelData)
            Layout.fillWidth: true
            onAccepted: dialog.save()
        }
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0
        text: dialog.problem
        tone: "bad"
        Accessible.role: Accessible.AlertMessage
    }
    actions: [
        ActionButton {
            kind: "primary"
            text: qsTr("Save")
            onClicked: dialog.save()
        },
        ActionButton {
            text: qsTr("Cancel")
            onClicked: dialog.close()
        }
    ]
}
