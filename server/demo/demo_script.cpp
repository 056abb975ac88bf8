#include "demo/demo_script.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Match = QRegularExpressionMatch;
using Steps = QList<DemoStep>;

/// Longer messages are cut: a demo with more steps is a mistake.
constexpr qsizetype kMaxSteps = 200;

/// Matches at the place where the last step ended, up to where this one ends.
struct Rule
{
    QRegularExpression pattern;
    Steps (*build)(const QString &source, const Match &match);
};

QRegularExpression pattern(const QString &core)
{
    static const QString kEnd = uR"re(\s*(?:$|;\s*|\b(?:and\s+)?then\s+))re"_s;
    QString text = core;
    text.replace(u"<point>"_s, uR"re(\(?(\d+)\s*[,\s]\s*(\d+)\)?)re"_s);
    text.replace(u"<number>"_s, uR"re((\d+(?:\.\d+)?))re"_s);
    // Quoted text ends at its quote; any other takes the rest of the line.
    text.replace(u"<rest>"_s, uR"re((?|"([^"]*)"(?=\s*(?:$|;|(?:and\s+)?then\s))|(.+)))re"_s);
    return QRegularExpression(text + kEnd, QRegularExpression::CaseInsensitiveOption);
}

QString unescaped(QString text)
{
    return text.replace(u"\\n"_s, u"\n"_s).replace(u"\\t"_s, u"\t"_s);
}

QByteArray point(const Match &match, int first)
{
    return '[' + QByteArray::number(match.captured(first).toInt()) + ',' +
           QByteArray::number(match.captured(first + 1).toInt()) + ']';
}

DemoStep step(const QString &source, DemoCall call)
{
    return {.source = source, .what = std::move(call)};
}

Steps computer(const QString &source, const QByteArray &action, QList<JsonField> arguments)
{
    return {step(source, {DemoTool::Computer, action, std::move(arguments)})};
}

Steps click(const QString &source, const Match &match)
{
    const QByteArray kind = match.captured(1).toLower().toLatin1();
    const QByteArray action = (kind.isEmpty() ? QByteArray("left") : kind) + "_click";
    if (match.captured(2).isEmpty())
        return computer(source, action, {});
    return computer(source, action, {{"coordinate", point(match, 2)}});
}

Steps scroll(const QString &source, const Match &match)
{
    const int amount = match.captured(2).isEmpty() ? 3 : match.captured(2).toInt();
    QList<JsonField> arguments{textField("scroll_direction", match.captured(1).toLower()),
                               numberField("scroll_amount", amount)};
    if (!match.captured(3).isEmpty())
        arguments.prepend({"coordinate", point(match, 3)});
    return computer(source, "scroll", arguments);
}

Steps zoom(const QString &source, const Match &match)
{
    QList<QByteArray> region;
    for (int i = 1; i <= 4; ++i)
        region << QByteArray::number(match.captured(i).toInt());
    return computer(source, "zoom", {{"region", jsonArray(region)}});
}

Steps openBrowser(const QString &source, const Match &match)
{
    // One word in single quotes is one word to the shell, whatever it holds.
    const QString url = match.captured(1);
    QString quoted = url;
    quoted.replace(u'\'', u"'\\''"_s);
    return openProgram(source, url.isEmpty() ? u"firefox-esr"_s : u"firefox-esr '%1'"_s.arg(quoted),
                       5);
}

Steps bash(const QString &source, const Match &match)
{
    return {step(source, {DemoTool::Bash, "run", {textField("command", match.captured(1))}})};
}

Steps edit(const QString &source, const QByteArray &command, const QString &path,
           const QList<JsonField> &more)
{
    const QList<JsonField> arguments{textField("command", QString::fromLatin1(command)),
                                     textField("path", path)};
    return {step(source, {DemoTool::Edit, command, arguments + more})};
}

Steps replaceText(const QString &source, const Match &match)
{
    return edit(source, "str_replace", match.captured(1),
                {textField("old_str", unescaped(match.captured(2))),
                 textField("new_str", unescaped(match.captured(3)))});
}

const QList<Rule> &mouseRules()
{
    static const QList<Rule> kRules{
        {pattern(u"(?:take (?:a )?)?screenshot"_s),
         [](const QString &s, const Match &) { return Steps{plainAction(s, "screenshot")}; }},
        {pattern(u"cursor(?: position)?"_s),
         [](const QString &s, const Match &) { return Steps{plainAction(s, "cursor_position")}; }},
        {pattern(
             uR"re((?:(left|double|triple|right|middle)[\s_-]*)?click(?:\s+(?:at\s+)?<point>)?)re"_s),
         click},
        {pattern(uR"re((?:mouse[\s_]?)?move(?:\s+to)?\s+<point>)re"_s),
         [](const QString &s, const Match &m) {
             return computer(s, "mouse_move", {{"coordinate", point(m, 1)}});
         }},
        {pattern(uR"re(drag\s+(?:from\s+)?<point>\s+to\s+<point>)re"_s),
         [](const QString &s, const Match &m) {
             return computer(s, "left_click_drag",
                             {{"start_coordinate", point(m, 1)}, {"coordinate", point(m, 3)}});
         }},
        {pattern(uR"re(scroll\s+(up|down|left|right)(?:\s+(\d+))?(?:\s+at\s+<point>)?)re"_s),
         scroll},
        {pattern(uR"re(zoom\s+(\d+)[\s,]+(\d+)[\s,]+(\d+)[\s,]+(\d+))re"_s), zoom},
    };
    return kRules;
}

const QList<Rule> &keyRules()
{
    static const QList<Rule> kRules{
        {pattern(uR"re(type\s<rest>)re"_s),
         [](const QString &s, const Match &m) {
             return computer(s, "type", {textField("text", unescaped(m.captured(1)))});
         }},
        {pattern(uR"re((?:key|press)\s+"?([^\s;"]+)"?)re"_s),
         [](const QString &s, const Match &m) {
             return computer(s, "key", {textField("text", m.captured(1))});
         }},
        {pattern(uR"re(hold\s+(?:key\s+)?"?([^\s;"]+)"?\s+<number>\s*s?)re"_s),
         [](const QString &s, const Match &m) {
             return computer(s, "hold_key",
                             {textField("text", m.captured(1)),
                              numberField("duration", m.captured(2).toDouble())});
         }},
        {pattern(uR"re(wait\s+<number>\s*(?:s|sec|seconds?)?)re"_s),
         [](const QString &s, const Match &m) {
             return computer(s, "wait", {numberField("duration", m.captured(1).toDouble())});
         }},
    };
    return kRules;
}

const QList<Rule> &otherRules()
{
    static const QList<Rule> kRules{
        {pattern(uR"re(run\s+<rest>)re"_s), bash},
        {pattern(uR"re(restart(?:\s+bash)?)re"_s),
         [](const QString &s, const Match &) {
             return Steps{step(s, {DemoTool::Bash, "restart", {{"restart", "true"}}})};
         }},
        {pattern(uR"re(write\s+(?|"([^"]+)"|([^\s:]+))\s*:\s?(.*))re"_s),
         [](const QString &s, const Match &m) {
             return edit(s, "create", m.captured(1),
                         {textField("file_text", unescaped(m.captured(2)))});
         }},
        {pattern(uR"re(read\s+(?|"([^"]+)"|([^\s;]+)))re"_s),
         [](const QString &s, const Match &m) { return edit(s, "view", m.captured(1), {}); }},
        {pattern(uR"re(replace\s+(?|"([^"]+)"|([^\s:]+))\s*:\s?(.+?) => ?(.*))re"_s), replaceText},
        {pattern(uR"re(open\s+(?:a\s+|the\s+)?(?:terminal|xterm))re"_s),
         [](const QString &s, const Match &) { return openProgram(s, u"xterm"_s, 2); }},
        {pattern(uR"re(open\s+(?:the\s+)?(?:files|file manager|pcmanfm))re"_s),
         [](const QString &s, const Match &) { return openProgram(s, u"pcmanfm"_s, 2); }},
        {pattern(uR"re(open\s+(?:the\s+)?(?:firefox|browser)(?:\s+"?([^\s;"]+)"?)?)re"_s),
         openBrowser},
        {pattern(uR"re(say\s+<rest>)re"_s),
         [](const QString &s, const Match &m) {
             return Steps{{.source = s, .what = DemoSay{m.captured(1)}}};
         }},
        {pattern(uR"re(think\s+<rest>)re"_s),
         [](const QString &s, const Match &m) {
             return Steps{{.source = s, .what = DemoThought{m.captured(1)}}};
         }},
    };
    return kRules;
}

Steps own(const QString &source, const QByteArray &tool, const QList<JsonField> &arguments)
{
    return {step(source, {DemoTool::Own, tool, arguments})};
}

const QList<Rule> &elementRules()
{
    static const QList<Rule> kRules{
        {pattern(uR"re((?:list\s+)?elements)re"_s),
         [](const QString &s, const Match &) { return own(s, "elements", {}); }},
        {pattern(uR"re((?:list\s+)?elements\s+<rest>)re"_s),
         [](const QString &s, const Match &m) {
             return own(s, "elements", {textField("text", m.captured(1))});
         }},
        {pattern(uR"re(read\s+(?:the\s+)?page)re"_s),
         [](const QString &s, const Match &) { return own(s, "read_page", {}); }},
        {pattern(uR"re(act\s+on\s+(e\d+)(?:\s+([a-z_]+))?)re"_s),
         [](const QString &s, const Match &m) {
             const QString action = m.captured(2).isEmpty() ? u"click"_s : m.captured(2);
             return own(s, "act_on", {textField("action", action), textField("id", m.captured(1))});
         }},
        {pattern(uR"re(set\s+(e\d+)\s*:\s?<rest>)re"_s),
         [](const QString &s, const Match &m) {
             return own(s, "act_on",
                        {textField("action", u"set_text"_s), textField("id", m.captured(1)),
                         textField("text", unescaped(m.captured(2)))});
         }},
    };
    return kRules;
}

struct Found
{
    Steps steps;
    qsizetype length;
};

std::optional<Found> firstStep(const QString &line)
{
    static const QList<Rule> kRules = mouseRules() + keyRules() + elementRules() + otherRules();
    for (const Rule &rule : kRules) {
        const Match match = rule.pattern.match(line, 0, QRegularExpression::NormalMatch,
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
bool parseLine(QString line, Steps &steps)
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
    Steps steps;
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
    return known ? steps : Steps{};
}

} // namespace pilothouse
