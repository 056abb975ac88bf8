pragma ComponentBehavior: Bound

import QtQuick
import QtQml.Models
import Pilothouse

// A menu of deeds, { words, icon, run }, as they are at the moment.
ActionMenu {
    id: menu

    property var deeds: []

    Instantiator {
        model: menu.deeds
        delegate: ActionItem {
            required property var modelData

            text: modelData.words
            iconName: modelData.icon
            onTriggered: modelData.run()
        }
        onObjectAdded: (index, object) => menu.insertItem(index, object as ActionItem)
        onObjectRemoved: (index, object) => menu.removeItem(object as ActionItem)
    }
}
