import QtQuick
import Pilothouse

// A ground with an edge. `tone` is "", "bad", "warn", "info" or "accent".
Rectangle {
    id: card

    property string tone: ""

    radius: Theme.radius
    color: tone === "bad" ? Theme.badSoft : tone === "warn" ? Theme.warnSoft : tone === "info" ? Theme.infoSoft
         : tone === "accent" ? Theme.accentSoft : Theme.surface
    border.width: 1
    border.color: tone === "bad" ? Theme.bad : tone === "warn" ? Theme.warn : tone === "info" ? Theme.info
         : tone === "accent" ? Theme.accent : Theme.line
}
