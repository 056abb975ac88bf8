import QtQuick
import Pilothouse
import Pilothouse.Chat

// Carries a file of the desktop out of the window: it is fetched first, for programs that take what is
// dropped read it on this machine. While it is held it goes on as a drag; else it waits for the next pull.
Item {
    id: carrier

    required property var server
    property string held: "" // what is pulled at now
    property string fetched: ""
    property url copy

    // `version`: another one is fetched anew.
    function pull(path, name, version) {
        held = path + " " + version
        if (fetched === held)
            return go()
        const wanted = held
        Toast.watch(server.download(path, Files.carried(name)), url => {
            carrier.fetched = wanted
            carrier.copy = url
            if (carrier.held === wanted)
                carrier.go()
            else
                Toast.say(qsTr("%1 is fetched: drag it once more.").arg(Words.visible(name)))
        })
    }
    function release() {
        held = ""
    }
    function go() {
        carrier.Drag.mimeData = { "text/uri-list": copy + "\r\n" }
        carrier.Drag.active = true // until it is dropped
        held = ""
    }

    Drag.dragType: Drag.Automatic
    Drag.supportedActions: Qt.CopyAction
    Drag.proposedAction: Qt.CopyAction
}
