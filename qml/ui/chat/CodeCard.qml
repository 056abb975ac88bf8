import QtQuick
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// Code of a message: one width for all letters, lines as they are, a button that copies it.
Card {
    id: card

    required property string code
    required property string language
    readonly property int hidden: Words.hiddenCount(code)
    readonly property int foot: scroller.interactive ? bar.height + 2 : 10 // below the lines, not over them

    color: Theme.sunken
    implicitHeight: Math.max(lines.height + 10 + foot, Theme.control + 4)
    Accessible.role: Accessible.Grouping
    Accessible.name: language.length > 0 ? qsTr("Code, %1").arg(language) : qsTr("Code")

    Flickable {
        id: scroller

        anchors.fill: parent
        anchors.margins: 10
        anchors.rightMargin: Theme.control + 6
        anchors.bottomMargin: 2
        clip: true
        contentWidth: lines.width
        contentHeight: lines.height
        flickableDirection: Flickable.HorizontalFlick
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentWidth > width
        T.ScrollBar.horizontal: ThinScrollBar {
            id: bar
        }

        RichText {
            id: lines

            width: Math.max(implicitWidth, scroller.width)
            wrapMode: TextEdit.NoWrap
            html: Words.marked(card.code, Theme.inks)
            font.family: Theme.mono
            font.pixelSize: Theme.smallSize
        }
    }
    CopyButton {
        anchors.top: parent.top
        anchors.right: parent.right
        anchors.margins: 2
        copied: card.code
    }
}
