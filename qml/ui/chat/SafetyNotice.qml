pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// What the provider of the model wants a person to have seen before a turn is done.
Rectangle {
    id: notice

    required property var checks

    // Of those that come without words.
    function wordsOf(code) {
        switch (code) {
        case "malicious_instructions":
            return qsTr("Something on the screen may be giving the model orders.")
        case "irrelevant_domain":
            return qsTr("This website does not seem to belong to the task.")
        case "sensitive_domain":
            return qsTr("On this website care is needed.")
        }
        return code
    }

    visible: checks.length > 0
    implicitHeight: column.implicitHeight + 18
    radius: Theme.radius
    color: Theme.warnSoft

    ColumnLayout {
        id: column

        x: 10
        y: 9
        width: notice.width - 20
        spacing: 7

        TextLabel {
            text: qsTr("The provider of the model wants you to look at this first. Nothing of this turn is done without your yes.")
            font.pixelSize: Theme.smallSize
            Layout.fillWidth: true
        }
        Repeater {
            model: notice.checks

            RowLayout {
                id: check

                required property var modelData
                readonly property string code: modelData.code ?? ""
                readonly property string words: (modelData.message ?? "") || notice.wordsOf(code)

                spacing: 8
                Layout.fillWidth: true

                Icon {
                    name: "shield"
                    color: Theme.warn
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: Theme.textSize + 2
                    Layout.preferredHeight: Theme.textSize + 2
                }
                ColumnLayout {
                    spacing: 2
                    Layout.fillWidth: true

                    HiddenNotice {
                        examined: check.words
                        Layout.fillWidth: true
                    }
                    RichText {
                        html: Words.marked(check.words, Theme.inks)
                        font.pixelSize: Theme.smallSize
                        font.weight: Font.DemiBold
                        Layout.fillWidth: true
                    }
                    TextLabel {
                        visible: text.length > 0 && check.code !== check.words
                        text: Words.visible(check.code)
                        font.family: Theme.mono
                        font.pixelSize: Theme.tinySize
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
}
