pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Pilothouse

// One of several: `model` is a list of { value, words }; `value` is the chosen one.
T.ComboBox {
    id: box

    property string label: ""
    property string value: ""

    implicitWidth: 200
    implicitHeight: Theme.control
    leftPadding: mirrored ? 30 : 10
    rightPadding: mirrored ? 10 : 30
    textRole: "words"
    valueRole: "value"
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    hoverEnabled: true
    Accessible.role: Accessible.ComboBox
    Accessible.name: label
    Accessible.description: displayText

    function follow() {
        const at = indexOfValue(value)
        if (at >= 0 && at !== currentIndex)
            currentIndex = at
    }
    onActivated: value = currentValue
    onValueChanged: follow()
    onModelChanged: follow()
    Component.onCompleted: follow()

    contentItem: Text {
        text: box.displayText
        textFormat: Text.PlainText
        color: box.enabled ? Theme.ink : Theme.soft
        font: box.font
        horizontalAlignment: Text.AlignLeft
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    indicator: Icon {
        name: "down"
        color: Theme.soft
        width: 14
        height: 14
        x: box.mirrored ? 10 : box.width - width - 10
        y: (box.height - height) / 2
    }
    background: Rectangle {
        radius: Theme.radius
        color: box.hovered ? Theme.hover : Theme.surface
        border.width: box.activeFocus ? 2 : 1
        border.color: box.activeFocus ? Theme.accent : Theme.edge
    }
    delegate: T.ItemDelegate {
        id: entry

        required property var modelData
        required property int index

        width: ListView.view ? ListView.view.width : box.width
        implicitHeight: Theme.control
        leftPadding: 10
        rightPadding: 10
        highlighted: box.highlightedIndex === index
        Accessible.role: Accessible.ListItem
        Accessible.name: modelData.words

        contentItem: Text {
            text: entry.modelData.words
            textFormat: Text.PlainText
            color: Theme.ink
            font: box.font
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignLeft
            verticalAlignment: Text.AlignVCenter
        }
        background: Rectangle {
            radius: Theme.radius - 2
            color: entry.highlighted ? Theme.hover : "transparent"
        }
    }
    popup: T.Popup {
        y: box.height + 2
        width: Math.max(box.width, 160)
        implicitHeight: Math.min(contentItem.implicitHeight + 8, 360)
        padding: 4

        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: box.delegateModel
            currentIndex: box.highlightedIndex
            T.ScrollBar.vertical: ThinScrollBar {}
        }
        background: Floating {}
    }
}
