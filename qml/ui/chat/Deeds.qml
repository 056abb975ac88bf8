pragma Singleton

import QtQml
import Pilothouse

// What becomes of requests: what went wrong is said.
QtObject {
    // `answer`: of the client, or nothing. `then(value)` is called when it is done.
    function watch(answer, then, otherwise) {
        if (!answer)
            return
        answer.failed.connect((sentence, details) => {
            if (!otherwise || !otherwise(sentence, details))
                Toast.say(sentence, "bad")
        })
        if (then)
            answer.done.connect(then)
    }
}
