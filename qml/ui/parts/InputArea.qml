import QtQuick
import QtQuick.Controls.Basic as Basic
import QtQuick.Templates as T
import Pilothouse

// Several lines to write in, which grow to `mostLines` and then scroll.
T.ScrollView {
    id: scroller

    property alias text: area.text
    property alias placeholderText: area.placeholderText
    property alias area: area
    property string label: area.placeholderText
    property int leastLines: 2
    property int mostLines: 8
    readonly property real lineHeight: metrics.height

    implicitWidth: 280
    implicitHeight: Math.max(leastLines * lineHeight, Math.min(area.contentHeight, mostLines * lineHeight)) + 16
    contentWidth: availableWidth

    FontMetrics {
        id: metrics

        font: area.font
    }

    Basic.ScrollBar.vertical: ThinScrollBar {
        parent: scroller
        x: scroller.mirrored ? 0 : scroller.width - width
        height: scroller.height
        active: scroller.hovered
        visible: area.contentHeight + 16 > scroller.height + 1
    }

    T.TextArea {
        id: area

        padding: 8
        leftPadding: 10
        rightPadding: 12
        wrapMode: TextEdit.Wrap
        color: Theme.ink
        selectByMouse: true
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        placeholderTextColor: Theme.soft
        font.family: Theme.sans
        font.pixelSize: Theme.textSize
        Accessible.role: Accessible.EditableText
        Accessible.name: scroller.label
        Accessible.multiLine: true
        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

        Text {
            x: area.leftPadding
            y: area.topPadding
            width: area.width - area.leftPadding - area.rightPadding
            visible: area.length === 0 && area.preeditText.length === 0
            text: area.placeholderText
            textFormat: Text.PlainText
            color: area.placeholderTextColor
            font: area.font
            wrapMode: Text.Wrap
            elide: Text.ElideRight
            maximumLineCount: scroller.leastLines
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.surface
        border.width: area.activeFocus ? 2 : 1
        border.color: area.activeFocus ? Theme.accent : Theme.edge
    }
}
