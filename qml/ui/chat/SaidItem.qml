pragma ComponentBehavior: Bound

import QtQuick
import Qt.labs.qmlmodels
import Pilothouse
import Pilothouse.Chat

// What the model said. While it is on its way it is drawn anew now and then, not with each word.
TranscriptItem {
    id: said

    readonly property string wanted: item.text ?? ""
    readonly property var links: blocks.links
    readonly property bool isDraft: item.isDraft === true

    spoken: qsTr("The agent said: %1").arg(Words.visible(wanted))
    deeds: isDraft ? [] : [
        { words: qsTr("Copy"), icon: "clipboard", run: () => Words.copy(said.wanted) },
        { words: qsTr("Go on from here in a new session"), icon: "fork", run: () => said.view.goOn(said.item.seq) },
        ...links.map(link => ({ words: qsTr("Open %1").arg(link), icon: "exit", menuOnly: true,
            run: () => said.view.follow(link) }))
    ]
    onKeyChanged: blocks.text = wanted
    onWantedChanged: {
        if (!isDraft)
            blocks.text = wanted
        else if (!redraw.running)
            redraw.start()
    }
    Component.onCompleted: blocks.text = wanted

    Timer {
        id: redraw

        interval: 90
        onTriggered: blocks.text = said.wanted
    }
    MessageBlocks {
        id: blocks

        inks: Theme.inks
    }
    Repeater {
        model: blocks
        delegate: DelegateChooser {
            role: "isCode"

            DelegateChoice {
                roleValue: true

                CodeCard {
                    width: said.room
                }
            }
            DelegateChoice {
                roleValue: false

                SaidText {
                    width: said.room
                    onFollowed: address => said.view.follow(address)
                }
            }
        }
    }
    StoppedMark {
        visible: said.item.isStopped === true
    }
}
