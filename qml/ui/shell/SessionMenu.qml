import QtQuick
import Pilothouse
import Pilothouse.Client

// What may be done with a session, from the list or its own page.
ActionMenu {
    id: menu

    required property ServerConnection server
    property string sessionId: ""
    readonly property var info: server.info
    readonly property var record: sessionId.length > 0 ? server.sessions.record(sessionId) : ({})

    signal renameAsked(string id, string name)
    signal finishAsked(string id)
    signal removeAsked(string id)
    signal windowAsked(string id)
    signal shareAsked(string id)
    signal templateAsked(string id)

    ActionItem {
        iconName: "screen"
        text: qsTr("Open in a window of its own")
        onTriggered: menu.windowAsked(menu.sessionId)
    }
    ActionItem {
        iconName: "pencil"
        text: qsTr("Rename…")
        keys: "F2"
        onTriggered: menu.renameAsked(menu.sessionId, menu.server.sessions.titleOf(menu.record))
    }
    ActionItem {
        iconName: "link"
        text: qsTr("Share a link…")
        visible: menu.info.share_links === true
        onTriggered: menu.shareAsked(menu.sessionId)
    }
    ActionItem {
        iconName: "mark"
        text: qsTr("Keep as template…")
        onTriggered: menu.templateAsked(menu.sessionId)
    }
    MenuLine {}
    ActionItem {
        iconName: "check"
        text: qsTr("Close for good…")
        enabled: menu.record.status !== "finished"
        onTriggered: menu.finishAsked(menu.sessionId)
    }
    ActionItem {
        iconName: "trash"
        danger: true
        text: qsTr("Delete…")
        onTriggered: menu.removeAsked(menu.sessionId)
    }
}
