import QtQuick
import Pilothouse

// Brings a stored event into sight, whose part of the conversation may have to be asked for first.
Item {
    id: seeker

    required property var session
    required property Transcript transcript
    property int wanted: 0 // number of the event; 0: none
    property bool isAsked: false

    function show(seq) {
        wanted = seq
        isAsked = false
        look()
    }
    function look() {
        if (wanted <= 0 || session.isLoading || session.items.count === 0)
            return
        if (!session.knows(wanted) && !isAsked) {
            isAsked = true
            session.loadBackTo(Math.max(1, wanted - 20))
            return
        }
        const key = session.keyAt(wanted)
        wanted = 0
        if (key.length > 0)
            transcript.revealWhole(key)
    }

    onSessionChanged: wanted = 0

    Timer { // once for many changes
        id: soon

        interval: 0
        onTriggered: seeker.look()
    }
    Connections {
        target: seeker.session

        function onLoadingChanged() {
            soon.restart() // what came is there afterwards
        }
    }
    Connections {
        target: seeker.session.items

        function onCountChanged() {
            soon.restart()
        }
    }
}
