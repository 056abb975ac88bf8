import QtQuick
import Pilothouse
import Pilothouse.Chat

// Warns of characters that nobody sees in a text, and lists them.
TextLabel {
    id: notice

    required property string examined
    readonly property int count: Words.hiddenCount(examined)

    visible: count > 0
    text: count === 0 ? "" : (count === 1 ? qsTr("A character that cannot be seen is in this text, marked below: %1.")
        : qsTr("%1 characters that cannot be seen are in this text, marked below: %2.").arg(count))
        .arg(Words.hiddenNames(examined))
    tone: "bad"
    font.pixelSize: Theme.smallSize
    font.weight: Font.DemiBold
    Accessible.role: Accessible.AlertMessage
}
