pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse

// The frame of one thing in the conversation: when it was, and what can be done with it.
Item {
    id: frame

    required property var item
    required property string key
    required property int index
    required property var view // the Transcript
    property var deeds: [] // of { words, icon, run }
    // Those of the bar and the menu: a link leads to what is stored.
    readonly property var allDeeds: deeds.concat(item.seq > 0 ? [{ words: qsTr("Copy a link to this step"),
        icon: "link", run: () => frame.view.copyLink(frame.item.seq) }] : [])
    readonly property var barDeeds: allDeeds.filter(deed => !deed.menuOnly)
    property string spoken: ""
    property real above: 0
    readonly property real room: column.width
    readonly property bool isCurrent: view.activeFocus && view.currentIndex === index
    readonly property bool isRevealed: view.revealed === key
    default property alias content: column.data

    // What Enter does.
    function activate() {
    }
    function moment() {
        const date = new Date(item.at ?? "")
        return isNaN(date.getTime()) || item.isDraft ? null : date
    }
    function clock() {
        const date = moment()
        if (!date)
            return ""
        const isToday = date.toDateString() === new Date(view.now).toDateString()
        return isToday ? date.toLocaleTimeString(Qt.locale(), Locale.ShortFormat)
                       : date.toLocaleString(Qt.locale(), Locale.ShortFormat)
    }

    width: view.width
    z: hover.hovered ? 1 : 0 // its bar reaches over the next one
    height: column.implicitHeight + above + Theme.gap
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken
    Accessible.focused: isCurrent
    Accessible.onPressAction: frame.activate()

    Rectangle {
        x: column.x - 5
        y: frame.above - 3
        width: column.width + 10
        height: column.implicitHeight + 6
        radius: Theme.radius
        color: "transparent"
        border.width: 2
        border.color: frame.isRevealed || frame.isCurrent ? Theme.accent : "transparent"
    }
    Column {
        id: column

        x: Math.max(Theme.wide, (frame.width - width) / 2)
        y: frame.above
        width: Math.min(820, frame.width - 2 * Theme.wide)
        spacing: 6
    }
    HoverHandler {
        id: hover
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: frame.view.showMenu(frame)
    }
    ItemBar {
        visible: hover.hovered && (time.length > 0 || frame.barDeeds.length > 0)
        time: hover.hovered ? frame.clock() : ""
        deeds: frame.barDeeds
        anchors.right: column.right
        anchors.rightMargin: 4
        y: frame.height - height + 7
    }
}
