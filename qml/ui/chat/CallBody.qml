pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// All of a call: what was asked for and what came out, of a command as a terminal shows it.
Column {
    id: body

    required property var item
    required property var call
    required property string object
    required property bool isBad
    readonly property bool isCommand: call.tool === "bash"
    readonly property string output: item.text ?? ""
    readonly property var terminal: isCommand && output.length > 0 ? Words.terminal(output, Theme.inks) : null
    readonly property int inset: 33 // below the words of the line above
    property bool asGot: false // with all control characters marked

    function fields() {
        const input = call.input ?? {}
        return Object.keys(input).filter(name => input[name] !== object).map(name => ({ name: name,
            text: typeof input[name] === "string" ? input[name] : Words.json(input[name]) }))
    }

    topPadding: 7
    bottomPadding: 9
    spacing: 7

    component Part: RichText {
        anchors.left: parent ? parent.left : undefined
        anchors.leftMargin: body.inset
        width: body.width - body.inset - 10
        color: Theme.soft
        font.family: Theme.mono
        font.pixelSize: Theme.smallSize
    }

    Part {
        visible: body.object.length > 0
        html: visible ? Words.marked(body.object, Theme.inks) : ""
        color: Theme.ink
    }
    Repeater {
        model: body.fields()

        Column {
            id: field

            required property var modelData

            width: body.width

            TextLabel {
                anchors.left: parent.left
                anchors.leftMargin: body.inset
                text: Words.visible(field.modelData.name)
                tone: "soft"
                font.pixelSize: Theme.tinySize
            }
            Part {
                html: Words.marked(field.modelData.text, Theme.inks)
            }
        }
    }
    Item {
        visible: body.output.length > 0
        width: body.width
        height: visible ? Math.min(380, words.height) : 0

        Flickable {
            id: scroller

            anchors.fill: parent
            anchors.rightMargin: copy.width
            contentHeight: words.height
            contentWidth: width
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentHeight > height
            activeFocusOnTab: interactive
            Accessible.role: Accessible.Grouping
            Accessible.name: qsTr("Output")
            T.ScrollBar.vertical: ThinScrollBar {}
            Keys.onUpPressed: contentY = Math.max(0, contentY - 40)
            Keys.onDownPressed: contentY = Math.min(contentHeight - height, contentY + 40)

            Part {
                id: words

                width: scroller.width - body.inset - 10
                html: body.terminal && !body.asGot ? body.terminal.html : Words.marked(body.output, Theme.inks)
                color: body.isBad ? Theme.bad : Theme.soft
            }
        }
        CopyButton {
            id: copy

            anchors.right: parent.right
            copied: body.terminal ? body.terminal.plain : body.output
        }
    }
    Flow {
        visible: !!body.terminal && body.terminal.leftOut && !body.asGot
        anchors.left: parent.left
        anchors.leftMargin: body.inset
        width: body.width - body.inset - 10
        spacing: 6

        TextLabel {
            text: qsTr("Overwritten text and control sequences are left out.")
            tone: "soft"
            font.pixelSize: Theme.smallSize
        }
        ActionButton {
            kind: "link"
            text: qsTr("Show all of it")
            font.pixelSize: Theme.smallSize
            onClicked: body.asGot = true
        }
    }
    TextLabel {
        visible: (body.item.decisionNote ?? "").length > 0
        anchors.left: parent.left
        anchors.leftMargin: body.inset
        width: body.width - body.inset - 10
        text: qsTr("Reason: %1").arg(Words.visible(body.item.decisionNote ?? ""))
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
}
