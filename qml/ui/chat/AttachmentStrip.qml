pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse
import Pilothouse.Chat

// Small pictures of what goes with the next message, each with a button that takes it off.
Flow {
    id: strip

    required property var attachments

    spacing: Theme.gap
    visible: attachments.count > 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Goes with the message")

    Repeater {
        model: strip.attachments

        Rectangle {
            id: picture

            required property string name
            required property url source
            required property int index

            width: 64
            height: 64
            radius: Theme.radius
            color: Theme.sunken
            border.width: 1
            border.color: Theme.line
            Accessible.role: Accessible.ListItem
            Accessible.name: Words.visible(name)

            Image {
                anchors.fill: parent
                anchors.margins: 1
                source: picture.source
                sourceSize.width: 128
                asynchronous: true
                fillMode: Image.PreserveAspectCrop
            }
            IconButton {
                anchors.top: parent.top
                anchors.right: parent.right
                anchors.margins: 2
                width: 24
                height: 24
                iconName: "close"
                ink: Theme.ink
                label: qsTr("Take off %1").arg(Words.visible(picture.name))
                onClicked: strip.attachments.remove(picture.index)

                Rectangle {
                    anchors.fill: parent
                    radius: width / 2
                    color: Theme.surface
                    z: -1
                }
            }
        }
    }
}
