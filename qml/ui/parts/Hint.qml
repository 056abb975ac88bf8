import QtQuick
import QtQuick.Templates as T
import Pilothouse

// Names what the mouse rests on, above or below its parent.
T.ToolTip {
    id: hint

    property bool shown: false

    visible: shown && text.length > 0
    delay: 500
    x: parent ? Math.round((parent.width - implicitWidth) / 2) : 0
    y: parent ? parent.height + 4 : 0
    margins: 4
    padding: 6
    leftPadding: 8
    rightPadding: 8
    implicitWidth: words.implicitWidth + leftPadding + rightPadding
    implicitHeight: words.implicitHeight + topPadding + bottomPadding
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent

    contentItem: Text {
        id: words

        text: hint.text
        textFormat: Text.PlainText
        color: Theme.filmInk
        font.family: Theme.sans
        font.pixelSize: Theme.smallSize
    }
    background: Rectangle {
        color: Theme.film
        radius: Theme.radius - 2
    }
}
