import QtQuick
import Pilothouse

// What a session may do, in three dialogs that lead to each other.
Item {
    id: access

    required property var session
    property string sandbox: ""

    function showPermissions() {
        permissions.open()
    }
    function showNetwork() {
        network.open()
    }
    function showSecrets() {
        secrets.open()
    }

    PermissionsDialog {
        id: permissions

        session: access.session
        onNetworkAsked: network.open()
        onSecretsAsked: secrets.open()
    }
    NetworkDialog {
        id: network

        session: access.session
        sandbox: access.sandbox
    }
    SecretsDialog {
        id: secrets

        session: access.session
    }
}
