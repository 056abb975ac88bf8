pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat

// A question of the agent's: what it wants to do, to the letter and with its target on the screen, and
// the answers there are. A card that has just come, or moved, takes no answer for a moment: a second
// click meant for the one before it answers nothing.
FocusScope {
    id: card

    required property var session
    required property var question
    property double now: 0
    property string mode: "choice" // "deny", "edit"
    property bool isAnswered: false
    readonly property string toolUseId: question.tool_use_id ?? ""
    readonly property var call: Words.callOfQuestion(question, {})
    readonly property var words: Words.ofCall(call)
    readonly property bool mayAnswer: !guard.running && !isAnswered
    property var marked: call
    property var secrets: null
    // What is bound to no place is asked about each time, whatever was answered.
    readonly property var checks: question.safety_checks ?? []
    readonly property bool mayRemember: checks.length === 0 && !typed.some(name => (secrets ?? []).some(one => one.name === name
        && (one.hosts ?? []).length + (one.windows ?? []).length === 0))
    readonly property var typed: Words.secretsOf(call)
    readonly property int guardTime: 700 // milliseconds
    signal answered

    function editor() {
        return editors.count > 0 ? editors.itemAt(0) as ApprovalEditor : null
    }
    function allow() {
        if (!mayAnswer || mode === "deny")
            return
        if (mode === "choice") {
            answer("allow", { remember: remember.visible && remember.checked })
            return
        }
        const input = editor().value()
        if (input)
            answer("edit", { input: input, remember: remember.visible && remember.checked })
    }
    function deny() {
        if (mayAnswer)
            answer("deny", { note: why.text.trim() })
    }
    function answer(decision, fields) {
        isAnswered = true
        answered()
        Toast.watch(session.decide(toolUseId, decision, fields), null, (sentence, details) => {
            isAnswered = false
            if (details.status === 404)
                Toast.say(qsTr("Somebody else has answered already."))
            return details.status === 404
        })
    }
    function deadline() {
        if (!question.askedAt || !question.timeout_ms)
            return ""
        const left = Math.max(0, Math.ceil((question.askedAt + question.timeout_ms - now) / 1000))
        const clock = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0")
        return qsTr("Without an answer it is denied in %1").arg(clock)
    }
    function restOfInput() {
        const input = call.input ?? {}
        return Object.keys(input).filter(name => input[name] !== words.object
            && !(name.endsWith("coordinate") && Array.isArray(input[name])))
            .map(name => ({ name: name, text: typeof input[name] === "string" ? input[name] : Words.json(input[name]) }))
    }
    // To the card itself: none of its buttons.
    function takeFocus() {
        const inside = card.Window.activeFocusItem
        if (inside && inside !== card && card.activeFocus)
            inside.focus = false
        card.forceActiveFocus()
    }
    function guardAnew() {
        guard.restart()
    }

    implicitHeight: frame.height
    activeFocusOnTab: true
    onYChanged: guardAnew()
    onModeChanged: {
        marked = call
        if (mode === "deny")
            why.forceActiveFocus()
        else if (mode === "choice")
            takeFocus()
    }
    Component.onCompleted: {
        guardAnew()
        if (typed.length > 0)
            Toast.watch(session.secrets(), told => card.secrets = told.secrets ?? told, () => true)
    }
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("The agent asks: %1").arg(words.title)
    Accessible.description: Words.visible((words.object ?? "").slice(0, 500))

    Timer {
        id: guard

        interval: card.guardTime
    }
    Card {
        id: frame

        width: card.width
        height: column.height + 26
        radius: 12
        border.color: Theme.warn

        FocusRing {
            shown: card.Window.activeFocusItem === card
            radius: 14
        }
        ColumnLayout {
            id: column

            x: 14
            y: 12
            width: parent.width - 28
            spacing: 9

            RowLayout {
                spacing: 8

                Icon {
                    name: "shield"
                    color: Theme.warn
                    Layout.preferredWidth: Theme.textSize + 2
                    Layout.preferredHeight: Theme.textSize + 2
                }
                TextLabel {
                    Layout.fillWidth: true
                    text: card.words.object !== undefined ? qsTr("%1 this?").arg(card.words.title)
                        : qsTr("%1?").arg(card.words.title)
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                }
                TextLabel {
                    text: Words.visible(card.question.reason ?? "")
                    tone: "warn"
                    wrapMode: Text.NoWrap
                    font.pixelSize: Theme.smallSize
                }
            }
            SafetyNotice {
                checks: card.checks
                Layout.fillWidth: true
            }
            Repeater {
                model: ["computer", "act_on", "windows"].includes(card.call.tool) ? 1 : 0

                ApprovalPicture {
                    Layout.fillWidth: true
                    session: card.session
                    call: card.marked
                    most: card.checks.length > 0 ? 200 : 420 // the answers stay in sight
                    isPicking: card.mode === "edit" && card.editor()?.hasPlace === true
                    onPicked: (from, to) => card.editor().place(from, to)
                }
            }
            Repeater {
                id: editors

                model: card.mode === "edit" ? 1 : 0

                ApprovalEditor {
                    Layout.fillWidth: true
                    call: card.call
                    input: card.question.input ?? {}
                    onEdited: card.marked = Object.assign({}, card.call, { input: marked() })
                }
                onItemAdded: card.editor().takeFocus()
            }
            ReadBox {
                visible: card.mode !== "edit" && (card.words.object ?? "").length > 0
                Layout.fillWidth: true
                read: card.words.object ?? ""
            }
            Repeater {
                model: card.mode === "edit" ? [] : card.restOfInput()

                ColumnLayout {
                    id: part

                    required property var modelData

                    spacing: 4
                    Layout.fillWidth: true

                    TextLabel {
                        text: Words.visible(part.modelData.name)
                        tone: "soft"
                        font.pixelSize: Theme.tinySize
                    }
                    ReadBox {
                        Layout.fillWidth: true
                        read: part.modelData.text
                        label: part.modelData.name
                    }
                }
            }
            Repeater {
                model: card.typed

                SecretNotice {
                    required property string modelData

                    Layout.fillWidth: true
                    name: modelData
                    known: card.secrets
                }
            }
            TextLabel {
                visible: text.length > 0
                text: card.deadline()
                tone: "soft"
                font.pixelSize: Theme.smallSize
                Layout.fillWidth: true
            }
            CheckField {
                id: remember

                visible: card.mode !== "deny" && card.mayRemember
                text: qsTr("Don’t ask again: %1").arg(Words.kindOf(card.call))
                Layout.fillWidth: true
            }
            InputField {
                id: why

                visible: card.mode === "deny"
                placeholderText: qsTr("Reason, told to the agent (optional)")
                label: qsTr("Reason")
                Layout.fillWidth: true
                onAccepted: card.deny()
                Keys.onEscapePressed: card.mode = "choice"
            }
            Flow {
                layoutDirection: Qt.RightToLeft
                spacing: 7
                Layout.fillWidth: true

                ActionButton {
                    id: allowing

                    visible: card.mode !== "deny"
                    kind: "primary"
                    enabled: card.mayAnswer
                    text: card.mode === "edit" ? qsTr("Allow as edited") : qsTr("Allow")
                    Accessible.description: qsTr("Alt+Y")
                    onClicked: card.allow()

                    Hint {
                        text: qsTr("Alt+Y")
                        shown: allowing.hovered
                    }
                }
                ActionButton {
                    visible: card.mode === "deny"
                    kind: "danger"
                    enabled: card.mayAnswer
                    text: qsTr("Deny")
                    onClicked: card.deny()
                }
                ActionButton {
                    id: denying

                    visible: card.mode === "choice"
                    enabled: card.mayAnswer
                    text: qsTr("Deny…")
                    Accessible.description: qsTr("Deny with a reason; at once: Alt+X")
                    onClicked: card.mode = "deny"

                    Hint {
                        text: qsTr("Deny with a reason; at once: Alt+X")
                        shown: denying.hovered
                    }
                }
                ActionButton {
                    visible: card.mode === "choice" && card.checks.length === 0
                    enabled: card.mayAnswer
                    text: qsTr("Edit…")
                    onClicked: card.mode = "edit"
                }
                ActionButton {
                    visible: card.mode !== "choice"
                    enabled: !card.isAnswered
                    text: qsTr("Back")
                    onClicked: card.mode = "choice"
                }
            }
        }
    }
}
