import QtQuick
import Pilothouse
import Pilothouse.Chat

// The model could not be asked: why, and when it is asked again.
TranscriptItem {
    id: retry

    function words(now) {
        const left = Math.ceil((item.until - now) / 1000)
        const next = left > 0 ? qsTr("Attempt %1 in %2.").arg(item.attempt).arg(Words.duration(left * 1000))
            : qsTr("Attempt %1 is on its way.").arg(item.attempt)
        return Words.visible(item.reason ?? "") + " " + next
    }

    above: 4
    spoken: words(view.now)

    Row {
        spacing: 8
        width: retry.room

        Icon {
            name: "clock"
            color: Theme.warn
            width: Theme.textSize
            height: width
            y: 2
        }
        TextLabel {
            width: retry.room - Theme.textSize - 8
            text: retry.words(retry.view.now)
            tone: "soft"
            font.pixelSize: Theme.smallSize
        }
    }
}
