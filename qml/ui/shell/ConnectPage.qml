pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.App
import Pilothouse.Client

// Where the window is not connected: what is the matter, what helps, and other servers.
Rectangle {
    id: page

    required property Program program
    readonly property ServerConnection server: program.server
    readonly property bool ownFailed: program.own.state === OwnServer.Failed
    readonly property bool isOwn: program.own.state === OwnServer.Starting || program.own.state === OwnServer.Ready
    readonly property bool working: program.own.state === OwnServer.Starting
        || (server.state === ServerConnection.Connecting && server.trouble.length === 0)
    readonly property string at: "" + server.url
    property bool showsServers: false // on request

    color: Theme.ground

    function go() {
        problem.text = program.connectTo(address.text)
    }
    function fingerprint(text) {
        return text.toUpperCase().replace(/(..)(?=.)/g, "$1:")
    }

    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(520, parent.width - 48)
        spacing: 14

        RowLayout {
            spacing: 12

            Image {
                source: "qrc:/pilothouse/icon.svg"
                sourceSize.width: 40
                sourceSize.height: 40
            }
            TextLabel {
                Layout.fillWidth: true
                text: page.program.own.state === OwnServer.Starting ? qsTr("The server starts…")
                    : page.program.own.state === OwnServer.Stopping ? qsTr("The server stops…")
                    : page.ownFailed && page.server.state === ServerConnection.Offline ? qsTr("The server could not start")
                    : page.server.state === ServerConnection.Refused ? qsTr("The server asks who you are")
                    : page.server.state === ServerConnection.Untrusted
                        ? page.server.trusted.length > 0 ? qsTr("The certificate has changed") : qsTr("Is this the right server?")
                    : page.server.state === ServerConnection.Connecting && page.server.trouble.length > 0 ? qsTr("The server cannot be reached")
                    : page.working ? qsTr("Connecting…") : qsTr("Connect to a server")
                font.pixelSize: Theme.headingSize * 1.2
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            Spinner {
                visible: page.working
            }
        }
        TextLabel {
            Layout.fillWidth: true
            visible: page.at.length > 0 && !page.isOwn
            text: page.at
            tone: "soft"
            font.family: Theme.mono
            font.pixelSize: Theme.smallSize
        }
        Card {
            Layout.fillWidth: true
            visible: trouble.text.length > 0
            tone: "warn"
            implicitHeight: said.implicitHeight + 24

            ColumnLayout {
                id: said

                x: 14
                y: 12
                width: parent.width - 28
                spacing: 4

                TextLabel {
                    id: trouble

                    Layout.fillWidth: true
                    text: page.ownFailed && page.server.state === ServerConnection.Offline ? page.program.own.trouble
                                                                                           : page.server.trouble
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.AlertMessage
                }
                TextLabel {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: page.ownFailed && page.server.state === ServerConnection.Offline
                        ? qsTr("If \"pilothouse serve\" runs already, connect to it below.") : page.server.help
                }
            }
        }
        TokenFields {
            Layout.fillWidth: true
            visible: page.server.state === ServerConnection.Refused
            trouble: page.program.keyring.trouble
            onGiven: (token, keep) => page.program.useToken(token, keep)
        }
        ColumnLayout {
            Layout.fillWidth: true
            visible: page.server.state === ServerConnection.Untrusted
            spacing: 10

            TextLabel {
                Layout.fillWidth: true
                visible: page.server.trusted.length > 0
                text: qsTr("SHA-256 fingerprint of the one that you trusted")
                font.weight: Font.DemiBold
                font.pixelSize: Theme.smallSize
            }
            TextLabel {
                Layout.fillWidth: true
                visible: page.server.trusted.length > 0
                text: page.fingerprint(page.server.trusted)
                font.family: Theme.mono
                font.pixelSize: Theme.smallSize
                wrapMode: Text.WrapAnywhere
            }
            TextLabel {
                Layout.fillWidth: true
                text: page.server.trusted.length > 0 ? qsTr("SHA-256 fingerprint of the one that is shown now")
                                                     : qsTr("SHA-256 fingerprint of the certificate")
                font.weight: Font.DemiBold
                font.pixelSize: Theme.smallSize
            }
            TextLabel {
                Layout.fillWidth: true
                text: page.fingerprint(page.server.certificate)
                font.family: Theme.mono
                font.pixelSize: Theme.smallSize
                wrapMode: Text.WrapAnywhere
            }
            ActionButton {
                kind: "danger"
                text: page.server.trusted.length > 0 ? qsTr("It is the server's new one: trust it from now on")
                                                     : qsTr("It is the same: trust this certificate")
                onClicked: page.program.trustCertificate()
            }
        }
        RowLayout {
            visible: page.server.state === ServerConnection.Connecting && page.server.trouble.length > 0
            spacing: 8

            ActionButton {
                text: qsTr("Try again now")
                iconName: "replay"
                onClicked: page.server.hurry()
            }
            Spinner {}
        }
        ActionButton {
            visible: !servers.visible && !page.working
            kind: "link"
            text: qsTr("Another server…")
            onClicked: page.showsServers = true
        }
        ColumnLayout {
            id: servers

            Layout.fillWidth: true
            visible: page.showsServers || page.server.state === ServerConnection.Offline && !page.isOwn
            spacing: 8

            FormField {
                Layout.fillWidth: true
                label: qsTr("Address, or the link that the server printed")
                problem: problem.text

                RowLayout {
                    InputField {
                        id: address

                        Layout.fillWidth: true
                        placeholderText: "http://localhost:8000"
                        label: qsTr("Address of the server")
                        problem: problem.text.length > 0
                        onAccepted: page.go()
                    }
                    ActionButton {
                        kind: "primary"
                        text: qsTr("Connect")
                        enabled: address.text.trim().length > 0
                        onClicked: page.go()
                    }
                }
            }
            Item {
                id: problem

                property string text: ""
            }
            Repeater {
                model: page.program.known.urls

                RowLayout {
                    id: known

                    required property string modelData

                    Layout.fillWidth: true

                    ActionButton {
                        Layout.fillWidth: true
                        text: known.modelData
                        onClicked: page.program.connectTo(known.modelData)
                    }
                    IconButton {
                        iconName: "trash"
                        label: qsTr("Forget %1").arg(known.modelData)
                        onClicked: page.program.forget(known.modelData)
                    }
                }
            }
        }
    }
}
