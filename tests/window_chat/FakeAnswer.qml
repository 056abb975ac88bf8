import QtQml

// An answer of the client, given by the test.
QtObject {
    signal done(var result)
    signal failed(string sentence, var details)
}
