#pragma once

#include "core/json_text.h"

#include <QList>
#include <QSize>
#include <QString>

#include <variant>

/// The demo model's language: lines of a user's message as steps. Pure: no I/O, no state.
/// The commands are those of the contract ("The demo model"), in upper or lower case:
///   screenshot · [double|triple|right|middle] click [X Y] · move X Y · drag X Y to X Y ·
///   scroll down 3 [at X Y] · type TEXT · key ctrl+l · hold KEY S · wait S · zoom X0 Y0 X1 Y1 ·
///   cursor · run COMMAND · restart · write PATH: TEXT · read PATH · replace PATH: OLD => NEW ·
///   open firefox [URL]|terminal|files · elements [TEXT] · read page ·
///   act on ELEMENT [check|select|…] · set ELEMENT: TEXT · use ELEMENT [ACTION] ·
///   fill ELEMENT: TEXT (both without a picture) · until window TITLE · say TEXT · think TEXT
/// ELEMENT is an id, or role and name of a row in the last list that has it: button "Send".
/// Several on one line are parted by ";" or "then". TEXT and COMMAND take the rest of the line,
/// unless they stand in quotes; \n and \t in TEXT are a line break and a tab.
namespace pilothouse {

enum class DemoTool {
    Computer,
    Bash,
    Edit,
    Own, ///< the tool that the call's action names: "elements"
};

/// One call of a tool, in no dialect yet. Coordinates are pixels of the picture.
struct DemoCall
{
    DemoTool tool = DemoTool::Computer;
    QByteArray action;               ///< computer: a member of the toolset; bash, edit: for people
    QList<JsonField> arguments = {}; ///< without the computer's action
};
struct DemoSay
{
    QString text;
};
struct DemoThought
{
    QString text;
};

struct DemoStep
{
    QString source; ///< as the user wrote it, for telling about it
    std::variant<DemoCall, DemoSay, DemoThought> what;

    const DemoCall *call() const { return std::get_if<DemoCall>(&what); }
};

/// The steps of a message in order. A line that is none becomes a DemoSay that says so.
/// Empty: not one line of it is a command.
QList<DemoStep> parseDemoScript(const QString &message);

/// What is done for any other message: about ten calls which use every tool once and explain
/// themselves. `picture` is the size of the screenshots.
QList<DemoStep> demoTour(const QString &message, QSize picture);

/// The commands, one line each, for people.
QString demoCommandList();

/// Steps that open a program: start it in the background, give it time, look.
QList<DemoStep> openProgram(const QString &source, const QString &command, double seconds);
/// Waits for a window with `title` in its own, two minutes at the most: large programs start
/// slowly.
QList<DemoStep> untilWindow(const QString &source, const QString &title);
/// In single quotes, so that it is one word to the shell, whatever it holds.
QString oneWord(QString text);
/// A computer action without arguments, "screenshot" for example.
DemoStep plainAction(const QString &source, const QByteArray &action);

} // namespace pilothouse
