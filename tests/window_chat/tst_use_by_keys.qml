import QtQuick
import QtQuick.Controls.Basic as Basic
import QtQuick.Templates as T
import QtTest
import Pilothouse
import Pilothouse.Client

// Each dialog can be used by the keyboard alone: Tab goes once through all that can be used and stays
// inside; Enter presses the button that has the keyboard, and in a field does what the dialog is for;
// Escape leads back.
Item {
    Basic.ApplicationWindow {
        id: stage

        width: 900
        height: 820
        visible: true

        readonly property Item overlay: T.Overlay.overlay

        ServerConnection {
            id: server
        }
        FakeServer {
            id: fake
        }
        FakeSession {
            id: session
        }
        FakeUploads {
            id: uploads
        }
        QtObject {
            id: list

            property var all: [{ id: "1", name: "Greet", task: "Write to {{who}}", options: {} }]

            function load() { return fake.ask("load") }
        }
        TemplateList {
            id: templates

            server: server
        }
        QtObject {
            id: preferences

            property string language: ""
            property bool calls: true
            property bool callsForQuestions: true
            property bool callsForEnds: true
            property bool callsForFailures: true
            property bool sounds: false
            property string name: ""
            property var defaults: ({})
        }
        QtObject {
            id: finder

            property string words: ""
            property string open: "s1"
            property bool here: false
            property bool everything: false
            property bool active: false
            property var rows: []
            property int places: 0
            property bool hasMore: false
            property bool waiting: false
            property bool complete: true
            property string problem: ""
        }
        ActionButton {
            id: behind

            text: "Behind"
        }

        ConfirmDialog { id: confirm; title: "Sure?"; words: "Really?" }
        RenameDialog { id: rename; server: server }
        NewSessionDialog { id: newSession; server: server }
        SettingsDialog { id: settings; server: server; preferences: preferences }
        ShortcutsDialog { id: shortcuts }
        PermissionsDialog { id: permissions; session: session }
        NetworkDialog { id: network; session: session }
        SecretsDialog { id: secrets; session: session }
        LimitsDialog { id: limits; session: session }
        LinkDialog { id: link }
        SharesDialog { id: shares; server: fake }
        FilesDialog { id: files; server: fake; uploads: uploads }
        ReplaceDialog { id: replace; uploads: uploads }
        TemplatesDialog { id: choose; templates: list }
        TemplateUseDialog { id: use }
        TemplateEditDialog { id: edit; server: server; templates: templates }
        PaletteDialog { id: palette; finder: finder }

        SignalSpy { id: begun; target: use; signalName: "begun" }
        SignalSpy { id: accepted; target: confirm; signalName: "accepted" }

        TestCase {
            name: "UseByKeys"
            when: stage.active

            function stopsIn(item) {
                const found = []
                const look = each => {
                    if (!each.visible || !each.enabled)
                        return
                    if (each.activeFocusOnTab === true)
                        found.push(each)
                    for (let at = 0; at < each.children.length; ++at)
                        look(each.children[at])
                }
                look(item)
                return found
            }
            function nameOf(item) {
                return item ? (item.label || item.text || item.toString()) : "nothing"
            }
            // Something that is seen says so.
            function said(words) {
                const look = each => each.visible && ((each.text ?? "").toString().includes(words)
                    || Array.from(each.children).some(look))
                return look(stage.overlay)
            }
            function focused() {
                return stage.activeFocusItem
            }
            function test_goes_around_by_tab_and_back_by_escape_data() {
                const grant = { id: "bash:run", tool: "bash", action: "run", secrets: [], by: "ann" }
                session.record = Object.assign({}, session.record, { grants: [grant] })
                return [
                    { tag: "confirm", dialog: confirm, show: () => confirm.open() },
                    { tag: "rename", dialog: rename, show: () => rename.show("s1", "Mail") },
                    { tag: "new session", dialog: newSession, show: () => newSession.show("") },
                    { tag: "settings", dialog: settings, show: () => settings.open() },
                    { tag: "shortcuts", dialog: shortcuts, show: () => shortcuts.open() },
                    { tag: "permissions", dialog: permissions, show: () => permissions.open() },
                    { tag: "network", dialog: network, show: () => network.open() },
                    { tag: "secrets", dialog: secrets, show: () => secrets.open() },
                    { tag: "limits", dialog: limits, show: () => limits.open() },
                    { tag: "link", dialog: link, show: () => link.ask("http://localhost:1/") },
                    { tag: "shares", dialog: shares, show: () => shares.show("s1") },
                    { tag: "files", dialog: files, show: () => files.open() },
                    { tag: "replace", dialog: replace, show: () => replace.ask("", ["a"], [], []) },
                    { tag: "choose a template", dialog: choose, show: () => choose.open() },
                    { tag: "use a template", dialog: use, show: () => use.show(list.all[0], {}, false) },
                    { tag: "edit a template", dialog: edit, show: () => edit.show(list.all[0]) },
                    { tag: "palette", dialog: palette, show: () => palette.show(false) }]
            }
            function test_goes_around_by_tab_and_back_by_escape(row) {
                const inside = row.dialog.contentItem
                behind.forceActiveFocus()
                row.show()
                tryCompare(row.dialog, "opened", true)
                grabImage(stage.contentItem) // all is in its place then
                const stops = stopsIn(inside)
                verify(stops.length > 0)
                const order = []
                keyClick(Qt.Key_Tab)
                for (let count = 0; count < stops.length; ++count) {
                    order.push(focused())
                    keyClick(Qt.Key_Tab)
                }
                const missed = stops.filter(each => !order.includes(each)).map(nameOf)
                compare(missed, [])
                compare(nameOf(focused()), nameOf(order[0])) // all around, and nowhere else
                keyClick(Qt.Key_Backtab, Qt.ShiftModifier)
                compare(nameOf(focused()), nameOf(order[order.length - 1]))
                keyClick(Qt.Key_Escape)
                tryCompare(row.dialog, "visible", false)
                compare(focused(), behind)
            }

            function test_enter_presses_the_button_that_has_the_keyboard_data() {
                return test_goes_around_by_tab_and_back_by_escape_data().filter(row => row.dialog !== confirm)
            }
            function test_enter_presses_the_button_that_has_the_keyboard(row) {
                row.show()
                tryCompare(row.dialog, "opened", true)
                const last = stopsIn(row.dialog.contentItem).filter(each => ["Close", "Cancel", "Skip"].includes(nameOf(each))).pop()
                verify(last)
                last.forceActiveFocus(Qt.TabFocusReason)
                keyClick(Qt.Key_Return)
                tryCompare(row.dialog, "visible", false)
            }

            function test_enter_in_a_field_does_what_the_dialog_is_for_data() {
                return [
                    { tag: "rename", dialog: rename, show: () => rename.show("s1", "Mail"), done: () => said("The server cannot be reached") },
                    { tag: "new session", dialog: newSession, show: () => newSession.show(""), field: "Title",
                        done: () => said("The server cannot be reached") },
                    { tag: "network", dialog: network, show: () => network.open(), field: "Host to allow", words: "b",
                        done: () => session.calls.length === 1 },
                    { tag: "secrets", dialog: secrets, show: () => secrets.open(), field: "Name of the secret", words: "P",
                        done: () => session.calls.some(call => call[0] === "giveSecret") },
                    { tag: "limits", dialog: limits, show: () => limits.open(), field: "Steps of one run", words: "7",
                        done: () => session.calls.length === 1 },
                    { tag: "use a template", dialog: use, show: () => use.show(list.all[0], {}, false), words: "me",
                        done: () => begun.count === 1 },
                    { tag: "edit a template", dialog: edit, show: () => edit.show(list.all[0]), field: "Name",
                        done: () => said("The server cannot be reached") }]
            }
            function test_enter_in_a_field_does_what_the_dialog_is_for(row) {
                session.calls = []
                begun.clear()
                row.show()
                tryCompare(row.dialog, "opened", true)
                if (row.field)
                    stopsIn(row.dialog.contentItem).find(each => nameOf(each) === row.field).forceActiveFocus(Qt.TabFocusReason)
                for (const key of row.words ?? "")
                    keyClick(key)
                keyClick(Qt.Key_Return)
                tryVerify(row.done)
                row.dialog.close()
                tryCompare(row.dialog, "visible", false)
            }
            function test_a_question_is_answered_by_enter() {
                confirm.open()
                tryCompare(confirm, "opened", true)
                keyClick(Qt.Key_Return)
                tryCompare(confirm, "visible", false)
                compare(accepted.count, 1)
            }
        }
    }
}
