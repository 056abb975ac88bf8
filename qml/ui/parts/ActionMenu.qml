import QtQuick
import QtQuick.Templates as T
import Pilothouse

// A menu of ActionItem {}.
T.Menu {
    id: menu

    implicitWidth: Math.max(180, contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: Math.min(contentItem.implicitHeight + topPadding + bottomPadding, 480)
    margins: 6
    padding: 4
    overlap: 1

    delegate: ActionItem {}
    contentItem: ListView {
        implicitHeight: contentHeight
        implicitWidth: {
            let widest = 0
            for (let i = 0; i < menu.count; ++i)
                widest = Math.max(widest, menu.itemAt(i).implicitWidth)
            return widest
        }
        model: menu.contentModel
        interactive: Window.window ? contentHeight > Window.window.height : false
        clip: true
        currentIndex: menu.currentIndex
    }
    background: Floating {}
}
