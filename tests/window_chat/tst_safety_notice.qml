import QtQuick
import QtTest
import Pilothouse

Item {
    id: stage

    width: 600
    height: 500

    SafetyNotice {
        id: notice

        width: 500
        checks: []
    }
    TestCase {
        name: "SafetyNotice"
        when: windowShown

        // What somebody sees of it, from top to bottom.
        function said() {
            waitForRendering(notice)
            const all = []
            const look = item => {
                if (!item.visible)
                    return
                const text = item.getText !== undefined ? item.getText(0, item.length) : item.text
                if (text)
                    all.push(text)
                for (let at = 0; at < item.children.length; ++at)
                    look(item.children[at])
            }
            look(notice)
            return all
        }
        function show(...checks) {
            notice.checks = checks
            return said().slice(1) // without what the notice is for
        }

        function test_without_checks_nothing_is_there() {
            notice.checks = []
            verify(!notice.visible)
            notice.checks = [{ id: "1", code: "sensitive_domain" }]
            verify(notice.visible)
            verify(said()[0].startsWith("The provider of the model wants you to look at this first."))
        }
        function test_a_check_without_words_gets_ours_data() {
            return [
                { tag: "orders", code: "malicious_instructions",
                    words: "Something on the screen may be giving the model orders." },
                { tag: "domain", code: "irrelevant_domain",
                    words: "This website does not seem to belong to the task." },
                { tag: "care", code: "sensitive_domain", words: "On this website care is needed." }
            ]
        }
        function test_a_check_without_words_gets_ours(data) {
            compare(show({ id: "1", code: data.code }), [data.words, data.code])
            compare(show({ id: "1", code: data.code, message: "" }), [data.words, data.code])
        }
        function test_the_words_of_the_provider_come_first() {
            compare(show({ id: "1", code: "sensitive_domain", message: "A bank." }), ["A bank.", "sensitive_domain"])
        }
        function test_a_code_that_is_new_is_shown_once() {
            compare(show({ id: "1", code: "made_up" }), ["made_up"])
        }
        function test_words_without_a_code_stand_alone() {
            compare(show({ id: "1", message: "Look." }), ["Look."])
        }
        function test_each_check_has_its_row() {
            const one = { id: "1", code: "sensitive_domain" }
            const two = { id: "2", code: "x", message: "Two" }
            notice.checks = [one]
            waitForRendering(notice)
            const height = notice.implicitHeight
            compare(show(one, two), ["On this website care is needed.", "sensitive_domain", "Two", "x"])
            verify(notice.implicitHeight > height)
        }
        function test_words_are_no_markup_and_hide_nothing() {
            const shown = show({ id: "1", code: "c\u202Ed", message: "<b>bo\u200Bld</b>" })
            verify(shown[0].includes("A character that cannot be seen"), shown[0])
            verify(shown[0].includes("ZWSP U+200B"), shown[0])
            verify(shown[1].includes("<b>bo"), shown[1])
            verify(shown[1].includes("ld</b>"), shown[1])
            verify(!shown[2].includes("\u202E"), shown[2])
        }
    }
}
