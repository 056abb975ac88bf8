pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// The replay of a session: its pictures with what was done marked on them, a timeline, a pace. Arrow keys
// step, Page Up and Page Down go ten steps, the space bar plays.
FocusScope {
    id: replay

    required property var session
    property int at: 0
    property bool isPlaying: false
    property real speed: 2
    readonly property var speeds: [1, 2, 4, 8]
    readonly property var frames: film.frames
    readonly property var frame: frames[at] ?? null
    readonly property var words: frame ? Words.ofCall(frame.call) : null
    signal frameShown(string key)
    signal leaveAsked

    function show(index) {
        at = Math.max(0, Math.min(frames.length - 1, index))
        if (frame)
            frameShown(frame.key)
    }
    function step(by) {
        isPlaying = false
        show(at + by)
    }
    function play() {
        if (!isPlaying && at >= frames.length - 1)
            show(0)
        isPlaying = !isPlaying && frames.length > 1
    }
    function nextSpeed() {
        speed = speeds[(speeds.indexOf(speed) + 1) % speeds.length]
    }
    function momentInk(kind) {
        switch (kind) {
        case "user":
            return Theme.accent
        case "asked":
            return Theme.warn
        case "failed":
            return Theme.bad
        case "control":
            return Theme.steer
        }
        return Theme.soft
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Replay")
    Component.onCompleted: {
        session.loadBackTo(1)
        slider.forceActiveFocus()
    }
    Keys.onPressed: event => {
        const steps = { [Qt.Key_Left]: -1, [Qt.Key_Right]: 1, [Qt.Key_PageUp]: -10, [Qt.Key_PageDown]: 10 }
        event.accepted = true
        if (steps[event.key])
            step(steps[event.key])
        else if (event.key === Qt.Key_Space)
            play()
        else if (event.key === Qt.Key_Escape)
            leaveAsked()
        else
            event.accepted = false
    }

    ReplayFilm {
        id: film

        items: replay.session.items
    }
    Timer {
        interval: Math.max(30, film.pauseAfter(replay.at, replay.speed))
        repeat: true
        running: replay.isPlaying
        onTriggered: {
            replay.show(replay.at + 1)
            if (replay.at >= replay.frames.length - 1)
                replay.isPlaying = false
        }
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.stage
    }
    RowLayout {
        id: bar

        x: Theme.wide
        width: parent.width - 2 * Theme.wide
        height: Theme.bar
        spacing: Theme.gap

        Pill {
            text: qsTr("Replay")
            tone: "info"
        }
        TextLabel {
            Layout.fillWidth: true
            text: replay.session.hasOlder ? qsTr("Loading the whole session…") : ""
            tone: "soft"
            font.pixelSize: Theme.smallSize
        }
        ActionButton {
            iconName: "screen"
            text: qsTr("Back to live")
            onClicked: replay.leaveAsked()
        }
    }
    Item {
        id: stage

        y: bar.height
        width: parent.width
        height: Math.max(0, foot.y - y - 6)

        MarkedPicture {
            readonly property real factor: pixels.width > 0
                ? Math.min((stage.width - 2 * Theme.wide) / pixels.width, stage.height / pixels.height) : 1

            visible: !!replay.frame
            anchors.centerIn: parent
            width: pixels.width * factor
            height: implicitHeight
            image: replay.frame ? replay.frame.image : null
            call: replay.frame && Words.isOnPicture(replay.frame.call) ? replay.frame.call : null
            markRadius: 14
            Accessible.role: Accessible.Graphic
            Accessible.name: replay.words ? qsTr("The screen after: %1").arg(replay.words.title) : ""
        }
        TextLabel {
            visible: !replay.frame
            anchors.centerIn: parent
            text: qsTr("Nothing was done on the desktop yet.")
            tone: "soft"
        }
    }
    ColumnLayout {
        id: foot

        x: Theme.wide
        y: parent.height - height - Theme.gap
        width: parent.width - 2 * Theme.wide
        spacing: 4

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            TextLabel {
                text: replay.words ? replay.words.title : ""
                font.weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }
            Text {
                Layout.fillWidth: true
                text: replay.words && replay.words.object !== undefined
                    ? Words.visible(replay.words.object.slice(0, 200).replace(/\s+/g, " ")) : ""
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.soft
                font.family: Theme.mono
                font.pixelSize: Theme.smallSize
            }
            TextLabel {
                text: replay.frame ? (replay.at + 1) + " / " + replay.frames.length + " · "
                    + Words.duration(replay.frame.at - replay.frames[0].at) : ""
                tone: "soft"
                wrapMode: Text.NoWrap
                font.pixelSize: Theme.smallSize
                Layout.minimumWidth: implicitWidth
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: 4
            enabled: replay.frames.length > 0
            LayoutMirroring.enabled: false // time goes on to the right, as on other players
            LayoutMirroring.childrenInherit: true

            IconButton {
                iconName: "back"
                label: qsTr("Step back")
                onClicked: replay.step(-1)
            }
            IconButton {
                iconName: replay.isPlaying ? "pause" : "play"
                label: replay.isPlaying ? qsTr("Pause the replay") : qsTr("Play")
                onClicked: replay.play()
            }
            IconButton {
                iconName: "forward"
                label: qsTr("Step forward")
                onClicked: replay.step(1)
            }
            T.Slider {
                id: slider

                Layout.fillWidth: true
                implicitHeight: Theme.control
                to: Math.max(0, replay.frames.length - 1)
                stepSize: 1
                value: replay.at
                onMoved: {
                    replay.isPlaying = false
                    replay.show(Math.round(value))
                }
                Accessible.role: Accessible.Slider
                Accessible.name: qsTr("Place in the replay")
                Accessible.description: replay.words ? qsTr("%1 of %2: %3").arg(replay.at + 1)
                    .arg(replay.frames.length).arg(replay.words.title) : ""

                background: Item {
                    Rectangle {
                        y: (parent.height - height) / 2
                        width: parent.width
                        height: 4
                        radius: 2
                        color: Theme.lineStrong

                        Rectangle {
                            width: slider.visualPosition * parent.width
                            height: parent.height
                            radius: 2
                            color: Theme.accent
                        }
                    }
                    Repeater {
                        model: film.moments

                        Rectangle {
                            required property var modelData

                            x: (slider.to > 0 ? modelData.index / slider.to : 0) * (slider.width - 4)
                            y: slider.height / 2 - 10
                            width: 4
                            height: 6
                            radius: 2
                            color: replay.momentInk(modelData.kind)
                        }
                    }
                }
                handle: Rectangle {
                    x: slider.visualPosition * (slider.width - width)
                    y: (slider.height - height) / 2
                    width: 14
                    height: 14
                    radius: 7
                    color: Theme.accent

                    FocusRing {
                        shown: slider.activeFocus
                        radius: 9
                    }
                }
            }
            ActionButton {
                text: replay.speed + "×"
                Accessible.name: qsTr("Speed: %1 times").arg(replay.speed)
                onClicked: replay.nextSpeed()
            }
        }
    }
}
