import QtQml

// A connection with the names of the client's, answered by the test. `calls` are what was asked of it.
QtObject {
    id: server

    property string url: "http://localhost:8000/below/"
    property var info: ({})
    property var calls: []
    property var answers: []
    property Component answer: FakeAnswer {}

    function ask(...what) {
        calls = calls.concat([what])
        const made = answer.createObject(server)
        answers = answers.concat([made])
        return made
    }
    function get(path) { return ask("get", path) }
    function post(path, body) { return ask("post", path, body) }
    function remove(path) { return ask("remove", path) }
}
