#include "demo/demo_rule.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

DemoSteps own(const QString &source, const QByteArray &tool, const QList<JsonField> &arguments)
{
    return {demoStep(source, {DemoTool::Own, tool, arguments})};
}

/// An answer without a picture is asked for by another word.
DemoSteps actOn(const QString &source, const DemoMatch &match, const QString &action)
{
    QList<JsonField> fields{textField("action", action), textField("id", match.captured(2))};
    if (action == "set_text"_L1 || action == "select"_L1)
        fields << textField("text", unescapedText(match.captured(3)));
    const QString word = match.captured(1).toLower();
    if (word == "use"_L1 || word == "fill"_L1 || word == "choose"_L1)
        fields << JsonField{"picture", "false"};
    return own(source, "act_on", fields);
}

const QList<DemoRule> &elementRules()
{
    static const QList<DemoRule> kRules{
        {stepPattern(uR"re((?:list\s+)?elements)re"_s),
         [](const QString &s, const DemoMatch &) { return own(s, "elements", {}); }},
        {stepPattern(uR"re((?:list\s+)?elements\s+<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return own(s, "elements", {textField("text", m.captured(1))});
         }},
        {stepPattern(uR"re(read\s+(?:the\s+)?page)re"_s),
         [](const QString &s, const DemoMatch &) { return own(s, "read_page", {}); }},
        {stepPattern(uR"re((act\s+on|use)\s+<element>(?:\s+([a-z_]+))?)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return actOn(s, m, m.captured(3).isEmpty() ? u"click"_s : m.captured(3));
         }},
        {stepPattern(uR"re((set|fill)\s+<element>\s*:\s?<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) { return actOn(s, m, u"set_text"_s); }},
        {stepPattern(uR"re((choose)\s+<element>\s*:\s?<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) { return actOn(s, m, u"select"_s); }},
    };
    return kRules;
}

/// A tool with actions: `fields` besides.
DemoSteps does(const QString &source, const QByteArray &tool, const QString &action,
               QList<JsonField> fields = {})
{
    fields.prepend(textField("action", action));
    return own(source, tool, fields);
}

const QList<DemoRule> &windowRules()
{
    static const QList<DemoRule> kRules{
        {stepPattern(uR"re((?:list\s+)?windows)re"_s),
         [](const QString &s, const DemoMatch &) { return does(s, "windows", u"list"_s); }},
        {stepPattern(uR"re((focus|maximize|minimize|restore|close)\s+(?:window\s+)?(w\d+))re"_s),
         [](const QString &s, const DemoMatch &m) {
             return does(s, "windows", m.captured(1).toLower(), {textField("id", m.captured(2))});
         }},
        {stepPattern(uR"re(move\s+(?:window\s+)?(w\d+)\s+to\s+<point>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return does(s, "windows", u"move"_s,
                         {textField("id", m.captured(1)), {"coordinate", capturedPoint(m, 2)}});
         }},
        {stepPattern(uR"re((?:read\s+(?:the\s+)?)?clipboard)re"_s),
         [](const QString &s, const DemoMatch &) { return does(s, "clipboard", u"read"_s); }},
        {stepPattern(uR"re(copy\s+<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return does(s, "clipboard", u"write"_s,
                         {textField("text", unescapedText(m.captured(1)))});
         }},
    };
    return kRules;
}

const QList<DemoRule> &waitRules()
{
    static const QList<DemoRule> kRules{
        {stepPattern(uR"re(wait\s+until\s+still)re"_s),
         [](const QString &s, const DemoMatch &) { return does(s, "wait_for", u"still"_s); }},
        {stepPattern(uR"re(wait\s+for\s+file\s+<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return does(s, "wait_for", u"file"_s, {textField("path", m.captured(1))});
         }},
        {stepPattern(uR"re(wait\s+until\s+gone\s+<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return does(s, "wait_for", u"gone"_s, {textField("text", m.captured(1))});
         }},
        {stepPattern(uR"re(wait\s+for\s+(text|window)\s+<rest>)re"_s),
         [](const QString &s, const DemoMatch &m) {
             return does(s, "wait_for", m.captured(1).toLower(),
                         {textField("text", m.captured(2))});
         }},
    };
    return kRules;
}

} // namespace

QRegularExpression stepPattern(const QString &core)
{
    static const QString kEnd = uR"re(\s*(?:$|;\s*|\b(?:and\s+)?then\s+))re"_s;
    QString text = core;
    text.replace(u"<point>"_s, uR"re(\(?(\d+)\s*[,\s]\s*(\d+)\)?)re"_s);
    text.replace(u"<number>"_s, uR"re((\d+(?:\.\d+)?))re"_s);
    text.replace(u"<element>"_s, uR"re((e\d+|[a-z ]+"[^"]*"))re"_s);
    // Quoted text ends at its quote; any other takes the rest of the line.
    text.replace(u"<rest>"_s, uR"re((?|"([^"]*)"(?=\s*(?:$|;|(?:and\s+)?then\s))|(.+)))re"_s);
    return QRegularExpression(text + kEnd, QRegularExpression::CaseInsensitiveOption);
}

QString unescapedText(QString text)
{
    return text.replace(u"\\n"_s, u"\n"_s).replace(u"\\t"_s, u"\t"_s);
}

QByteArray capturedPoint(const DemoMatch &match, int first)
{
    return '[' + QByteArray::number(match.captured(first).toInt()) + ',' +
           QByteArray::number(match.captured(first + 1).toInt()) + ']';
}

DemoStep demoStep(const QString &source, DemoCall call)
{
    return {.source = source, .what = std::move(call)};
}

const QList<DemoRule> &ownToolRules()
{
    static const QList<DemoRule> kRules = elementRules() + windowRules() + waitRules();
    return kRules;
}

} // namespace pilothouse
