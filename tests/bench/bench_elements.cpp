// Filling in one form of a web page, by pixels and by elements: what the model reads and writes for
// it, in tokens (four characters each; pictures by the model API's formula), and how long a list of
// what shows takes for a page with 1,000 links.
#include "bench/bench_table.h"
#include "core/json.h"
#include "tools/elements_agent.h"

#include <QRegularExpression>
#include <QCoreApplication>
#include <QJsonArray>

using namespace pilothouse;

namespace {

constexpr int kPixelsOfToken = 750;
constexpr int kCharactersOfToken = 4;
constexpr int kTimes = 11;

/// Counts what goes back and forth.
class Tokens
{
public:
    void add(const ToolOutcome &outcome, const QJsonObject &input)
    {
        const QSize picture = outcome.picture ? outcome.picture->size : QSize(0, 0);
        m_pictures += picture.width() * picture.height() / kPixelsOfToken;
        m_characters += outcome.text.size() + compactJson(input).size();
    }
    qint64 all() const { return m_pictures + m_characters / kCharactersOfToken; }

private:
    qint64 m_pictures = 0;
    qint64 m_characters = 0;
};

struct Deed
{
    QString row; ///< begins so
    QString action;
    QString text = {};
};

const QList<Deed> kDeeds{{u"field \"Name\""_s, u"set_text"_s, u"Grace Hopper"_s},
                         {u"password \"Code\""_s, u"set_text"_s, u"cobol1959"_s},
                         {u"check box \"Express\""_s, u"uncheck"_s},
                         {u"combo box \"Colour\""_s, u"select"_s, u"Red"_s},
                         {u"button \"Send\""_s, u"click"_s}};

/// One list, then each deed without a picture but the last.
qint64 byElements(ElementsAgent &agent)
{
    Tokens tokens;
    tokens.add({.text = agent.list()}, {});
    for (const Deed &deed : kDeeds) {
        QJsonObject input{{u"action"_s, deed.action}, {u"id"_s, agent.find(deed.row)}};
        if (!deed.text.isEmpty())
            input.insert(u"text"_s, deed.text);
        if (deed.action != "click"_L1)
            input.insert(u"picture"_s, false);
        QJsonObject more = input;
        more.remove(u"action"_s);
        tokens.add(agent.act(input.value("id"_L1).toString(), deed.action, more), input);
    }
    return tokens.all();
}

/// A look, then for each field a click, and its text; a picture after each action, or, where
/// actions go in batches, after each field.
qint64 byPixels(ElementsAgent &agent, bool inBatches)
{
    Tokens tokens;
    const auto add = [&](const QString &action, const QJsonObject &input, bool isLast) {
        ToolOutcome outcome = agent.computer(action, input);
        if (inBatches && !isLast)
            outcome.picture.reset();
        tokens.add(outcome, input);
    };
    add(u"screenshot"_s, {}, true);
    for (const Deed &deed : kDeeds) {
        const QString row = agent.list({{u"text"_s, deed.row.section(u'"', 1, 1)}});
        static const QRegularExpression place(u" (\\d+),(\\d+) \\d+x"_s);
        const auto at = place.match(row.mid(row.indexOf(deed.row)));
        const QJsonArray point{at.captured(1).toInt(), at.captured(2).toInt()};
        add(u"left_click"_s, {{u"coordinate"_s, point}}, deed.text.isEmpty());
        if (deed.action == "set_text"_L1)
            add(u"key"_s, {{u"text"_s, u"ctrl+a"_s}}, false);
        if (!deed.text.isEmpty())
            add(u"type"_s, {{u"text"_s, deed.text}}, true);
    }
    return tokens.all();
}

void measure(const QString &browser)
{
    std::printf("%s\n", qPrintable(browser));
    const auto onForm = [&](const std::function<qint64(ElementsAgent &)> &fill) {
        const BrowserDesk desk;
        if (!desk.desktop || !desk.browse(browser, u"form"_s))
            return qint64(-1);
        ElementsAgent agent(desk);
        (void)agent.find(u"button \"Send\""_s);
        return fill(agent);
    };
    const qint64 elements = onForm(byElements);
    const qint64 single = onForm([](ElementsAgent &agent) { return byPixels(agent, false); });
    const qint64 batches = onForm([](ElementsAgent &agent) { return byPixels(agent, true); });
    std::printf("  tokens by elements %lld; by pixels %lld (%.2f), in batches %lld (%.2f)\n",
                elements, single, double(elements) / double(single), batches,
                double(elements) / double(batches));
    const BrowserDesk desk;
    if (!desk.desktop || !desk.browse(browser, u"links"_s))
        return;
    ElementsAgent agent(desk);
    (void)agent.find(u"link \"link number 3\""_s);
    const double ms = medianMs(kTimes, [&] { (void)agent.list(); });
    std::printf("  a list of a page with 1,000 links: %.0f ms, %lld tokens\n", ms,
                static_cast<long long>(agent.list().size() / kCharactersOfToken));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    measure(u"firefox-esr"_s);
    if (!findProgram({u"chromium"_s}).isEmpty())
        measure(u"chromium --no-first-run"_s);
    return 0;
}
