pragma Singleton

import QtQml

// Sentences that pass: any item says `Toast.say(text)`; the window shows them at its foot. What became
// of requests is one of them, if it is nothing good. Imports no module with singletons in QML: each of
// those waits for all others of its module.
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
    // `answer`: of the client, or nothing. `then(value)` is called when it is done; `otherwise(sentence,
    // details)` when it failed, which returns true if nothing is to be said.
    function watch(answer, then, otherwise) {
        if (!answer)
            return
        answer.failed.connect((sentence, details) => {
            if (!otherwise || !otherwise(sentence, details))
                toast.say(sentence, "bad")
        })
        if (then)
            answer.done.connect(then)
    }
}
