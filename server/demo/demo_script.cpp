#include "demo/demo_script.h"

#include "demo/demo_rule.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Longer messages are cut: a demo with more steps is a mistake.
constexpr qsizetype kMaxSteps = 200;

DemoSteps computer(const QString &source, const QByteArray &action, QList<JsonField> arguments)
{
    return {demoStep(source, {DemoTool::Computer, action, std::move(arguments)})};
}

DemoSteps click(const QString &source, const DemoMatch &match)
{
    const QByteArray kind = match.captured(1).toLower().toLatin1();
    const QByteArray action = (kind.isEmpty() ? QByteArray("left") : kind) + "_click";
    if (match.captured(2).isEmpty())
        return computer(source, action, {});
    return computer(source, action, {{"coordinate", capturedPoint(match, 2)}});
}

DemoSteps scroll(const QString &source, const DemoMatch &match)
{
    const int amount = match.captured(2).isEmpty() ? 3 : match.captured(2).toInt();
    QList<JsonField> arguments{textField("scroll_direction", match.captured(1).toLower()),
                               numberField("scroll_amount", amount)};
    if (!match.captured(3).isEmpty())
        arguments.prepend({"coordinate", capturedPoint(match, 3)});
    return computer(source, "scroll", arguments);
}

DemoSteps zoom(const QString &source, const DemoMatch &match)
{
    QList<QByteArray> region;
    for (int i = 1; i <= 4; ++i)
        region << QByteArray::number(match.captured(i).toInt());
    return computer(source, "zoom", {{"region", jsonArray(region)}});
}

DemoSteps openBrowser(const QString &source, const DemoMatch &match)
{
    const QString url = match.captured(1);
    return openProgram(source, url.isEmpty() ? u"firefox-esr"_s : u"firefox-esr "_s + oneWord(url),
                       5);
}

DemoSteps bash(const QString &source, const DemoMatch &match)
{
    return {demoStep(source, {DemoTool::Bash, "run", {textField("command", match.captured(1))}})};
}

DemoSteps edit(const QString &source, const QByteArray &command, const QString &path,
               const QList<JsonField> &more)
{
    const QList<JsonField> arguments{textField("command", QString::fromLatin1(command)),
                                     textField("path", path)};
    return {demoStep(source, {DemoTool::Edit, command, arguments + more})};
}

DemoSteps replaceText(const QString &source, const DemoMatch &match)
{
    return edit(source, "str_replace", match.captured(1),
                {textField("old_str", unescapedText(match.captured(2))),
                 textField("new_str", unescapedText(match.captured(3)))});
}

const QList<DemoRule> &mouseRules()
{
    static const QList<DemoRule> kRules{
        {stepPattern(u"(?:take (?:a )?)?screenshot"_s),
         [](const QString &s, const DemoMatch &) {
             return DemoSteps{plainAction(s, "screenshot")};
         }},
        {stepPattern(u"cursor(?: position)?"_s),
         [](const QString &s, const DemoMatch &) {
             return DemoSteps{plainAction(s, "cursor_position")};
         }},
        {stepPattern(
             uR"re((?:(left|double|triple|right|middle)[\s_-]*)?click(?:\s+(?:at\s+)?<point>)?)re"_s),
         click},
        {stepPattern(uR"re((?:mouse[\s_]?)?move(?:\s+to)?\s+<point>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return computer(s, "mouse_move", {{"coordinate", capturedPoint(m, 1)}});
         }},
        {stepPattern(uR"re(drag\s+(?:from\s+)?<point>\s+to\s+<point>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return computer(
                 s, "left_click_drag",
                 {{"start_coordinate", capturedPoint(m, 1)}, {"coordinate", capturedPoint(m, 3)}});
         }},
        {stepPattern(uR"re(scroll\s+(up|down|left|right)(?:\s+(\d+))?(?:\s+at\s+<point>)?)re"_s),
         scroll},
        {stepPattern(uR"re(zoom\s+(\d+)[\s,]+(\d+)[\s,]+(\d+)[\s,]+(\d+))re"_s), zoom},
    };
    return kRules;
}

const QList<DemoRule> &keyRules()
{
    static const QList<DemoRule> kRules{
        {stepPattern(uR"re(type\s<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return computer(s, "type", {textField("text", unescapedText(m.captured(1)))});
         }},
        {stepPattern(uR"re((?:key|press)\s+"?([^\s;"]+)"?)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return computer(s, "key", {textField("text", m.captured(1))});
         }},
        {stepPattern(uR"re(hold\s+(?:key\s+)?"?([^\s;"]+)"?\s+<number>\s*s?)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return computer(s, "hold_key",
                             {textField("text", m.captured(1)),
                              numberField("duration", m.captured(2).toDouble())});
         }},
        {stepPattern(uR"re(wait\s+<number>\s*(?:s|sec|seconds?)?)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return computer(s, "wait", {numberField("duration", m.captured(1).toDouble())});
         }},
    };
    return kRules;
}

const QList<DemoRule> &otherRules()
{
    static const QList<DemoRule> kRules{
        {stepPattern(uR"re(run\s+<rest>)re"_s), bash},
        {stepPattern(uR"re(until\s+window\s+<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) { return untilWindow(s, m.captured(1)); }},
        {stepPattern(uR"re(restart(?:\s+bash)?)re"_s),
         [](const QString &s, const DemoMatch &) {
             return DemoSteps{demoStep(s, {DemoTool::Bash, "restart", {{"restart", "true"}}})};
         }},
        {stepPattern(uR"re(write\s+(?|"([^"]+)"|([^\s:]+))\s*:\s?(.*))re"_s),
         [](const QString &s, const DemoMatch &m) {
             return edit(s, "create", m.captured(1),
                         {textField("file_text", unescapedText(m.captured(2)))});
         }},
        {stepPattern(uR"re(read\s+(?|"([^"]+)"|([^\s;]+)))re"_s),
         [](const QString &s, const DemoMatch &m) { return edit(s, "view", m.captured(1), {}); }},
        {stepPattern(uR"re(replace\s+(?|"([^"]+)"|([^\s:]+))\s*:\s?(.+?) => ?(.*))re"_s),
         replaceText},
        {stepPattern(uR"re(open\s+(?:a\s+|the\s+)?(?:terminal|xterm))re"_s),
         [](const QString &s, const DemoMatch &) { return openProgram(s, u"xterm"_s, 2); }},
        {stepPattern(uR"re(open\s+(?:the\s+)?(?:files|file manager|pcmanfm))re"_s),
         [](const QString &s, const DemoMatch &) { return openProgram(s, u"pcmanfm"_s, 2); }},
        {stepPattern(uR"re(open\s+(?:the\s+)?(?:firefox|browser)(?:\s+"?([^\s;"]+)"?)?)re"_s),
         openBrowser},
        {stepPattern(uR"re(say\s+<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return DemoSteps{{.source = s, .what = DemoSay{m.captured(1)}}};
         }},
        {stepPattern(uR"re(think\s+<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return DemoSteps{{.source = s, .what = DemoThought{m.captured(1)}}};
         }},
    };
    return kRules;
}

struct Found
{
    DemoSteps steps;
    qsizetype length;
};

std::optional<Found> firstStep(const QString &line)
{
    static const QList<DemoRule> kRules = mouseRules() + keyRules() + ownToolRules() + otherRules();
    for (const DemoRule &rule : kRules) {
        const DemoMatch match = rule.pattern.match(line, 0, QRegularExpression::NormalMatch,
                                                   QRegularExpression::AnchorAtOffsetMatchOption);
        if (match.hasMatch()) {
            static const QRegularExpression kSeparator(uR"re((?:;|\b(?:and\s+)?then)\s*$)re"_s);
            const QString source = match.captured().remove(kSeparator).trimmed();
            return Found{rule.build(source, match), match.capturedLength()};
        }
    }
    return std::nullopt;
}

/// Appends the steps of one line; false when not even its first words are a command.
bool parseLine(QString line, DemoSteps &steps)
{
    bool known = false;
    while (!line.isEmpty()) {
        const std::optional<Found> found = firstStep(line);
        if (!found) {
            const QString text = u"“%1” is no command of mine; I leave it out."_s.arg(line);
            steps << DemoStep{.source = line, .what = DemoSay{text}};
            return known;
        }
        known = true;
        steps << found->steps;
        line = line.sliced(found->length);
    }
    return known;
}

} // namespace

QList<DemoStep> parseDemoScript(const QString &message)
{
    static const QRegularExpression kBullet(uR"re(^(?:[-*•]|\d+[.)])\s+)re"_s);
    // The agent loop's own words.
    static const QString kWheelNote = u"A person took the wheel "_s;
    static const QString kSecretsNote = u"Secrets that you can type without seeing them"_s;
    DemoSteps steps;
    bool known = false;
    for (const QString &raw : message.split(u'\n')) {
        QString line = raw.trimmed().remove(kBullet);
        if (line.size() > 2 && line.startsWith(u'`') && line.endsWith(u'`'))
            line = line.sliced(1, line.size() - 2).trimmed();
        if (line.startsWith(kWheelNote))
            steps << DemoStep{.source = line,
                              .what = DemoSay{u"I see: somebody else steered meanwhile."_s}};
        else if (!line.isEmpty() && !line.startsWith(kSecretsNote) && steps.size() < kMaxSteps)
            known = parseLine(line, steps) || known;
    }
    return known ? steps : DemoSteps{};
}

} // namespace pilothouse
