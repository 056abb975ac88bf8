import QtQml
import QtQml.Models

// A session with the names of the client's, filled by the test. `calls` are what was asked of it.
QtObject {
    id: session

    property string id: "s1"
    property var record: ({ model: "claude-opus-5-5", approval: "sensitive", egress: "list", max_steps: 50, max_cost_usd: 1,
        picture_width: 1280, picture_height: 800, grants: [] })
    property string title: "A session"
    property string status: "active"
    property string reason: ""
    property bool isBusy: status === "running" || status === "awaiting_approval"
    property string connection: "live"
    property ListModel items: ListModel {}
    property var run: ({})
    property var questions: []
    property var control: ({ holder: "agent" })
    property var picture: ({})
    property var totals: ({ cost: 0, tokens: 0 })
    property bool hasOlder: false
    property bool isLoading: false
    signal loadingChanged
    onIsLoadingChanged: loadingChanged()
    property int firstSeq: 1
    property int lastSeq: 1
    property var calls: []
    property var answers: []
    property Component answer: FakeAnswer {}

    function add(item) {
        items.append({ key: item.key, kind: item.kind, item: item })
    }
    function ask(name, ...given) {
        calls = calls.concat([[name].concat(given)])
        const made = answer.createObject(session)
        answers = answers.concat([made])
        return made
    }
    function send(text, images) { return ask("send", text, images) }
    function sendTo(id, text) { return ask("sendTo", id, text) }
    function interrupt() { return ask("interrupt") }
    function pause() { return ask("pause") }
    function resume() { return ask("resume") }
    function decide(id, decision, fields) { return ask("decide", id, decision, fields) }
    function change(fields) { return ask("change", fields) }
    function fork(seq) { return ask("fork", seq) }
    function allowHost(host) { return ask("allowHost", host) }
    function secrets() { return ask("secrets") }
    function giveSecret(name, secret) { return ask("giveSecret", name, secret) }
    function takeBackSecret(name) { return ask("takeBackSecret", name) }
    function askAgain(grant) { return ask("askAgain", grant) }
    function knows(seq) { return seq >= firstSeq }
    function keyAt(seq) { return "e" + seq }
    function linkTo(seq) { return "http://localhost/ui/#s1/" + seq }
    function loadOlder() { ask("loadOlder") }
    function loadBackTo(seq) { ask("loadBackTo", seq) }
}
