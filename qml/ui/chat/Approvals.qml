pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// All open questions of a session, one below the other; and where the focus goes from one to the next:
// never to a button, since a key pressed once more would answer what nobody has read.
Flickable {
    id: approvals

    required property var session
    property bool mayTakeFocus: false // nobody has done anything since the last answer
    readonly property alias count: list.count
    signal goneOn // the last one is answered: the focus belongs where a person goes on

    function first() {
        return cards.count > 0 ? cards.itemAt(0) as ApprovalCard : null
    }
    function focusFirst() {
        const card = first()
        if (card) {
            mayTakeFocus = false
            card.takeFocus()
            contentY = 0
        } else {
            goneOn()
            mayTakeFocus = true
        }
    }

    visible: list.count > 0
    contentWidth: width
    contentHeight: column.height
    implicitHeight: column.height
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    interactive: contentHeight > height
    T.ScrollBar.vertical: ThinScrollBar {}

    KeyedList {
        id: list

        keyName: "tool_use_id"
        list: approvals.session.questions
    }
    Timer {
        id: clock

        property double now: Date.now()

        interval: 1000
        repeat: true
        running: list.count > 0
        triggeredOnStart: true
        onTriggered: now = Date.now()
    }
    Shortcut {
        sequence: "Alt+Y"
        enabled: approvals.visible
        onActivated: approvals.first()?.allow()
    }
    Shortcut {
        sequence: "Alt+X"
        enabled: approvals.visible
        onActivated: approvals.first()?.deny()
    }
    Column {
        id: column

        x: Math.max(14, (approvals.width - width) / 2)
        width: Math.min(820, approvals.width - 28)
        spacing: Theme.gap

        Repeater {
            id: cards

            model: list

            ApprovalCard {
                required property var entry

                width: column.width
                session: approvals.session
                question: entry
                now: clock.now
            }
            onItemAdded: (index, item) => {
                if (approvals.mayTakeFocus)
                    Qt.callLater(approvals.focusFirst)
            }
            onItemRemoved: (index, item) => {
                const card = item as ApprovalCard
                if (card.isAnswered || card.activeFocus)
                    Qt.callLater(approvals.focusFirst)
            }
        }
    }
}
