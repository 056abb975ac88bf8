import QtQuick
import QtQuick.Layouts
import Pilothouse
import Pilothouse.Chat
import Pilothouse.Client

// The models that the server knows, and a field for any other.
ColumnLayout {
    id: field

    required property ServerConnection server
    readonly property bool isDemo: server.isDemo
    readonly property string chosen: isDemo ? "" : list.value === "other" ? other.text : list.value

    // `id`: of any model; empty: the server's own choice.
    function choose(id) {
        const isListed = choices().some(each => each.value === id)
        list.value = isListed ? id : "other"
        other.text = isListed ? "" : id
    }
    // What helps to choose: its name, how much it holds, what it costs.
    function describe(model) {
        const cost = model.prices && model.prices.output > 0
            ? qsTr(" · $%1 in, $%2 out per million").arg(model.prices.input).arg(model.prices.output) : ""
        return qsTr("%1 · %2 tokens").arg(model.display_name).arg(Words.count(model.context_tokens)) + cost
    }
    function choices() {
        if (isDemo)
            return [{ value: "", words: qsTr("Demo model") }]
        const known = server.info.models ? server.info.models.models : []
        const own = server.info.models ? server.info.models["default"] : ""
        const mine = known.find(each => each.id === own)
        return [{ value: "", words: qsTr("Default: %1").arg(mine ? mine.display_name : own) }]
            .concat(known.map(each => ({ value: each.id, words: describe(each) })))
            .concat([{ value: "other", words: qsTr("Another one…") }])
    }

    spacing: 6

    ChoiceBox {
        id: list

        Layout.fillWidth: true
        label: qsTr("Model")
        enabled: !field.isDemo
        model: field.choices()
    }
    InputField {
        id: other

        Layout.fillWidth: true
        visible: list.value === "other"
        placeholderText: qsTr("Id of the model")
    }
}
