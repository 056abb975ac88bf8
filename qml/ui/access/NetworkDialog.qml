pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// Where a session may connect to; with a list, what is on it and one host more.
SheetDialog {
    id: dialog

    required property var session
    property string sandbox: "" // as /health tells it; empty: it does not
    readonly property string egress: session.record?.egress ?? ""
    readonly property var hosts: session.record?.allow_hosts ?? []
    readonly property bool isList: egress === "list"

    function allow() {
        const host = field.text.trim()
        if (host.length === 0)
            return
        wrong.text = ""
        Toast.watch(session.allowHost(host), () => field.text = "", (sentence, details) => {
            const about = (details?.fields ?? []).filter(each => each.name === "host").map(each => each.words)
            wrong.text = Words.visible(about.join("\n") || sentence)
            return true
        })
    }

    title: qsTr("Network")
    onAboutToShow: {
        field.text = ""
        wrong.text = ""
    }

    TextLabel {
        Layout.fillWidth: true
        text: AccessWords.network(dialog.egress)
        font.weight: Font.DemiBold
    }
    TextLabel {
        Layout.fillWidth: true
        text: AccessWords.meaning(dialog.egress)
        tone: "soft"
    }
    TextLabel { // docs/network.md
        Layout.fillWidth: true
        visible: dialog.sandbox.length > 0 && dialog.sandbox !== "bwrap" && (dialog.egress === "all" || dialog.egress === "public")
        text: qsTr("Not held here: the sandbox is “%1”, so programs use the computer’s own network.")
            .arg(Words.visible(dialog.sandbox))
        tone: "warn"
    }
    Repeater {
        model: dialog.isList ? dialog.hosts : []

        TextLabel {
            required property string modelData

            Layout.fillWidth: true
            text: Words.visible(modelData)
            font.family: Theme.mono
        }
    }
    TextLabel {
        visible: dialog.isList && dialog.hosts.length === 0
        text: qsTr("None yet.")
        tone: "soft"
    }
    RowLayout {
        visible: dialog.isList && dialog.session.status !== "finished"
        spacing: 8

        InputField {
            id: field

            Layout.fillWidth: true
            label: qsTr("Host to allow")
            placeholderText: "example.com"
            maximumLength: 300
            problem: wrong.text.length > 0
            onAccepted: dialog.allow()
        }
        ActionButton {
            text: qsTr("Allow")
            enabled: field.text.trim().length > 0
            onClicked: dialog.allow()
        }
    }
    TextLabel {
        id: wrong

        Layout.fillWidth: true
        visible: text.length > 0
        tone: "bad"
        font.pixelSize: Theme.smallSize
        Accessible.role: Accessible.AlertMessage
    }
    actions: ActionButton {
        text: qsTr("Close")
        onClicked: dialog.close()
    }
}
