import QtQuick
import Pilothouse

// Words beside an icon, or the icon alone where there is little room.
ActionButton {
    id: button

    required property string words
    property bool isNarrow: false
    property string hint: words

    text: isNarrow ? "" : words
    implicitHeight: Theme.control - 2
    Accessible.name: words
    Accessible.description: hint

    Hint {
        text: button.hint
        shown: button.hovered && (button.isNarrow || button.hint !== button.words)
    }
}
