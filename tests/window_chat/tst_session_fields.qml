import QtQuick
import QtTest
import Pilothouse

Item {
    id: stage

    width: 600
    height: 500

    MoreOptions {
        id: more

        anchors.fill: parent
        columns: 2
    }
    TestCase {
        name: "SessionFields"
        when: windowShown

        function init() {
            more.put({})
        }
        function wishes() {
            const wanted = {}
            more.fill(wanted)
            return wanted
        }

        function test_what_is_left_empty_is_left_to_the_server() {
            compare(wishes(), {})
        }
        function test_what_is_seldom_chosen_comes_back_as_it_was_put_in() {
            const all = { effort: "high", thinking: "disabled", max_tokens_total: 5000, screenshot_quality: 60,
                locale: "de_DE", time_zone: "Europe/Berlin", system_prompt_suffix: "Be short." }
            more.put(all)
            compare(wishes(), all)
            compare(Object.keys(all).filter(name => !more.known.includes(name)), [])
        }
    }
}
