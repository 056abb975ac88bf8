import QtQuick
import Pilothouse
import Pilothouse.Chat
import Pilothouse.Client

// The templates of the server with their dialogs.
Item {
    id: place

    required property ServerConnection server
    property var defaults: ({}) // what somebody likes new sessions to be
    property var usedIn: null // takes the words, if it is used in a session that is there
    readonly property var all: list.all

    signal begun(string task, var wishes)
    signal optionsAsked(string task, var wishes)

    function showAll() {
        usedIn = null
        choosing.open()
    }
    // For the message of a session that is there: `take(words)`.
    function showFor(take) {
        usedIn = take
        choosing.open()
    }
    function use(one) {
        using.show(one, Wishes.combined(one.options ?? {}, defaults), usedIn !== null)
    }
    // A new one that begins with this.
    function keep(task, options) {
        editing.show({ task: task, options: options })
    }
    // Of the palette: {words, also, icon, keys, run}.
    function actions() {
        return [{ words: qsTr("Templates"), also: qsTr("tasks use keep"), icon: "mark", run: () => place.showAll() },
            ...all.map(one => ({ words: qsTr("Template: %1").arg(Words.visible(one.name)), icon: "mark",
                run: () => {
                    place.usedIn = null
                    place.use(one)
                } }))]
    }

    TemplateList {
        id: list

        server: place.server
    }
    TemplatesDialog {
        id: choosing

        templates: list
        onUseAsked: one => place.use(one)
        onEditAsked: one => editing.show(one)
    }
    TemplateUseDialog {
        id: using

        onBegun: task => {
            using.close()
            if (place.usedIn)
                place.usedIn(task)
            else
                place.begun(task, using.wishes)
        }
        onOptionsAsked: task => place.optionsAsked(task, using.wishes)
    }
    TemplateEditDialog {
        id: editing

        server: place.server
        templates: list
    }
}
