pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// Where a person writes. What is begun is kept while they look elsewhere. Enter sends, Shift+Enter is a
// new line; pictures and files may be dropped, pasted or chosen.
Rectangle {
    id: composer

    required property string sessionId
    property string hint: qsTr("Describe the task")
    property string note: "" // what becomes of what was sent last
    readonly property alias text: area.text
    readonly property Attachments attached: Drafts.attachments(sessionId)
    property var rest: [] // of the files that were given last: those for the desktop
    readonly property bool canSend: area.text.trim().length > 0 || attached.count > 0
    readonly property real tallest: 220
    readonly property real noteHeight: note.length > 0 ? notes.implicitHeight : 0
    signal sent(string text, var images)
    signal filesGiven(var urls)

    function takeFocus() {
        area.forceActiveFocus()
    }
    function setText(text) {
        area.text = text
        area.cursorPosition = area.length
    }
    // Puts words where the person writes on.
    function insert(words) {
        setText(area.text + (area.text.length > 0 && !/\s$/.test(area.text) ? " " : "") + words)
        takeFocus()
    }
    // Files of this machine: pictures go with the message, others are for the desktop.
    function take(urls) {
        rest = attached.add(urls)
        if (rest.length > 0)
            filesGiven(rest)
        takeFocus()
    }
    function submit() {
        if (!canSend)
            return
        const images = attached.images()
        const words = area.text.trim()
        area.clear()
        attached.clear()
        sent(words, images)
    }
    // What could not be sent, to be sent again.
    function giveBack(words, images) {
        attached.restore(images)
        setText(words + (words.length > 0 && area.text.length > 0 ? "\n" : "") + area.text)
    }

    radius: 20
    color: Theme.surface
    border.width: area.activeFocus ? 2 : 1
    border.color: area.activeFocus ? Theme.accent : Theme.edge
    implicitHeight: strip.height + scroller.height + noteHeight + 10
    onSessionIdChanged: setText(Drafts.of(sessionId))
    Component.onCompleted: setText(Drafts.of(sessionId))

    Connections {
        target: composer.attached

        function onRefused(why) {
            Toast.say(why)
        }
    }
    AttachmentStrip {
        id: strip

        x: 14
        y: visible ? 10 : 0
        width: parent.width - 28
        height: visible ? implicitHeight + 10 : 0
        attachments: composer.attached
    }
    TextLabel {
        id: notes

        x: 18
        y: strip.height + 4
        width: parent.width - 36
        visible: text.length > 0
        text: composer.note
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
    IconButton {
        id: attach

        anchors.left: parent.left
        anchors.leftMargin: 5
        y: parent.height - height - 5
        iconName: "upload"
        label: qsTr("Attach files: pictures for the model, others for the desktop")
        onClicked: files.open()
    }
    Flickable {
        id: scroller

        anchors.left: attach.right
        anchors.leftMargin: 2
        y: strip.height + composer.noteHeight + 5
        width: parent.width - attach.width - send.width - 15
        height: Math.min(composer.tallest, Math.max(attach.height, area.contentHeight + 12))
        contentWidth: width
        contentHeight: area.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        T.ScrollBar.vertical: ThinScrollBar {}

        function follow(place) {
            if (place.y < contentY)
                contentY = place.y
            else if (place.y + place.height > contentY + height)
                contentY = place.y + place.height - height
        }

        T.TextArea {
            id: area

            width: scroller.width
            height: Math.max(scroller.height, contentHeight + 12)
            padding: 4
            topPadding: Math.max(4, (attach.height - metrics.height) / 2)
            wrapMode: TextEdit.Wrap
            textFormat: TextEdit.PlainText
            color: Theme.ink
            selectByMouse: true
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            font.family: Theme.sans
            font.pixelSize: Theme.textSize
            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("Message")
            Accessible.description: composer.hint
            Accessible.multiLine: true
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
            onTextChanged: Drafts.keep(composer.sessionId, text)
            onCursorRectangleChanged: scroller.follow(cursorRectangle)
            Keys.onPressed: event => {
                const isEnter = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
                if (isEnter && !(event.modifiers & Qt.ShiftModifier) && preeditText.length === 0) {
                    event.accepted = true
                    composer.submit()
                } else if (event.modifiers === Qt.AltModifier && event.text.length > 0) {
                    event.accepted = true // a shortcut that has nothing to do now is no letter
                } else if (event.matches(StandardKey.Paste) && composer.attached.paste()) {
                    event.accepted = true
                }
            }

            FontMetrics {
                id: metrics

                font: area.font
            }
            TextLabel {
                x: area.leftPadding
                y: area.topPadding
                width: area.width - 8
                visible: area.length === 0 && area.preeditText.length === 0
                text: composer.hint
                tone: "soft"
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
    IconButton {
        id: send

        anchors.right: parent.right
        anchors.rightMargin: 5
        y: parent.height - height - 5
        iconName: "send"
        label: qsTr("Send")
        enabled: composer.canSend
        ink: Theme.accentInk
        onClicked: composer.submit()

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: Theme.accent
            z: -1
        }
    }
    FileDialog {
        id: files

        title: qsTr("Attach files")
        fileMode: FileDialog.OpenFiles
        onAccepted: composer.take(selectedFiles)
    }
}
