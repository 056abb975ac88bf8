pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Qt.labs.qmlmodels
import Pilothouse
import Pilothouse.Chat

// The conversation. Follows its end while the reader is there, and keeps what is read in place.
// Up and Down go from one thing to the next, Enter unfolds it, the menu key shows what can be done.
ListView {
    id: list

    required property var session
    property bool follows: true
    property string revealed: ""
    property var opened: ({}) // keys of what is unfolded
    property double now: Date.now()
    readonly property bool mayAllow: session.record?.egress === "list" && session.status !== "finished"
    readonly property real nearEnd: 60
    signal linkAsked(string address)
    signal sessionAsked(string id)
    signal editAsked(var item)
    signal retryAsked(var item)
    signal forkAsked(int seq)

    function isOpen(key, keys) {
        return keys[key] === true
    }
    function toggle(key) {
        follows = follows && atEnd()
        const keys = Object.assign({}, opened)
        keys[key] = !keys[key]
        opened = keys
    }
    function atEnd() {
        return contentHeight - (contentY - originY) - height < nearEnd
    }
    function toEnd() {
        follows = true
        positionViewAtEnd()
    }
    // Brings the thing with this key into sight, and marks it.
    function reveal(key) {
        follows = false
        revealed = key
        const row = ItemRows.rowOf(session.items, key)
        if (row >= 0)
            positionViewAtIndex(row, ListView.Contain)
    }
    // The same with all of it unfolded: what was looked for may be there.
    function revealWhole(key) {
        if (!isOpen(key, opened))
            toggle(key)
        reveal(key)
        unfolded.restart()
    }
    function copyLink(seq) {
        Words.copy(session.linkTo(seq))
        Toast.say(qsTr("The link to this step is copied."))
    }
    function showPicture(key, index) {
        const pictures = ItemRows.pictures(session.items)
        lightbox.showAt(pictures, pictures.findIndex(one => one.key === key && one.index === index))
    }
    function showMenu(item) {
        menu.deeds = item.allDeeds
        if (item.allDeeds.length > 0)
            menu.popup(item, item.width / 2, Math.min(item.height, 30))
    }
    function follow(address) {
        linkAsked(address)
    }
    function openSession(id) {
        sessionAsked(id)
    }
    function edit(item) {
        editAsked(item)
    }
    function retry(item) {
        retryAsked(item)
    }
    function goOn(seq) {
        forkAsked(seq)
    }
    function allowHost(entry) {
        Toast.watch(session.allowHost(entry))
    }
    function allowedWords(by) {
        return AccessWords.allowedBy(by)
    }
    function moved() {
        follows = atEnd()
        if (contentY - originY < height && session.hasOlder)
            session.loadOlder()
    }
    function page(by) {
        contentY = Math.max(originY, Math.min(originY + contentHeight - height, contentY + by))
        moved()
    }

    model: session.items
    clip: true
    reuseItems: true
    cacheBuffer: 600
    topMargin: Theme.wide
    bottomMargin: Theme.gap
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: false
    activeFocusOnTab: true
    currentIndex: -1
    highlightMoveDuration: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Conversation")
    T.ScrollBar.vertical: ThinScrollBar {
        id: bar

        onPositionChanged: if (pressed) list.moved()
    }
    onMovementEnded: moved()
    onContentYChanged: if (moving) moved()
    onContentHeightChanged: if (follows) end.start()
    onHeightChanged: if (follows) end.start()
    onCountChanged: if (follows) end.start()
    onActiveFocusChanged: if (activeFocus && currentIndex < 0) currentIndex = indexAt(width / 2, contentY + height - 20)

    Keys.onPressed: event => {
        const step = event.key === Qt.Key_Up ? -1 : event.key === Qt.Key_Down ? 1 : 0
        event.accepted = true
        if (step !== 0) {
            currentIndex = Math.max(0, Math.min(count - 1, currentIndex + step))
            positionViewAtIndex(currentIndex, ListView.Contain)
            moved()
        } else if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
            page((event.key === Qt.Key_PageUp ? -0.9 : 0.9) * height)
        } else if (event.key === Qt.Key_Home) {
            positionViewAtBeginning()
            moved()
        } else if (event.key === Qt.Key_End) {
            toEnd()
        } else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Space) && currentItem) {
            currentItem.activate()
        } else if (event.key === Qt.Key_Menu && currentItem) {
            showMenu(currentItem)
        } else {
            event.accepted = false
        }
    }

    delegate: DelegateChooser {
        role: "kind"

        DelegateChoice { roleValue: "user"; UserItem { view: list } }
        DelegateChoice { roleValue: "text"; SaidItem { view: list } }
        DelegateChoice { roleValue: "thinking"; ThinkingItem { view: list } }
        DelegateChoice { roleValue: "call"; CallItem { view: list } }
        DelegateChoice { roleValue: "blocked"; BlockedItem { view: list } }
        DelegateChoice { roleValue: "note"; NoteItem { view: list } }
        DelegateChoice { roleValue: "retry"; RetryItem { view: list } }
        DelegateChoice { roleValue: "end"; EndItem { view: list } }
        DelegateChoice { PlainItem { view: list } }
    }
    Timer {
        interval: 1000
        repeat: true
        running: list.visible && list.session.isBusy
        triggeredOnStart: true
        onTriggered: list.now = Date.now()
    }
    Timer { // once for many changes
        id: end

        interval: 0
        onTriggered: if (list.follows) list.positionViewAtEnd()
    }
    Timer { // by then it is as large as it is
        id: unfolded

        interval: 0
        onTriggered: list.reveal(list.revealed)
    }
    DeedsMenu {
        id: menu
    }
    Lightbox {
        id: lightbox
    }
}
