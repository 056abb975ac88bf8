#include "demo/demo_script.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

DemoStep say(const QString &text)
{
    return {.source = {}, .what = DemoSay{text}};
}

DemoStep call(DemoTool tool, const QByteArray &action, QList<JsonField> arguments)
{
    return {.source = QString::fromLatin1(action),
            .what = DemoCall{tool, action, std::move(arguments)}};
}

QByteArray numbers(const QList<int> &values)
{
    QList<QByteArray> texts;
    for (int value : values)
        texts << QByteArray::number(value);
    return jsonArray(texts);
}

/// A message as it is quoted in ours: one line, not too long.
QString quoted(const QString &message)
{
    const QString line = message.simplified();
    return line.size() <= 120 ? line : line.left(119) + u'…';
}

QList<DemoStep> screenPart(QSize picture)
{
    // The terminal opens at the top left; a click there gives it the keyboard whatever the window
    // manager's rule is.
    const QByteArray inTerminal = numbers({picture.width() * 3 / 16, picture.height() / 4});
    const QByteArray region = numbers({0, 0, picture.width() / 2, picture.height() / 2});
    return {
        say(u"A screenshot tool shows me the desktop, and I act on it with mouse and keyboard. I click into the terminal and type a command."_s),
        call(DemoTool::Computer, "left_click", {{"coordinate", inTerminal}}),
        call(DemoTool::Computer, "type", {textField("text", u"echo Hello from the demo model"_s)}),
        call(DemoTool::Computer, "key", {textField("text", u"Return"_s)}),
        call(DemoTool::Computer, "screenshot", {}),
        say(u"To read small print I zoom into a part of the screen, and I can turn the wheel."_s),
        call(DemoTool::Computer, "zoom", {{"region", region}}),
        call(DemoTool::Computer, "scroll",
             {{"coordinate", inTerminal},
              textField("scroll_direction", u"up"_s),
              numberField("scroll_amount", 3)}),
    };
}

QList<DemoStep> shellPart()
{
    const QString path = u"/tmp/pilothouse-tour.txt"_s;
    return {
        say(u"Some things are quicker in a shell of my own, which nobody has to watch."_s),
        call(DemoTool::Bash, "run", {textField("command", u"whoami; pwd; date"_s)}),
        say(u"Files I write and read with an editor tool."_s),
        call(DemoTool::Edit, "create",
             {textField("command", u"create"_s), textField("path", path),
              textField("file_text", u"Written by the demo model.\n"_s)}),
        call(DemoTool::Edit, "view", {textField("command", u"view"_s), textField("path", path)}),
        say(u"One last look."_s),
        call(DemoTool::Computer, "screenshot", {}),
    };
}

} // namespace

QList<DemoStep> demoTour(const QString &message, QSize picture)
{
    QList<DemoStep> steps{say(
        u"I can't think about “%1”, so here is a short tour of what a real model could use. First I open a terminal."_s
            .arg(quoted(message)))};
    steps << openProgram(u"open terminal"_s, u"xterm -geometry 80x24+40+40"_s, 2);
    steps << screenPart(picture) << shellPart();
    return steps;
}

QString demoCommandList()
{
    return u"- `screenshot`, `zoom X0 Y0 X1 Y1`, `cursor`\n"
           "- `click X Y`, also `double`, `triple`, `right`, `middle click`; `move X Y`, "
           "`drag X Y to X Y`, `scroll down 3 [at X Y]`\n"
           "- `type TEXT`, `key ctrl+l`, `hold KEY SECONDS`, `wait SECONDS`\n"
           "- `open firefox URL`, `open terminal`, `open files`\n"
           "- `run COMMAND`, `restart`\n"
           "- `write PATH: TEXT`, `read PATH`, `replace PATH: OLD => NEW`\n"
           "- `elements [TEXT]`, `read page`, `act on ID [check, expand …]`, `set ID: TEXT`; "
           "instead of an id `button \"Send\"`\n"
           "- `windows`, `focus|move|maximize|minimize|restore|close ID`, `clipboard`, `copy "
           "TEXT`\n"
           "- `wait for text|window|file …`, `wait until still`\n"
           "- `until window TITLE`\n"
           "- `say TEXT`, `think TEXT`"_s;
}

QString oneWord(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QList<DemoStep> untilWindow(const QString &source, const QString &title)
{
    const QString line =
        u"(end=$((SECONDS + 100)); list() { timeout 5 icesh -a list 2>/dev/null; }; "
        "until list | grep -qF -- %1; do [ $SECONDS -lt $end ] || "
        "{ list; exit 1; }; sleep 0.3; done)"_s.arg(oneWord(title));
    return {
        {.source = source, .what = DemoCall{DemoTool::Bash, "run", {textField("command", line)}}}};
}

DemoStep plainAction(const QString &source, const QByteArray &action)
{
    return {.source = source, .what = DemoCall{DemoTool::Computer, action, {}}};
}

QList<DemoStep> openProgram(const QString &source, const QString &command, double seconds)
{
    // Output redirected and in the background: else the shell would wait for the program's end.
    const QString line = command + u" >/dev/null 2>&1 &"_s;
    const DemoCall start{DemoTool::Bash, "run", {textField("command", line)}};
    const DemoCall wait{DemoTool::Computer, "wait", {numberField("duration", seconds)}};
    return {{.source = source, .what = start},
            {.source = u"wait"_s, .what = wait},
            plainAction(u"screenshot"_s, "screenshot")};
}

} // namespace pilothouse
