pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client

// A new session with other options than the server's own. Empty fields are left to the server.
SheetDialog {
    id: dialog

    required property ServerConnection server

    property var defaults: ({}) // what somebody likes new sessions to be
    property bool isBegun: false

    signal made(string id, string task)

    title: qsTr("New session")
    wish: 720
    spreads: true
    preset: create

    // `wishes`: how it shall work; else as the form was left, or by the defaults.
    function show(words, wishes) {
        if (wishes || !isBegun)
            fields.fill(wishes ?? defaults)
        isBegun = true
        fields.load()
        task.text = words
        problem.text = ""
        open()
        task.area.forceActiveFocus()
    }
    function startOver() {
        fields.fill(defaults)
        task.text = ""
        webhook.text = ""
        secrets.clear()
    }
    // What the filled form asks for, as POST /sessions/ takes it.
    function wishes() {
        const wanted = fields.read()
        const given = secrets.read()
        if (Object.keys(given).length > 0)
            wanted.secrets = given
        if (webhook.text.trim().length > 0)
            wanted.webhook = webhook.text.trim()
        return wanted
    }
    function submit() {
        problem.text = ""
        create.enabled = false
        const words = task.text.trim()
        const answer = server.create(wishes())
        answer.done.connect(record => {
            create.enabled = true
            startOver()
            close()
            made(record.id, words)
        })
        answer.failed.connect((why, details) => {
            create.enabled = true
            const aboutSecrets = (details.fields ?? []).filter(each => each.name === "secrets").map(each => each.words)
            const aboutHosts = fields.complain(details)
            if (aboutSecrets.length > 0)
                secrets.complain(aboutSecrets[0])
            else if (!aboutHosts)
                problem.text = why
        })
    }

    FormField {
        Layout.fillWidth: true
        label: qsTr("Task")

        InputArea {
            id: task

            Layout.fillWidth: true
            leastLines: 3
            label: qsTr("Task")
            placeholderText: qsTr("What should the agent do? You can also say it later.")
        }
    }
    SessionFields {
        id: fields

        Layout.fillWidth: true
        server: dialog.server
    }
    SecretRows {
        id: secrets

        Layout.fillWidth: true
    }
    CodeField {
        id: webhook // no part of templates and defaults: an address may hold a token

        label: qsTr("Tell an address when it asks or ends (webhook)")
        placeholder: "https://example.com/hook"
        maximumLength: 2000
    }
    TextLabel {
        id: problem

        Layout.fillWidth: true
        visible: text.length > 0
        tone: "bad"
        Accessible.role: Accessible.AlertMessage
    }
    actions: [
        ActionButton {
            id: create

            kind: "primary"
            text: qsTr("Create session")
            onClicked: dialog.submit()
        },
        ActionButton {
            text: qsTr("Cancel")
            onClicked: dialog.close()
        },
        Item {
            Layout.fillWidth: true
        },
        ActionButton {
            kind: "link"
            text: qsTr("Start over")
            onClicked: dialog.startOver()
        }
    ]
    onClosed: secrets.clear()
}
