import QtQuick
import Pilothouse

// Plain words. `tone` is "ink", "soft", "bad", "warn", "good", "info" or "accent".
Text {
    id: label

    property string tone: "ink"

    color: tone === "soft" ? Theme.soft : tone === "bad" ? Theme.bad : tone === "warn" ? Theme.warn
         : tone === "good" ? Theme.good : tone === "info" ? Theme.info : tone === "accent" ? Theme.accent : Theme.ink
    font.family: Theme.sans
    font.pixelSize: Theme.textSize
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text.length === 0
}
