import QtQuick
import Pilothouse
import Pilothouse.App
import Pilothouse.Client

// The palette of the window, with what can be done from it.
Item {
    id: place

    required property Program program
    required property string current // the session that is open, or ""
    property var actions: [] // of { words, also, icon, keys, run }, as they are when it opens
    readonly property bool isOpen: palette.visible

    signal wanted // it is about to open: `actions` is to be set
    signal chosen(string id)
    signal stepChosen(string id, int seq)

    function show(here) {
        wanted()
        palette.show(here && current.length > 0)
    }

    Finder {
        id: finder

        server: place.program.server
        open: place.current
        deeds: place.actions.map(deed => ({ words: deed.words, also: deed.also ?? "", icon: deed.icon,
            keys: deed.keys ?? "" }))
        everything: place.program.keptLook("searchEverything") === true
            || place.program.keptLook("searchEverything") === "true"
    }
    PaletteDialog {
        id: palette

        finder: finder
        onClosed: place.program.keepLook("searchEverything", finder.everything)
        onSessionAsked: id => place.chosen(id)
        onStepAsked: (id, seq) => place.stepChosen(id, seq)
        onDeedAsked: deed => place.actions[deed].run()
    }
}
