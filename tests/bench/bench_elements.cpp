// Filling in three forms of web pages, by pixels and by elements: what the model reads and writes
// for it, in tokens (four characters each; pictures by the model API's formula), and how long a
// list of what shows takes for a page with 1,000 links.
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

struct Form
{
    QString page; ///< of the browser's desk, or of `body`
    QString body;
    QList<Deed> deeds; ///< the last one sends it
};

Deed setText(const QString &label, const QString &text)
{
    return {u"field \"%1\""_s.arg(label), u"set_text"_s, text};
}

QString labelled(const QString &label, const QString &field)
{
    return u"<p><label>%1 %2</label>"_s.arg(label, field);
}

const QString kSend = u"<p><button onclick='document.title = \"page sent\"'>Send</button>"_s;
const Deed kSending{u"button \"Send\""_s, u"click"_s};

Form order()
{
    return {u"form"_s,
            {},
            {setText(u"Name"_s, u"Grace Hopper"_s),
             {u"password \"Code\""_s, u"set_text"_s, u"cobol1959"_s},
             {u"check box \"Express\""_s, u"uncheck"_s},
             {u"combo box \"Colour\""_s, u"select"_s, u"Red"_s},
             kSending}};
}

Form address()
{
    const QList<std::pair<QString, QString>> fields{
        {u"First name"_s, u"Grace"_s},    {u"Family name"_s, u"Hopper"_s},
        {u"Street"_s, u"Harbour Road"_s}, {u"Number"_s, u"12"_s},
        {u"Post code"_s, u"10115"_s},     {u"Town"_s, u"Arlington"_s},
        {u"Telephone"_s, u"555 0100"_s},  {u"Mail"_s, u"grace@example.org"_s}};
    Form form{.page = u"address"_s, .body = u"<h1>Where to</h1>"_s, .deeds = {}};
    for (const auto &[label, text] : fields) {
        form.body += labelled(label, u"<input>"_s);
        form.deeds.append(setText(label, text));
    }
    form.body += kSend;
    form.deeds.append(kSending);
    return form;
}

Form survey()
{
    Form form{.page = u"survey"_s, .body = u"<h1>How was it?</h1>"_s, .deeds = {}};
    for (const QString &name : {u"Food"_s, u"Room"_s, u"Service"_s})
        form.body += labelled(name, u"<select><option>Bad<option>Fair<option>Good</select>"_s);
    for (const QString &name : {u"Come again"_s, u"Tell others"_s, u"News by mail"_s})
        form.body += labelled(name, u"<input type=checkbox>"_s);
    form.body += labelled(u"Remarks"_s, u"<input>"_s) + kSend;
    form.deeds = {{u"combo box \"Food\""_s, u"select"_s, u"Good"_s},
                  {u"combo box \"Room\""_s, u"select"_s, u"Fair"_s},
                  {u"combo box \"Service\""_s, u"select"_s, u"Good"_s},
                  {u"check box \"Come again\""_s, u"check"_s},
                  {u"check box \"News by mail\""_s, u"check"_s},
                  setText(u"Remarks"_s, u"The lamp by the window does not work."_s),
                  kSending};
    return form;
}

/// One list, then each deed without a picture but the last.
qint64 byElements(ElementsAgent &agent, const QList<Deed> &deeds)
{
    Tokens tokens;
    tokens.add({.text = agent.list()}, {});
    for (const Deed &deed : deeds) {
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
qint64 byPixels(ElementsAgent &agent, const QList<Deed> &deeds, bool inBatches)
{
    Tokens tokens;
    const auto add = [&](const QString &action, const QJsonObject &input, bool isLast) {
        ToolOutcome outcome = agent.computer(action, input);
        if (inBatches && !isLast)
            outcome.picture.reset();
        tokens.add(outcome, input);
    };
    add(u"screenshot"_s, {}, true);
    for (const Deed &deed : deeds) {
        const QString row = agent.list({{u"text"_s, deed.row.section(u'"', 1, 1)}});
        static const QRegularExpression place(u" (\\d+),(\\d+) \\d+x"_s);
        const auto at = place.match(row.mid(row.indexOf(deed.row)));
        const QJsonArray point{at.captured(1).toInt(), at.captured(2).toInt()};
        add(u"left_click"_s, {{u"coordinate"_s, point}}, deed.text.isEmpty());
        if (deed.action == "set_text"_L1)
            add(u"key"_s, {{u"text"_s, u"ctrl+a"_s}}, false);
        if (!deed.text.isEmpty())
            add(u"type"_s, {{u"text"_s, deed.text}}, deed.action != "select"_L1);
        if (deed.action == "select"_L1)
            add(u"key"_s, {{u"text"_s, u"Return"_s}}, true); // closes the list
    }
    return tokens.all();
}

void measureForm(const QString &browser, const Form &form)
{
    using Fill = std::function<qint64(ElementsAgent &)>;
    const auto tokensOf = [&](const Fill &fill) {
        const BrowserDesk desk;
        if (!desk.desktop)
            return qint64(-1);
        if (!form.body.isEmpty())
            runInside(desk.sandbox(), page(form.page, form.body));
        if (!desk.browse(browser, form.page))
            return qint64(-1);
        ElementsAgent agent(desk);
        (void)agent.find(kSending.row);
        const qint64 tokens = fill(agent);
        return desk.shows(u"page sent"_s) ? tokens : qint64(-1);
    };
    const qint64 elements = tokensOf([&](auto &agent) { return byElements(agent, form.deeds); });
    const qint64 single = tokensOf([&](auto &agent) { return byPixels(agent, form.deeds, false); });
    const qint64 batches = tokensOf([&](auto &agent) { return byPixels(agent, form.deeds, true); });
    std::printf("  %s: tokens by elements %lld; by pixels %lld (%.2f), in batches %lld (%.2f)\n",
                qPrintable(form.page), elements, single, double(elements) / double(single), batches,
                double(elements) / double(batches));
}

void measure(const QString &browser)
{
    std::printf("%s\n", qPrintable(browser));
    for (const Form &form : {order(), address(), survey()})
        measureForm(browser, form);
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
