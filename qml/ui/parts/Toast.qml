pragma Singleton

import QtQml

// Sentences that pass: any item says `Toast.say(text)`; the window shows them at its foot.
QtObject {
    id: toast

    property string text: ""
    property string tone: ""
    property int count: 0

    function say(words, kind = "") {
        text = words
        tone = kind
        count += 1
    }
    function clear() {
        text = ""
    }
}
