import QtQuick
import Pilothouse

// A text to read and to copy from, in Qt's rich text. Who writes it has made it harmless.
TextEdit {
    id: edit

    property string html: ""
    property string label: ""
    signal followed(string address)

    text: html
    textFormat: TextEdit.RichText
    readOnly: true
    selectByMouse: true
    activeFocusOnPress: true
    wrapMode: TextEdit.Wrap
    color: Theme.ink
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    Accessible.role: Accessible.StaticText
    Accessible.name: label.length > 0 ? label : edit.getText(0, edit.length)
    Accessible.readOnly: true
    onLinkActivated: link => followed(link)

    HoverHandler {
        cursorShape: edit.hoveredLink.length > 0 ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
    Hint {
        text: edit.hoveredLink
        shown: edit.hoveredLink.length > 0
    }
}
