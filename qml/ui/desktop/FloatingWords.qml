import QtQuick
import Pilothouse

// Words over the desktop: said for a while, or what is being composed, for as long as it is.
Rectangle {
    id: floating

    property string text: ""
    property bool isInput: false

    function say(words) {
        text = words
        stay.restart()
    }

    anchors.horizontalCenter: parent?.horizontalCenter
    anchors.bottomMargin: 14
    width: Math.min(words.implicitWidth + 24, (parent?.width ?? 0) - 24)
    height: words.height + 14
    radius: Theme.radius
    color: Theme.film
    visible: text.length > 0

    TextLabel {
        id: words

        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - 24)
        text: floating.text
        color: Theme.filmInk
        font.underline: floating.isInput
        Accessible.role: floating.isInput ? Accessible.StaticText : Accessible.AlertMessage
    }
    Timer {
        id: stay

        interval: 2600
        onTriggered: floating.text = ""
    }
}
