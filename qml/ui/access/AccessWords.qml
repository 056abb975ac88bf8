pragma Singleton

import QtQml
import Pilothouse.Chat

// What a session may reach and do without a word, in words.
QtObject {
    function network(egress) {
        switch (egress) {
        case "all":
            return qsTr("Everything but this computer")
        case "public":
            return qsTr("Public internet")
        case "list":
            return qsTr("Only these hosts")
        case "none":
            return qsTr("None")
        }
        return Words.visible(egress ?? "")
    }
    function meaning(egress) {
        switch (egress) {
        case "all":
            return qsTr("Its programs may connect to everything but the computer that Pilothouse runs on.")
        case "public":
            return qsTr("Its programs may connect to public addresses. Private networks and this computer are closed.")
        case "list":
            return qsTr("Its programs may connect to these hosts and to nothing else.")
        case "none":
            return qsTr("Its programs cannot connect to anything.")
        }
        return Words.visible(egress ?? "")
    }
    // "Shell commands": what is not asked about again.
    function grant(grant) {
        const words = Words.kindOf(grant)
        return words.charAt(0).toUpperCase() + words.slice(1)
    }
    // Who said so, or by which door where the server knows no name.
    function allowedBy(by) {
        switch (by ?? "") {
        case "browser":
            return qsTr("Allowed on a page")
        case "token":
            return qsTr("Allowed with the token")
        case "terminal":
            return qsTr("Allowed at the terminal")
        case "anonymous":
        case "":
            return qsTr("Allowed")
        }
        return qsTr("Allowed by %1").arg(Words.visible(by))
    }
    // Where a secret may be typed; empty where it is bound to no place.
    function places(secret) {
        const hosts = (secret.hosts ?? []).join(", ")
        const windows = (secret.windows ?? []).join(", ")
        return [hosts ? qsTr("pages of %1").arg(hosts) : "", windows ? qsTr("windows of %1").arg(windows) : ""]
            .filter(one => one !== "").join(", ")
    }
    // The hosts or windows in a field: separated by commas or lines, as classes of windows may hold blanks.
    function entries(text) {
        return text.split(/[,;\n]+/).map(each => each.trim()).filter(each => each.length > 0)
    }
}
