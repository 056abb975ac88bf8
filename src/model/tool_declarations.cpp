#include "model/dialect.h"

#include "core/tool_actions.h"

#include <array>

/// The `tools` array of each dialect. Written out as text: the bytes are part of the prompt's
/// cached prefix, so they must not change between two requests or two builds of Qt.
namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Hosted shell and editor. Both versions are understood by every model from Claude 4 on, so all
// three hosted dialects share them; no beta header is needed for either.
constexpr char kHostedBash[] = R"({"type":"bash_20250124","name":"bash"})";
constexpr char kHostedEditor[] =
    R"({"type":"text_editor_20250728","name":"str_replace_based_edit_tool"})";

constexpr char kComputerToolset[] = R"({"type":"computer_toolset_20260801"})";
constexpr char kComputer20251124[] =
    R"({"type":"computer_20251124","name":"computer","display_width_px":%W,"display_height_px":%H,"enable_zoom":true})";
constexpr char kComputer20250124[] =
    R"({"type":"computer_20250124","name":"computer","display_width_px":%W,"display_height_px":%H})";

// One tool with an `action`, not one per action: open models that can operate a screen were trained
// on this shape (a single computer-use function with an action enum), and 17 schemas would fill
// a small context. Every field says which actions need it, as the schema cannot.
constexpr char kCustomComputer[] =
    R"({"name":"computer","description":"Operate a desktop with mouse and keyboard, and look at it. )"
    R"(The screen is %W pixels wide and %H pixels high. Coordinates are [x, y] %SPACE, )"
    R"([0, 0] is the top left corner. Call it with action \"screenshot\" first to see the screen, aim at the centre )"
    R"(of what you click, and look at the new screenshot after each step before you go on.",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("action":{"type":"string","enum":[%ACTIONS],"description":"What to do.%MEANINGS"},)"
    R"("coordinate":{"type":"array","items":{"type":"%NUMBER"},"minItems":2,"maxItems":2,)"
    R"("description":"[x, y] of the click, move, scroll, or the end of a drag."},)"
    R"("start_coordinate":{"type":"array","items":{"type":"%NUMBER"},"minItems":2,"maxItems":2,)"
    R"("description":"[x, y] where a left_click_drag begins."},)"
    R"("text":{"type":"string","description":"For type: the text. For key and hold_key: a key such as Return, Escape, ctrl+s, )"
    R"(alt+Tab. For clicks and scroll: keys held meanwhile, such as ctrl or shift."},)"
    R"("scroll_direction":{"type":"string","enum":["up","down","left","right"]},)"
    R"("scroll_amount":{"type":"integer","minimum":1,"description":"Clicks of the wheel; 3 to 10 is usual."},)"
    R"("duration":{"type":"number","description":"Seconds, for wait and hold_key."},)"
    R"("repeat":{"type":"integer","minimum":1,"maximum":100,"description":"For key: how often."},)"
    R"("region":{"type":"array","items":{"type":"%NUMBER"},"minItems":4,"maxItems":4,)"
    R"("description":"For zoom: [left, top, right, bottom]."}},)"
    R"("required":["action"]}})";
constexpr char kCustomBash[] =
    R"({"name":"bash","description":"Run a command in a bash shell on the same computer and get its output. )"
    R"(The shell keeps its state (folder, variables) between calls. For programs with a window end the command with &. )"
    R"(Set restart to true when the shell hangs.",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("command":{"type":"string","description":"The command line to run."},)"
    R"("restart":{"type":"boolean","description":"True: start the shell anew instead of running a command."}}}})";
constexpr char kCustomEdit[] =
    R"({"name":"edit","description":"View, create and change text files.%MEANINGS",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("command":{"type":"string","enum":[%ACTIONS]},)"
    R"("path":{"type":"string","description":"Absolute path of the file or folder."},)"
    R"("view_range":{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":2,)"
    R"("description":"For view: first and last line, counted from 1; -1 as last means to the end."},)"
    R"("file_text":{"type":"string","description":"For create: the whole text."},)"
    R"("old_str":{"type":"string","description":"For str_replace: the text to replace, exactly as it is in the file."},)"
    R"("new_str":{"type":"string","description":"For str_replace: the new text; left out: delete."},)"
    R"("insert_line":{"type":"integer","minimum":0,"description":"For insert: the line after which to insert; 0 is the beginning."},)"
    R"("insert_text":{"type":"string","description":"For insert: the text."}},)"
    R"("required":["command","path"]}})";

// Our own, which no model knows by itself: the same in each dialect.
constexpr char kElements[] =
    R"({"name":"elements","description":"List what there is to use and read on the screen, as the programs themselves tell it: )"
    R"(one row each, as in: e7 field \"Name\" = \"Ada\" (focused) 320,150 200x30. That is its id, role, name, value, states, centre and size; )"
    R"(coordinates are %PLACES. An id stays the same as long as the thing exists. Cheaper and more exact than a )"
    R"(screenshot for forms, menus, dialogs and web pages; programs that tell nothing (terminals, games, pictures) need a screenshot. )"
    R"(Only what is visible now is listed.",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("window":{"type":"string","description":"Only of windows with this in their title."},)"
    R"("role":{"type":"string","description":"Only of this role: button, link, field, check box, menu item …"},)"
    R"("text":{"type":"string","description":"Only with this in name or value."}}}})";

constexpr char kActOn[] =
    R"({"name":"act_on","description":"Act on one element of the screen by the id that `elements` told. )"
    R"(Its place is looked up at this moment, it is scrolled into view if need be, and mouse and keyboard do the rest, as a person would. )"
    R"(You get the picture of the screen afterwards, as after a click; with picture false only how the element is then, which is much cheaper. )"
    R"(If the element is gone or has become another one, nothing is done and you are told: call elements again.%MEANINGS",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("action":{"type":"string","enum":[%ACTIONS]},)"
    R"("id":{"type":"string","description":"As elements told it: e12."},)"
    R"("text":{"type":"string","description":"For set_text and select."},)"
    R"("picture":{"type":"boolean","description":"False: no picture."}},)"
    R"("required":["action","id"]}})";

constexpr char kReadPage[] =
    R"({"name":"read_page","description":"Read the web page or document in the front window as Markdown, all of it, )"
    R"(also what is scrolled away. Links and what else there is to use come with ids for act_on: [Terms](e12), [button \"Send\" e13]. )"
    R"(Long pages come in pieces of 8000 characters.",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("offset":{"type":"integer","minimum":0,"description":"Where to go on, as the piece before says."}}}})";

constexpr char kWindows[] =
    R"({"name":"windows","description":"List the windows, the one in front first: )"
    R"(w2 \"notes.txt\" of \"Mousepad\" at 100,60 800x600 (in front, has the keyboard). Or do something with one by its id; )"
    R"(you get the list and, unless picture is false, the picture of the screen afterwards.%MEANINGS",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("action":{"type":"string","enum":[%ACTIONS]},)"
    R"("id":{"type":"string","description":"As the list told it: w2."},)"
    R"("coordinate":{"type":"array","items":{"type":"%NUMBER"},"minItems":2,"maxItems":2},)"
    R"("size":{"type":"array","items":{"type":"%NUMBER"},"minItems":2,"maxItems":2},)"
    R"("picture":{"type":"boolean"}},)"
    R"("required":["action"]}})";

constexpr char kClipboard[] =
    R"({"name":"clipboard","description":"Read the text that was copied, or put `text` there to be pasted.",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("action":{"type":"string","enum":[%ACTIONS]},)"
    R"("text":{"type":"string"}},)"
    R"("required":["action"]}})";

constexpr char kWaitFor[] =
    R"({"name":"wait_for","description":"Wait until something is so instead of guessing a time: it ends at once when it is, )"
    R"(and fails after `timeout` seconds. text and element see what `elements` lists.%MEANINGS",)"
    R"("input_schema":{"type":"object","properties":{)"
    R"("action":{"type":"string","enum":[%ACTIONS]},)"
    R"("text":{"type":"string"},)"
    R"("role":{"type":"string"},)"
    R"("path":{"type":"string"},)"
    R"("timeout":{"type":"number","minimum":0,"maximum":120,"description":"10 if left out."}},)"
    R"("required":["action"]}})";

/// Of computer, bash and edit.
using Declarations = std::array<const char *, 3>;

Declarations declarationsOf(ToolDialect dialect)
{
    switch (dialect) {
    case ToolDialect::ComputerToolset20260801:
        return {kComputerToolset, kHostedBash, kHostedEditor};
    case ToolDialect::Computer20251124:
        return {kComputer20251124, kHostedBash, kHostedEditor};
    case ToolDialect::Computer20250124:
        return {kComputer20250124, kHostedBash, kHostedEditor};
    case ToolDialect::OpenAiComputer: // as functions, made of these
    case ToolDialect::Custom:
        break;
    }
    return {kCustomComputer, kCustomBash, kCustomEdit};
}

/// In the order of toolNames().
QList<const char *> allDeclarations(ToolDialect dialect)
{
    const Declarations first = declarationsOf(dialect);
    return QList<const char *>(first.begin(), first.end())
           << kElements << kActOn << kReadPage << kWindows << kClipboard << kWaitFor;
}

/// `declaration` with the names of the tool's actions and what they mean filled in.
QByteArray withActions(QByteArray declaration, const QString &tool)
{
    QStringList names;
    QString meanings;
    for (const ToolAction &action : toolActions()) {
        if (action.tool != tool)
            continue;
        names += u'"' + action.name + u'"';
        if (!action.meaning.isEmpty())
            meanings += u" %1: %2."_s.arg(action.name, action.meaning);
    }
    declaration.replace("%ACTIONS", names.join(u',').toUtf8());
    return declaration.replace("%MEANINGS", meanings.toUtf8());
}

/// How places are named.
struct SpaceWords
{
    const char *of;
    const char *are;
    const char *type;
};

SpaceWords wordsOf(CoordinateSpace space)
{
    switch (space) {
    case CoordinateSpace::Pixels:
        break;
    case CoordinateSpace::Thousand:
        return {"from 0 to 999 of the screenshot's width and height",
                "0 to 999 of the screenshot's width and height", "integer"};
    case CoordinateSpace::Unit:
        return {"from 0 to 1 of the screenshot's width and height, as decimals",
                "0 to 1 of the screenshot's width and height", "number"};
    }
    return {"in pixels of the screenshot", "pixels of the screenshots", "integer"};
}

} // namespace

QByteArrayList declaredTools(ToolDialect dialect, const PictureFrame &frame,
                             const QStringList &tools)
{
    const QList<const char *> declarations = allDeclarations(dialect);
    const SpaceWords words = wordsOf(frame.space());
    QByteArrayList declared;
    for (qsizetype i = 0; i < declarations.size(); ++i) {
        const QString &tool = toolNames().at(i);
        if (!tools.contains(tool))
            continue;
        QByteArray text = withActions(declarations.at(i), tool);
        text.replace("%SPACE", words.of);
        text.replace("%PLACES", words.are);
        text.replace("%NUMBER", words.type);
        text.replace("%W", QByteArray::number(frame.size().width()));
        declared.append(text.replace("%H", QByteArray::number(frame.size().height())));
    }
    return declared;
}

QByteArray toolDeclarations(ToolDialect dialect, const PictureFrame &frame,
                            const QStringList &tools)
{
    return '[' + declaredTools(dialect, frame, tools).join(',') + ']';
}

} // namespace pilothouse
