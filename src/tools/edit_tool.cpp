#include "tools/edit_tool.h"

#include "core/tool_actions.h"
#include "sandbox/confined_file.h"
#include "tools/arguments.h"
#include "tools/edit_operations.h"

#include <QHash>

#include <limits>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 10 * 1024 * 1024;
constexpr qsizetype kNamesListed = 1000;
constexpr qsizetype kLinesAround = 4;
constexpr int kDeepestFolder = 64;

Failure about(const QString &path, const Error &error)
{
    return fail(error.code, path + u": "_s + error.message, error.detail);
}

/// `text` up to the last whole line within `limit`, with a word about what is missing.
QString cut(const QString &text, qsizetype limit, const QString &hint)
{
    if (text.size() <= limit)
        return text;
    const qsizetype end = text.lastIndexOf(u'\n', limit - 1);
    // One endless line has no good place to cut.
    return text.first(end > 0 ? end + 1 : limit) +
           u"\n[… cut after %1 of %2 characters. %3]"_s.arg(end > 0 ? end + 1 : limit)
               .arg(text.size())
               .arg(hint);
}

QString aroundEdit(const Edited &edited, qsizetype limit)
{
    const auto lines =
        numberedLines(edited.text, edited.firstLine - kLinesAround, edited.lastLine + kLinesAround);
    return cut(lines.value_or(QString()), limit, u"View the file to see all."_s);
}

struct Range
{
    qsizetype first = 1;
    qsizetype last = std::numeric_limits<qsizetype>::max();
};

Result<Range> rangeOf(const Arguments &arguments, qsizetype lines)
{
    if (!arguments.has(u"view_range"_s))
        return Range{};
    const auto numbers =
        arguments.wholes(u"view_range"_s, 2, u"[first, last], two line numbers; last may be -1"_s);
    if (!numbers)
        return fail(numbers.error());
    const qint64 first = numbers->at(0);
    const qint64 last = numbers->at(1) == -1 ? lines : numbers->at(1);
    if (first < 1 || first > lines || last < first || last > lines)
        return fail(Errc::InvalidArgument,
                    u"view_range [%1, %2] is not in the file: it has %3 lines."_s.arg(first)
                        .arg(numbers->at(1))
                        .arg(lines));
    return Range{.first = first, .last = last};
}

/// One call, while it is carried out.
class Editing
{
public:
    Editing(const Sandbox &sandbox, qsizetype shown, Arguments arguments)
        : m_sandbox(sandbox), m_shown(shown), m_arguments(std::move(arguments))
    {
    }

    Result<QString> view();
    Result<QString> create();
    Result<QString> replace();
    Result<QString> insert();

private:
    Result<QString> path() const;
    Result<QString> viewFolder(const QString &path, const QString &hostPath) const;
    Result<QString> forWriting(const QString &path, int depth = 0) const;
    Result<QByteArray> read(const QString &path) const;
    Result<QString> store(const QString &path, const Result<Edited> &edited) const;

    const Sandbox &m_sandbox;
    qsizetype m_shown;
    Arguments m_arguments;
};

Result<QString> Editing::path() const
{
    const Result<QString> given = m_arguments.text(u"path"_s);
    if (!given)
        return fail(given.error());
    const QString rest = given->startsWith(u"~/"_s) ? given->sliced(2) : *given;
    if (!given->startsWith(u'/'))
        return fail(Errc::InvalidArgument, u"path must be absolute; did you mean %1/%2?"_s.arg(
                                               m_sandbox.homeInside(), rest.left(200)));
    if (given->contains(QChar(u'\0')) || given->size() > 4096)
        return fail(Errc::InvalidArgument, u"path is not a valid path."_s);
    return given;
}

Result<QString> Editing::view()
{
    const Result<QString> name = path();
    if (!name)
        return fail(name.error());
    const Result<QString> hostPath = m_sandbox.hostPath(*name, false);
    if (!hostPath)
        return fail(hostPath.error());
    if (fileKind(*hostPath) == FileKind::Folder)
        return viewFolder(*name, *hostPath);
    const Result<QByteArray> text = readConfined(*hostPath, kLargestFile);
    if (!text)
        return about(*name, text.error());
    const Result<Range> range = rangeOf(m_arguments, lineCount(*text));
    if (!range)
        return about(*name, range.error());
    const Result<QString> lines = numberedLines(*text, range->first, range->last);
    if (!lines)
        return about(*name, lines.error());
    if (lines->isEmpty())
        return u"%1 is empty."_s.arg(*name);
    return cut(*lines, m_shown, u"Use view_range, or bash with grep, to see more."_s);
}

Result<QString> Editing::viewFolder(const QString &path, const QString &hostPath) const
{
    if (m_arguments.has(u"view_range"_s))
        return fail(Errc::InvalidArgument, u"view_range is for files; %1 is a folder."_s.arg(path));
    const Result<QStringList> names = listConfined(hostPath, kNamesListed);
    if (!names)
        return about(path, names.error());
    QString text = u"%1, two levels deep, without hidden entries:\n"_s.arg(path);
    for (const QString &name : *names)
        text += name + u'\n';
    if (names->size() >= kNamesListed)
        text += u"[… only the first %1 names]\n"_s.arg(kNamesListed);
    return cut(text, m_shown, u"View a folder below it."_s);
}

/// The host's path of a file to write, with the folders above it made where they are missing.
Result<QString> Editing::forWriting(const QString &path, int depth) const
{
    const Result<QString> found = m_sandbox.hostPath(path, true);
    const qsizetype slash = path.lastIndexOf(u'/');
    if (found || found.error().code != Errc::NotFound || slash <= 0 || depth > kDeepestFolder)
        return found;
    const Result<QString> parent = forWriting(path.first(slash), depth + 1);
    if (!parent)
        return parent;
    if (const Result<> made = makeConfinedFolder(*parent); !made)
        return about(path.first(slash), made.error());
    return m_sandbox.hostPath(path, true);
}

Result<QString> Editing::create()
{
    const Result<QString> name = path();
    if (!name)
        return fail(name.error());
    const Result<QString> text = m_arguments.text(u"file_text"_s);
    if (!text)
        return fail(text.error());
    const QByteArray bytes = text->toUtf8();
    if (bytes.size() > kLargestFile || name->endsWith(u'/'))
        return fail(Errc::InvalidArgument,
                    u"create makes a file of up to %1 MiB."_s.arg(kLargestFile >> 20));
    const Result<QString> hostPath = forWriting(*name);
    if (!hostPath)
        return fail(hostPath.error());
    const FileKind before = fileKind(*hostPath);
    if (const Result<> written = writeConfined(*hostPath, bytes); !written)
        return about(*name, written.error());
    const QString what = before == FileKind::Regular ? u"Overwrote"_s : u"Created"_s;
    const auto lines = lineCount(bytes);
    return u"%1 %2 (%3 %4, %5 bytes)."_s.arg(what, *name)
        .arg(lines)
        .arg(lines == 1 ? u"line"_s : u"lines"_s)
        .arg(bytes.size());
}

Result<QByteArray> Editing::read(const QString &path) const
{
    const Result<QString> hostPath = m_sandbox.hostPath(path, false);
    if (!hostPath)
        return fail(hostPath.error());
    const Result<QByteArray> text = readConfined(*hostPath, kLargestFile);
    if (!text)
        return about(path, text.error());
    return text;
}

Result<QString> Editing::store(const QString &path, const Result<Edited> &edited) const
{
    if (!edited)
        return about(path, edited.error());
    if (edited->text.size() > kLargestFile)
        return fail(Errc::TooLarge, u"%1 would become too large to edit."_s.arg(path));
    const Result<QString> hostPath = m_sandbox.hostPath(path, true);
    if (!hostPath)
        return fail(hostPath.error());
    if (const Result<> written = writeConfined(*hostPath, edited->text); !written)
        return about(path, written.error());
    return u"Edited %1. It now reads:\n%2"_s.arg(path, aroundEdit(*edited, m_shown));
}

Result<QString> Editing::replace()
{
    const Result<QString> name = path();
    if (!name)
        return fail(name.error());
    const Result<QString> before = m_arguments.text(u"old_str"_s);
    if (!before)
        return fail(before.error());
    const auto after = m_arguments.optionalText(u"new_str"_s);
    if (!after)
        return fail(after.error());
    const Result<QByteArray> text = read(*name);
    if (!text)
        return fail(text.error());
    return store(*name, replaceOnce(*text, *before, after->value_or(QString())));
}

Result<QString> Editing::insert()
{
    const Result<QString> name = path();
    if (!name)
        return fail(name.error());
    const auto line = m_arguments.whole(u"insert_line"_s, 0, std::numeric_limits<int>::max());
    if (!line)
        return fail(line.error());
    // The older name of the argument.
    const bool older = !m_arguments.has(u"insert_text"_s) && m_arguments.has(u"new_str"_s);
    const Result<QString> added = m_arguments.text(older ? u"new_str"_s : u"insert_text"_s);
    if (!added)
        return fail(added.error());
    const Result<QByteArray> text = read(*name);
    if (!text)
        return fail(text.error());
    return store(*name, insertLines(*text, *line, *added));
}

using Command = Result<QString> (Editing::*)();

const QHash<QString, Command> &commands()
{
    static const QHash<QString, Command> all{
        {u"view"_s, &Editing::view},
        {u"create"_s, &Editing::create},
        {u"str_replace"_s, &Editing::replace},
        {u"insert"_s, &Editing::insert},
    };
    return all;
}

} // namespace

EditTool::EditTool(Sandbox &sandbox, EditToolOptions options)
    : m_sandbox(sandbox), m_options(options)
{
}

QString EditTool::name() const
{
    return u"edit"_s;
}

QCoro::Task<ToolOutcome> EditTool::run(ToolCall call, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return toolError(Error{Errc::Stopped, u"Stopped before it began."_s});
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        co_return toolError(arguments.error());
    const Command carryOut = commands().value(call.action);
    if (!carryOut)
        co_return toolError(unknownCall(call));
    Editing editing(m_sandbox, m_options.shownCharacters, *arguments);
    const Result<QString> answer = (editing.*carryOut)();
    if (!answer)
        co_return toolError(answer.error());
    co_return ToolOutcome{.text = *answer};
}

} // namespace pilothouse
