import QtQuick
import Pilothouse
import Pilothouse.Client

// The desktop of a session as a picture that is renewed.
Rectangle {
    id: view

    required property ServerConnection server
    required property string sessionId
    property bool hasDesktop: false
    property string stored: ""
    property int look: 0

    color: Theme.stage
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("The desktop")

    onSessionIdChanged: {
        next.source = ""
        shown.source = ""
    }
    Timer {
        interval: 700
        repeat: true
        triggeredOnStart: true
        running: view.hasDesktop && view.visible && next.status !== Image.Loading
        onTriggered: {
            view.look += 1
            next.source = "image://server/sessions/" + view.sessionId + "/screenshot?format=jpeg#" + view.look
        }
    }
    Image {
        id: shown

        anchors.fill: parent
        anchors.margins: 12
        fillMode: Image.PreserveAspectFit
        asynchronous: true
        source: view.stored.length > 0
            ? "image://server" + (view.stored.startsWith("/") ? "" : "/") + view.stored : ""
    }
    Image {
        id: next

        visible: false
        cache: false
        asynchronous: true
        onStatusChanged: if (status === Image.Ready) shown.source = source
    }
    TextLabel {
        anchors.centerIn: parent
        width: Math.min(360, parent.width - 40)
        horizontalAlignment: Text.AlignHCenter
        visible: shown.status !== Image.Ready
        tone: "soft"
        text: qsTr("The desktop starts with the first message.")
    }
}
