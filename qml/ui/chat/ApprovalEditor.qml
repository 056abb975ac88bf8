pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse
import Pilothouse.Chat

// Correcting what the agent wants to do: every part of its input stays in view, as a field of its own.
Column {
    id: editor

    required property var call
    required property var input
    readonly property string main: Words.mainField(call)
    readonly property var names: ranked(Object.keys(input))
    readonly property bool hasPlace: names.includes("coordinate")
    readonly property bool isDrawn: names.includes("start_coordinate")
    signal edited

    // What it is about before its text.
    function ranked(all) {
        const rank = name => name === "start_coordinate" ? 0 : name === main ? 2 : 1
        return all.slice().sort((one, other) => rank(one) - rank(other))
    }
    function fields() {
        return Array.from({ length: parts.count }, (_, at) => parts.itemAt(at) as ApprovalField)
            .filter(field => field !== null)
    }
    // All of the input; null where a field will not do.
    function value() {
        const whole = {}
        let isGood = true
        for (const field of fields()) {
            whole[field.name] = field.value()
            isGood = isGood && whole[field.name] !== undefined
        }
        return isGood ? whole : null
    }
    function marked() {
        const whole = Object.assign({}, input)
        for (const field of fields())
            whole[field.name] = field.marked()
        return whole
    }
    function place(from, to) {
        for (const field of fields()) {
            if (field.name === "start_coordinate")
                field.put(from)
            else if (field.name === "coordinate")
                field.put(to)
        }
        edited()
    }
    function takeFocus() {
        const all = fields()
        const first = all.find(field => field.name === main) ?? all[0]
        if (first)
            first.takeFocus()
    }

    spacing: 7

    Repeater {
        id: parts

        model: editor.names

        ApprovalField {
            required property string modelData

            width: editor.width
            name: modelData
            given: editor.input[modelData]
            onEdited: editor.edited()
        }
    }
    TextLabel {
        visible: editor.hasPlace
        text: editor.isDrawn ? qsTr("Or draw the way on the picture.")
            : qsTr("Or click on the right place in the picture.")
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
}
