pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Client

// How somebody likes the window. What is chosen holds at once and is kept on this machine.
SheetDialog {
    id: dialog

    required property ServerConnection server
    required property var preferences // see Preferences of Pilothouse.App
    readonly property var looks: [{ value: "", words: qsTr("As the system") }, { value: "light", words: qsTr("Light") },
        { value: "dark", words: qsTr("Dark") }]
    readonly property var languages: [{ value: "", words: qsTr("As the system") }, { value: "en", words: "English" },
        { value: "de", words: "Deutsch" }]

    signal trialAsked // of a notification

    function keepDefaults() {
        preferences.defaults = fields.read()
    }

    title: qsTr("Settings")
    wish: 680
    onAboutToShow: {
        name.text = preferences.name
        fields.fill(preferences.defaults)
    }
    onAboutToHide: keepDefaults()

    SettingsHeading {
        text: qsTr("Look")
    }
    Segments {
        label: qsTr("Look")
        model: dialog.looks
        value: Theme.look.chosen
        onChosen: value => Theme.look.chosen = value
    }
    SettingsHeading {
        text: qsTr("Language")
    }
    Segments {
        label: qsTr("Language")
        model: dialog.languages
        value: dialog.preferences.language
        onChosen: value => dialog.preferences.language = value
    }
    SettingsHeading {
        text: qsTr("Notifications")
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 2

        CheckField {
            text: qsTr("Call me with a notification while I look elsewhere")
            checked: dialog.preferences.calls
            onToggled: dialog.preferences.calls = checked
        }
        ColumnLayout {
            Layout.leftMargin: 26
            enabled: dialog.preferences.calls
            opacity: enabled ? 1 : 0.5
            spacing: 2

            CheckField {
                text: qsTr("The agent asks")
                checked: dialog.preferences.callsForQuestions
                onToggled: dialog.preferences.callsForQuestions = checked
            }
            CheckField {
                text: qsTr("A task has come to an end")
                checked: dialog.preferences.callsForEnds
                onToggled: dialog.preferences.callsForEnds = checked
            }
            CheckField {
                text: qsTr("A task has failed")
                checked: dialog.preferences.callsForFailures
                onToggled: dialog.preferences.callsForFailures = checked
            }
            CheckField {
                text: qsTr("With a sound of the desktop")
                checked: dialog.preferences.sounds
                onToggled: dialog.preferences.sounds = checked
            }
            ActionButton {
                Layout.topMargin: 4
                text: qsTr("Try it")
                onClicked: dialog.trialAsked()
            }
        }
    }
    SettingsHeading {
        text: qsTr("Your name")
    }
    InputField {
        id: name

        Layout.preferredWidth: 320
        label: qsTr("Your name")
        maximumLength: 60
        onTextEdited: dialog.preferences.name = text
    }
    TextLabel {
        Layout.fillWidth: true
        text: qsTr("Others see it while you have the wheel.")
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
    SettingsHeading {
        text: qsTr("New sessions")
    }
    TextLabel {
        Layout.fillWidth: true
        text: qsTr("What they get unless you or a template say otherwise. Empty: as the server is set.")
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
    SessionFields {
        id: fields

        Layout.fillWidth: true
        server: dialog.server
        hasTitle: false
    }
    ActionButton {
        text: qsTr("Reset")
        onClicked: fields.clear()
    }
    actions: ActionButton {
        text: qsTr("Close")
        onClicked: dialog.close()
    }
}
