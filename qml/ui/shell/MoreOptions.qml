import QtQuick
import QtQuick.Layouts
import Pilothouse

// What is seldom chosen for a new session.
GridLayout {
    id: more

    readonly property var efforts: [
        { value: "", words: qsTr("Model default") }, { value: "low", words: qsTr("Low") },
        { value: "medium", words: qsTr("Medium") }, { value: "high", words: qsTr("High") },
        { value: "xhigh", words: qsTr("Very high") }, { value: "max", words: qsTr("Maximum") }]
    readonly property var thinkings: [
        { value: "", words: qsTr("Model default") }, { value: "adaptive", words: qsTr("Adaptive") },
        { value: "disabled", words: qsTr("Off") }, { value: "enabled", words: qsTr("On") }]

    columnSpacing: 16
    rowSpacing: 12

    readonly property var known: ["effort", "thinking", "system_prompt_suffix", "max_tokens_total", "screenshot_quality",
        "locale", "time_zone"]

    function put(wishes) {
        const words = name => wishes[name] === undefined || wishes[name] === null ? "" : String(wishes[name])
        effort.value = words("effort")
        thinking.value = words("thinking")
        tokens.text = words("max_tokens_total")
        quality.text = words("screenshot_quality")
        language.text = words("locale")
        zone.text = words("time_zone")
        prompt.text = words("system_prompt_suffix")
    }
    // Adds what is filled in, as POST /sessions/ takes it.
    function fill(wanted) {
        const words = { effort: effort.value, thinking: thinking.value, locale: language.text.trim(),
            time_zone: zone.text.trim(), system_prompt_suffix: prompt.text.trim() }
        for (const name in words)
            if (words[name].length > 0)
                wanted[name] = words[name]
        const numbers = { max_tokens_total: tokens.text.trim(), screenshot_quality: quality.text.trim() }
        for (const name in numbers)
            if (numbers[name].length > 0)
                wanted[name] = Number(numbers[name])
    }

        ChoiceField {
            id: effort

            label: qsTr("Effort")
            model: more.efforts
        }
        ChoiceField {
            id: thinking

            label: qsTr("Thinking")
            model: more.thinkings
        }
        NumberField {
            id: tokens

            label: qsTr("Token limit")
            placeholder: qsTr("No limit")
        }
        NumberField {
            id: quality

            label: qsTr("Picture quality")
            placeholder: "70"
        }
        CodeField {
            id: language

            label: qsTr("Language of its programs")
            placeholder: "de_DE"
        }
        CodeField {
            id: zone

            label: qsTr("Time zone of its programs")
            placeholder: "Europe/Berlin"
        }
        FormField {
            Layout.fillWidth: true
            Layout.columnSpan: more.columns
            label: qsTr("Added to the system prompt")

            InputArea {
                id: prompt

                Layout.fillWidth: true
                label: qsTr("Added to the system prompt")
            }
        }
    }
