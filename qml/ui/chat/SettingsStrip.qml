import QtQuick
import Pilothouse

// How this session works, and what of it can be changed at once: the model, when it asks, its limits.
Flow {
    id: strip

    required property var session
    property var models: [] // of { value, words }
    property bool isDemo: false // whatever a session names, its server has the demo model alone
    readonly property var record: session.record ?? ({})
    readonly property bool isOver: session.status === "finished"
    signal limitsAsked
    signal permissionsAsked

    // The one it has is among them, whatever the server lists.
    function choices() {
        const id = record.model ?? ""
        return id === "" || models.some(model => model.value === id) ? models : models.concat([{ value: id, words: id }])
    }
    function permissions() {
        const kept = (record.grants ?? []).length
        const network = AccessWords.network(record.egress)
        return kept === 0 ? network : kept === 1 ? qsTr("%1 · 1 kind not asked about").arg(network)
            : qsTr("%1 · %2 kinds not asked about").arg(network).arg(kept)
    }
    function change(name, value) {
        if (value === record[name])
            return
        const fields = {}
        fields[name] = value
        Toast.watch(session.change(fields))
    }

    spacing: Theme.gap
    padding: Theme.gap
    leftPadding: Theme.wide
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("How this session works")

    SessionState {
        id: standing

        session: strip.session
    }
    TextLabel {
        visible: strip.isDemo
        height: Theme.control
        verticalAlignment: Text.AlignVCenter
        text: qsTr("Demo model")
        tone: "soft"
        font.pixelSize: Theme.smallSize
    }
    ChoiceBox {
        visible: !strip.isDemo && count > 0
        label: qsTr("Model")
        enabled: !strip.isOver
        width: 180
        model: strip.choices()
        value: strip.record.model ?? ""
        font.pixelSize: Theme.smallSize
        onActivated: strip.change("model", currentValue)
    }
    ChoiceBox {
        label: qsTr("Ask before acting")
        enabled: !strip.isOver
        width: 210
        model: [{ value: "auto", words: qsTr("Never asks") },
            { value: "sensitive", words: qsTr("Asks before consequences") },
            { value: "all", words: qsTr("Asks before everything") }]
        value: strip.record.approval ?? ""
        font.pixelSize: Theme.smallSize
        onActivated: strip.change("approval", currentValue)
    }
    ActionButton {
        enabled: !strip.isOver
        iconName: "clock"
        text: standing.limits().length > 0 ? standing.limits().join(" · ") : qsTr("No limits")
        font.pixelSize: Theme.smallSize
        Accessible.name: qsTr("Limits: %1").arg(text)
        onClicked: strip.limitsAsked()
    }
    ActionButton {
        iconName: "shield"
        text: strip.permissions()
        font.pixelSize: Theme.smallSize
        Accessible.name: qsTr("Permissions: %1").arg(text)
        onClicked: strip.permissionsAsked()
    }
}
