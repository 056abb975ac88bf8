import QtQuick
import Pilothouse
import Pilothouse.Chat

// Which secret would be typed, and where it may go. `known`: what the server told of the session's
// secrets, null as long as it has not.
Card {
    id: notice

    required property string name
    property var known: null
    readonly property var secret: known ? known.find(one => one.name === name) ?? null : undefined
    readonly property bool isLoose: !!secret && AccessWords.places(secret) === ""

    function sentence() {
        if (secret === undefined)
            return qsTr("The secret %1 would be typed.").arg(name)
        if (secret === null)
            return qsTr("There is no secret %1. Nothing would be typed.").arg(name)
        return isLoose ? qsTr("The secret %1 is bound to no place: it would go wherever the keyboard is now.").arg(name)
            : qsTr("The secret %1 would be typed, only into %2.").arg(name).arg(AccessWords.places(secret))
    }

    tone: isLoose ? "warn" : "info"
    border.width: 0
    implicitHeight: words.height + 12
    Accessible.role: Accessible.Note
    Accessible.name: words.text

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: 10
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.textSize
        height: width
        name: "key"
        color: notice.isLoose ? Theme.warn : Theme.soft
    }
    TextLabel {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: 32
        y: 6
        width: parent.width - 42
        text: Words.visible(notice.sentence())
        font.pixelSize: Theme.smallSize
    }
}
