pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// Links that show a session to whoever has them: make one, copy it, take it back.
SheetDialog {
    id: dialog

    required property var server // url, get(), post(), remove()
    property string sessionId: ""
    property var shares: []
    property bool isLoaded: false
    property string said: ""
    property string problem: ""
    readonly property string path: "sessions/" + sessionId + "/shares"
    readonly property int hour: 3600 // seconds
    readonly property var lifetimes: [
        { value: String(hour), words: qsTr("1 hour") }, { value: String(24 * hour), words: qsTr("1 day") },
        { value: String(7 * 24 * hour), words: qsTr("7 days") }, { value: String(30 * 24 * hour), words: qsTr("30 days") }]

    function show(id) {
        sessionId = id
        shares = []
        isLoaded = false
        said = problem = ""
        open()
        load()
    }
    function fail(sentence) {
        problem = Words.visible(sentence)
        return true
    }
    function load() {
        Toast.watch(server.get(path), all => {
            shares = all
            isLoaded = true
        }, fail)
    }
    function addressOf(share) {
        return share.url ? ("" + server.url).replace(/\/$/, "") + share.url : ""
    }
    function moment(text) {
        return new Date(text).toLocaleString(Qt.locale(), Locale.ShortFormat)
    }
    function make() {
        said = problem = ""
        making.enabled = false
        Toast.watch(server.post(path, { expires_in_s: Number(lifetime.value) }), share => {
            making.enabled = true
            Words.copy(addressOf(share))
            said = qsTr("The link is made and copied.")
            load()
        }, sentence => {
            making.enabled = true
            return fail(sentence)
        })
    }
    function copy(share) {
        Words.copy(addressOf(share))
        said = qsTr("The link is copied.")
    }
    function revoke(share) {
        said = problem = ""
        Toast.watch(server.remove(path + "/" + encodeURIComponent(share.id)), () => {
            said = qsTr("The link opens nothing any more.")
            load()
        }, sentence => {
            load()
            return fail(sentence)
        })
    }

    title: qsTr("Share a link")
    wish: 640

    TextLabel {
        Layout.fillWidth: true
        tone: "soft"
        text: qsTr("Whoever has the link sees the conversation, its pictures and the replay as they are now, without logging in. Nothing can be done with it, and nothing that comes later is shown. Look through it first: what is on the pictures is shown, too.")
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: 8

        TextLabel {
            text: qsTr("It ends after")
        }
        ChoiceBox {
            id: lifetime

            label: qsTr("It ends after")
            model: dialog.lifetimes
            value: String(7 * 24 * dialog.hour)
        }
        Item {
            Layout.fillWidth: true
        }
        ActionButton {
            id: making

            kind: "primary"
            iconName: "link"
            text: qsTr("Make a link")
            onClicked: dialog.make()
        }
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0
        text: dialog.problem.length > 0 ? dialog.problem : dialog.said
        tone: dialog.problem.length > 0 ? "bad" : "good"
        Accessible.role: Accessible.AlertMessage
    }
    TextLabel {
        text: qsTr("Links that are good now")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    TextLabel {
        visible: dialog.isLoaded && dialog.shares.length === 0
        text: qsTr("None.")
        tone: "soft"
    }
    Repeater {
        model: dialog.shares

        ListRow {
            id: row

            required property var modelData

            iconName: "link"
            isCode: true
            words: dialog.addressOf(modelData)
            more: qsTr("As it was on %1 · ends on %2").arg(dialog.moment(modelData.created_at))
                .arg(dialog.moment(modelData.expires_at))

            IconButton {
                iconName: "clipboard"
                label: qsTr("Copy")
                onClicked: dialog.copy(row.modelData)
            }
            ActionButton {
                text: qsTr("Revoke")
                onClicked: dialog.revoke(row.modelData)
            }
        }
    }
    actions: ActionButton {
        text: qsTr("Close")
        onClicked: dialog.close()
    }
}
