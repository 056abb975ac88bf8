import QtQuick
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// A row of the palette: a heading, a session, something to do, a place in a conversation.
T.ItemDelegate {
    id: entry

    required property var modelData
    required property int index
    property bool isChosen: false
    property date now: new Date()
    readonly property string kind: modelData.kind
    readonly property bool isHeading: kind === "heading"
    readonly property bool isHit: kind === "hit"

    function heading() {
        switch (modelData.group) {
        case "sessions":
            return qsTr("Sessions")
        case "actions":
            return qsTr("Actions")
        case "here":
            return qsTr("In this session")
        }
        return qsTr("In conversations")
    }
    function who() {
        switch (modelData.type) {
        case "user":
            return qsTr("You")
        case "title":
            return qsTr("Title")
        case "tool_started":
            return qsTr("Command")
        case "approval_decision":
            return qsTr("Decision")
        case "thinking":
            return qsTr("Thinking")
        case "tool_use":
            return qsTr("Input")
        case "tool_result":
            return qsTr("Output")
        }
        return qsTr("Agent")
    }
    function glyph() {
        const hits = { user: "pencil", title: "chat", tool_started: "terminal", tool_use: "terminal",
            tool_result: "terminal" }
        switch (kind) {
        case "session":
            return "chat"
        case "deed":
            return modelData.icon
        case "hit":
            return hits[modelData.type] ?? "thought"
        case "more":
            return "down"
        }
        return "search"
    }
    function title() {
        switch (kind) {
        case "heading":
            return heading()
        case "more":
            return qsTr("More places")
        case "wider":
            return qsTr("Look in what tools printed and the agent thought")
        }
        return Words.visible(modelData.title ?? "")
    }
    function aside() {
        const ago = modelData.at ? Sayings.ago(new Date(modelData.at), now) : ""
        if (kind === "session")
            return Sayings.status(modelData.status) + " · " + ago
        return kind === "deed" ? modelData.keys ?? "" : ago
    }
    function place() {
        return [who(), Words.visible(modelData.title ?? "")].filter(each => each.length > 0).join(" · ")
    }

    enabled: !isHeading
    implicitHeight: isHeading ? Theme.control : Math.max(Theme.control, words.height + below.height + 12)
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    Accessible.role: isHeading ? Accessible.Heading : Accessible.ListItem
    Accessible.name: isHit ? qsTr("%1. %2").arg(Words.visible(modelData.text)).arg(place()) : title()
    Accessible.description: aside()
    Accessible.focused: isChosen
    Accessible.ignored: false

    contentItem: Item {
        Icon {
            visible: !entry.isHeading
            anchors.left: parent.left
            anchors.leftMargin: 12
            y: words.y + (Math.min(words.height, Theme.textSize * 1.4) - height) / 2
            width: Theme.textSize + 1
            height: width
            name: entry.isHeading ? "" : entry.glyph()
            color: entry.isChosen ? Theme.accent : Theme.soft
        }
        Text {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: entry.isHeading ? 12 : 36
            anchors.right: side.left
            anchors.rightMargin: 10
            y: entry.isHeading ? parent.height - height - 4 : (parent.height - height - below.height) / 2
            text: entry.isHit ? Words.found(entry.modelData.text, entry.modelData.marks, Theme.inks) : entry.title()
            textFormat: entry.isHit ? Text.StyledText : Text.PlainText
            wrapMode: entry.isHit ? Text.Wrap : Text.NoWrap
            maximumLineCount: entry.isHit ? 2 : 1
            elide: Text.ElideRight
            color: entry.isHeading || entry.kind === "wider" || entry.kind === "more" ? Theme.soft : Theme.ink
            font.family: Theme.sans
            font.pixelSize: entry.isHeading ? Theme.tinySize : Theme.textSize
            font.weight: entry.isHeading ? Font.DemiBold : Font.Normal
        }
        TextLabel {
            id: below

            anchors.left: parent.left
            anchors.leftMargin: 36
            anchors.right: side.left
            anchors.rightMargin: 10
            y: words.y + words.height + 1
            height: entry.isHit ? implicitHeight : 0
            visible: entry.isHit
            text: entry.isHit ? entry.place() : ""
            tone: "soft"
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            font.pixelSize: Theme.tinySize
        }
        TextLabel {
            id: side

            anchors.right: parent.right
            anchors.rightMargin: 12
            y: words.y + (Math.min(words.height, Theme.textSize * 1.4) - height) / 2
            text: entry.isHeading ? "" : entry.aside()
            tone: "soft"
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.smallSize
        }
    }
    background: Rectangle {
        radius: Theme.radius - 2
        color: entry.isChosen ? Theme.hover : "transparent"
    }
}
