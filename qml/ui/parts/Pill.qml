import QtQuick
import Pilothouse

// A short word with a ground of its tone: "", "bad", "warn", "info", "good" or "accent".
Rectangle {
    id: pill

    required property string text
    property string tone: ""

    implicitWidth: words.implicitWidth + 14
    implicitHeight: words.implicitHeight + 4
    radius: height / 2
    color: tone === "bad" ? Theme.badSoft : tone === "warn" ? Theme.warnSoft : tone === "info" ? Theme.infoSoft
         : tone === "accent" || tone === "good" ? Theme.accentSoft : Theme.sunken

    TextLabel {
        id: words

        anchors.centerIn: parent
        text: pill.text
        wrapMode: Text.NoWrap
        tone: pill.tone === "" ? "soft" : pill.tone
        font.pixelSize: Theme.tinySize
        font.weight: Font.DemiBold
    }
}
