pragma ComponentBehavior: Bound

import QtQuick
import Pilothouse
import Pilothouse.Chat

// What a person said.
TranscriptItem {
    id: user

    readonly property var images: item.images ?? []
    readonly property string said: item.text ?? ""

    above: 10
    spoken: qsTr("You said: %1").arg(Words.visible(said))
    deeds: [
        { words: qsTr("Copy"), icon: "clipboard", run: () => Words.copy(user.said) },
        { words: qsTr("Edit, and send in a new session"), icon: "pencil", run: () => user.view.edit(user.item) }
    ].concat(images.length > 0 ? [] : [
        { words: qsTr("Try again"), icon: "replay", run: () => user.view.retry(user.item) } // pictures stay there
    ])
    function activate() {
        if (images.length > 0)
            view.showPicture(key, 0)
    }

    Flow {
        width: user.room
        layoutDirection: Qt.RightToLeft
        spacing: 6
        visible: user.images.length > 0

        Repeater {
            model: user.images

            PictureButton {
                required property var modelData
                required property int index

                image: modelData
                width: Math.min(240, user.room / 2)
                label: qsTr("Show the picture large")
                onClicked: user.view.showPicture(user.key, index)
            }
        }
    }
    Rectangle {
        visible: user.said.length > 0
        anchors.right: parent ? parent.right : undefined
        width: words.width + 26
        height: words.height + 16
        radius: 13
        color: Theme.accentSoft

        RichText {
            id: words

            x: 13
            y: 8
            width: Math.min(implicitWidth, user.room * 0.85 - 26)
            html: Words.marked(user.said, Theme.inks)
        }
    }
    RichText {
        visible: (user.item.aside ?? "").length > 0
        anchors.right: parent ? parent.right : undefined
        width: Math.min(implicitWidth, user.room * 0.85)
        html: visible ? Words.marked(user.item.aside, Theme.inks) : ""
        color: Theme.soft
        font.pixelSize: Theme.smallSize
    }
}
