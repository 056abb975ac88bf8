import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client
import Pilothouse.Vnc

// The desktop of a session: live, or as it was last; who steers it, and what can be done with it.
Rectangle {
    id: pane

    required property Session session
    property string personName: "" // what others see of who steers here
    readonly property Wheel wheel: session.wheel
    readonly property bool isLive: view.state === VncScreen.Live

    color: Theme.stage

    // Puts the keyboard into the desktop: the way back in.
    function enter() {
        if (wheel.mine)
            view.forceActiveFocus(Qt.ShortcutFocusReason)
    }
    // Takes the wheel or hands it back.
    function turnWheel() {
        if (wheel.mine)
            watch(wheel.handBack())
        else if (wheel.holder === "agent")
            watch(wheel.take(personName))
        else
            takeAway.open()
    }
    function watch(answer) {
        answer.failed.connect((why) => Toast.say(why, "bad"))
    }
    function takeFrom() {
        const answer = wheel.takeAway()
        answer.done.connect(() => pane.watch(pane.wheel.take(pane.personName)))
        watch(answer)
    }
    function lossWords(holder, name, reason) {
        if (holder === "person")
            return name.length > 0 ? qsTr("%1 took the wheel.").arg(name) : qsTr("Another person took the wheel.")
        switch (reason) {
        case "idle":
            return qsTr("Nobody moved for a while: the wheel went back to the agent.")
        case "disconnected":
            return qsTr("The connection was lost: the wheel went back to the agent.")
        case "ended":
            return qsTr("The desktop ended, and your turn at the wheel with it.")
        default:
            return qsTr("The wheel was taken from you: the agent has it.")
        }
    }

    Connections {
        target: pane.session

        function onConnectionChanged() {
            if (pane.session.connection === "live")
                view.hurry()
        }
        function onTold(event) {
            if (["status", "tool_started", "tool_result"].includes(event.type))
                view.hurry()
        }
    }
    Connections {
        target: pane.wheel

        function onLost(holder, name, reason) {
            Toast.say(pane.lossWords(holder, name, reason), "warn")
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        DesktopBar {
            id: bar

            Layout.fillWidth: true
            wheel: pane.wheel
            view: view
            hasPicture: last.status === Image.Ready
            onTurned: pane.turnWheel()
            onEntered: pane.enter()
        }
        TroubleStrip {
            Layout.fillWidth: true
            // Where the whole server is lost, the window says so above.
            visible: view.state === VncScreen.Waiting && last.status === Image.Ready && pane.session.connection === "live"
            what: view.trouble
            help: view.help
            onAgain: view.tryNow()
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true

            Image {
                id: last

                readonly property var shown: pane.session.picture
                readonly property string url: shown.url ?? ""

                anchors.fill: view
                visible: !pane.isLive
                opacity: 0.55
                source: url.length > 0 ? "image://server" + url : ""
                fillMode: Image.PreserveAspectFit
                asynchronous: true
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("The desktop as it was last")
            }
            VncView {
                id: view

                anchors.fill: parent
                anchors.margins: 2
                visible: pane.isLive
                url: pane.session.desktopUrl
                authorization: pane.session.authorization
                certificate: pane.session.certificate
                steering: pane.wheel.mine
                fillColor: Theme.stage
                Accessible.role: steering ? Accessible.Client : Accessible.Graphic
                Accessible.name: steering ? qsTr("The desktop. Ctrl+Alt+Home leaves it.") : qsTr("The desktop")
                Accessible.focusable: steering
                onWayOut: bar.takeFocus()
                onWatcherActed: hint.say(qsTr("You are watching. Take the wheel to steer."))
                onSteeringChanged: {
                    hint.say(steering ? qsTr("Ctrl+Alt+Home leaves the desktop") : "")
                    if (steering)
                        forceActiveFocus(Qt.OtherFocusReason)
                    else if (activeFocus)
                        bar.takeFocus()
                }
            }
            Rectangle { // who steers sees it at the edge
                anchors.fill: parent
                color: "transparent"
                border.width: 2
                border.color: Theme.steer
                visible: pane.wheel.mine && pane.isLive
            }
            DesktopNotice {
                anchors.fill: parent
                visible: !pane.isLive && !(view.state === VncScreen.Waiting && last.status === Image.Ready)
                session: pane.session
                view: view
            }
            FloatingWords {
                text: view.composing
                isInput: true
                anchors.bottom: hint.top
            }
            FloatingWords {
                id: hint

                anchors.bottom: parent.bottom
            }
        }
    }

    SheetDialog {
        id: takeAway

        title: qsTr("Take the wheel away?")
        wish: 400
        actions: [
            ActionButton {
                text: qsTr("Take it away")
                kind: "danger"
                focus: true
                onClicked: {
                    takeAway.accept()
                    pane.takeFrom()
                }
            },
            ActionButton {
                text: qsTr("Cancel")
                onClicked: takeAway.reject()
            }
        ]

        TextLabel {
            Layout.fillWidth: true
            text: pane.wheel.name.length > 0 ? qsTr("%1 is steering this desktop now.").arg(pane.wheel.name)
                                             : qsTr("Another person is steering this desktop now.")
        }
    }
}
