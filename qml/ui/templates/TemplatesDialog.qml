pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Pilothouse
import Pilothouse.Chat

// All templates: to be used, changed, made.
SheetDialog {
    id: dialog

    required property var templates // a TemplateList
    property string problem: ""

    signal useAsked(var one)
    signal editAsked(var one)

    function firstLine(text) {
        return text.trim().split("\n")[0]
    }

    title: qsTr("Templates")
    wish: 620
    onAboutToShow: {
        problem = ""
        Toast.watch(templates.load(), null, sentence => {
            problem = sentence
            return true
        })
    }

    TextLabel {
        Layout.fillWidth: true
        visible: dialog.templates.all.length === 0 && dialog.problem.length === 0
        text: qsTr("None yet. A template keeps a task and how its session works, for everybody who uses this server.")
        tone: "soft"
    }
    Repeater {
        model: dialog.templates.all

        RowLayout {
            id: row

            required property var modelData
            readonly property string name: Words.visible(modelData.name)
            readonly property string first: Words.visible(dialog.firstLine(modelData.task ?? ""))

            Layout.fillWidth: true
            spacing: 4

            T.AbstractButton {
                id: use

                Layout.fillWidth: true
                implicitHeight: words.implicitHeight + 14
                hoverEnabled: true
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.Button
                Accessible.name: qsTr("Use %1").arg(row.name)
                Accessible.description: row.first
                onClicked: {
                    dialog.close()
                    dialog.useAsked(row.modelData)
                }

                background: Rectangle {
                    radius: Theme.radius
                    color: use.hovered ? Theme.hover : "transparent"
                }
                contentItem: Item {
                    Icon {
                        anchors.left: parent.left
                        anchors.leftMargin: 10
                        anchors.verticalCenter: parent.verticalCenter
                        name: "mark"
                        color: Theme.accent
                    }
                    Column {
                        id: words

                        anchors.left: parent.left
                        anchors.leftMargin: 36
                        width: parent.width - 44
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: 1

                        TextLabel {
                            width: parent.width
                            text: row.name
                            wrapMode: Text.NoWrap
                            elide: Text.ElideRight
                            font.weight: Font.DemiBold
                        }
                        TextLabel {
                            width: parent.width
                            text: row.first.length > 0 ? row.first : qsTr("No task yet")
                            tone: "soft"
                            wrapMode: Text.NoWrap
                            elide: Text.ElideRight
                            font.pixelSize: Theme.smallSize
                        }
                    }
                }

                FocusRing {
                    shown: use.visualFocus
                }
            }
            IconButton {
                iconName: "pencil"
                label: qsTr("Change %1").arg(row.name)
                onClicked: dialog.editAsked(row.modelData)
            }
        }
    }
    TextLabel {
        Layout.fillWidth: true
        visible: text.length > 0
        text: dialog.problem
        tone: "bad"
        Accessible.role: Accessible.AlertMessage
    }
    actions: [
        ActionButton {
            kind: "primary"
            iconName: "plus"
            text: qsTr("New template")
            onClicked: dialog.editAsked({})
        },
        ActionButton {
            text: qsTr("Close")
            onClicked: dialog.close()
        }
    ]
}
