pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse

// The secrets that a new session is given: as many as are wanted.
ColumnLayout {
    id: rows

    property bool shown: false

    spacing: 8

    // Name → secret of all that are filled in.
    function read() {
        const secrets = {}
        for (let at = 0; at < list.count; ++at) {
            const row = list.itemAt(at) as SecretRow
            row.problem = ""
            if (row.filled)
                secrets[row.key] = row.secret
        }
        return secrets
    }
    // A sentence of the server's, at the secret that it names.
    function complain(words) {
        shown = true
        for (let at = 0; at < list.count; ++at) {
            const row = list.itemAt(at) as SecretRow
            if (list.count === 1 || words.includes(row.key))
                row.problem = words
        }
    }
    // No value stays behind.
    function clear() {
        model.clear()
        model.append({})
        shown = false
    }

    ListModel {
        id: model

        Component.onCompleted: append({})
    }
    ActionButton {
        kind: "link"
        iconName: rows.shown ? "down" : "forward"
        text: qsTr("Secrets")
        onClicked: rows.shown = !rows.shown
    }
    TextLabel {
        Layout.fillWidth: true
        visible: rows.shown
        tone: "soft"
        font.pixelSize: Theme.smallSize
        text: qsTr("The agent types a secret by its name; the model never sees the value. With neither hosts nor windows, you are asked each time.")
    }
    Repeater {
        id: list

        model: model

        SecretRow {
            required property int index

            Layout.fillWidth: true
            visible: rows.shown
            onRemoveAsked: model.remove(index)
        }
    }
    ActionButton {
        visible: rows.shown
        iconName: "plus"
        text: qsTr("Add a secret")
        onClicked: model.append({})
    }
}
