import QtQml

// Uploads with the names of the window's.
QtObject {
    property var items: []
    signal arrived(string path)

    function pathOf(path) { return "sessions/s1/files/" + path }
    function put() {}
    function bring() {}
}
