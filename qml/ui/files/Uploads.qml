import QtQml
import Pilothouse

// Files of this machine on their way into a session's home folder, one after the other. What is there
// already is asked about before it is replaced.
QtObject {
    id: uploads

    required property var server // the ServerConnection
    required property string sessionId
    property var items: [] // of { url, name, path, state: "waiting", "sending", "failed", problem }
    property bool isBusy: false
    signal arrived(string path)
    signal replaceAsked(string folder, var names, var taken, var free) // answer with put()

    function pathOf(path) {
        return "sessions/" + sessionId + "/files/" + path.split("/").map(encodeURIComponent).join("/")
    }
    function nameOf(url) {
        return decodeURIComponent(String(url).split("/").pop())
    }
    // Looks what is there, and asks before any of it is replaced.
    function bring(urls, folder) {
        const files = urls.map(url => ({ url: url, name: uploads.nameOf(url) }))
        const sort = entries => {
            const there = entries.filter(entry => entry.type === "file").map(entry => entry.name)
            const taken = files.filter(file => there.includes(file.name))
            const free = files.filter(file => !there.includes(file.name))
            if (taken.length > 0)
                uploads.replaceAsked(folder, taken.map(file => file.name), taken, free)
            else
                uploads.put(free, folder, false)
        }
        Toast.watch(server.get(pathOf(folder).replace(/\/$/, "")), listing => sort(listing.entries ?? []), () => {
            sort([]) // there is no folder yet
            return true
        })
    }
    function put(files, folder, replaces) {
        items = items.concat(files.map(file => ({ url: file.url, name: file.name, state: "waiting", problem: "", replaces: replaces, transfer: null,
            path: folder ? folder + "/" + file.name : file.name })))
        work()
    }
    // Ends one, or puts a failed one away.
    function drop(item) {
        if (item.transfer)
            return item.transfer.cancel()
        items = items.filter(other => other !== item)
    }
    function again(item) {
        change(item, "waiting", "")
        work()
    }
    function change(item, state, problem) {
        item.state = state
        item.problem = problem
        items = items.slice()
    }
    function work() {
        const next = items.find(item => item.state === "waiting")
        if (isBusy || !next)
            return
        isBusy = true
        change(next, "sending", "")
        next.transfer = server.upload(pathOf(next.path), next.url, next.replaces)
        const settle = () => {
            uploads.isBusy = false
            next.transfer = null
        }
        next.transfer.moved.connect(() => uploads.items = uploads.items.slice())
        next.transfer.cancelled.connect(() => {
            settle()
            uploads.drop(next)
            uploads.work()
        })
        Toast.watch(next.transfer, () => {
            settle()
            uploads.drop(next)
            uploads.arrived(next.path)
            uploads.work()
        }, (sentence, details) => {
            settle()
            uploads.change(next, "failed", details.status === 412 ? qsTr("A file of this name came there meanwhile.") : sentence)
            uploads.work()
            return true
        })
    }
}
