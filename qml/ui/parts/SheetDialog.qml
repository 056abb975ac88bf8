import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Pilothouse

// A dialog over the window: a title, what is put into it, and `actions` in the row at its foot.
// Escape and a click beside it close it.
T.Dialog {
    id: dialog

    default property alias body: column.data
    property alias actions: foot.data
    property real wish: 480 // how wide it would like to be
    property bool spreads: false // some of its actions stand at the other end
    property ActionButton preset: null // what Enter does in a field of one line

    parent: T.Overlay.overlay
    modal: true
    focus: true
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round((parent.height - height) / 2) : 0
    width: parent ? Math.min(wish, parent.width - 32) : wish
    height: parent ? Math.min(implicitHeight, parent.height - 32) : implicitHeight
    implicitHeight: head.implicitHeight + column.implicitHeight + foot.implicitHeight + 52
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle {
        color: Theme.veil
    }
    background: Floating {}
    contentItem: ColumnLayout {
        function pressPreset(event) {
            event.accepted = dialog.preset !== null && dialog.preset.visible && dialog.preset.enabled
                && sheet.focused instanceof TextInput
            if (event.accepted && !event.isAutoRepeat)
                dialog.preset.clicked()
        }

        spacing: 0
        Keys.onReturnPressed: event => pressPreset(event)
        Keys.onEnterPressed: event => pressPreset(event)

        RowLayout {
            id: head

            Layout.fillWidth: true
            Layout.leftMargin: 18
            Layout.rightMargin: 10
            Layout.topMargin: 10

            TextLabel {
                Layout.fillWidth: true
                text: dialog.title
                font.pixelSize: Theme.headingSize
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            IconButton {
                iconName: "close"
                label: qsTr("Close")
                onClicked: dialog.reject()
            }
        }
        Flickable {
            id: sheet

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 6
            clip: true
            contentHeight: column.implicitHeight
            contentWidth: width
            boundsBehavior: Flickable.StopAtBounds
            interactive: contentHeight > height
            T.ScrollBar.vertical: ThinScrollBar {}

            readonly property Item focused: Window.activeFocusItem

            function holds(item) {
                while (item && item !== column)
                    item = item.parent
                return item === column
            }
            // What gets the keyboard is brought into sight.
            onFocusedChanged: {
                if (holds(focused))
                    reveal(focused)
            }
            function reveal(item) {
                const top = item.mapToItem(column, 0, 0).y
                if (top < contentY)
                    contentY = Math.max(0, top - 12)
                else if (top + item.height > contentY + height)
                    contentY = Math.min(contentHeight - height, top + item.height - height + 12)
            }

            ColumnLayout {
                id: column

                x: 18
                width: sheet.width - 36
                spacing: 12
            }
        }
        RowLayout {
            id: foot

            Layout.fillWidth: dialog.spreads
            Layout.alignment: Qt.AlignRight
            Layout.margins: 18
            Layout.topMargin: 14
            layoutDirection: Qt.RightToLeft
            spacing: 8
        }
    }
}
