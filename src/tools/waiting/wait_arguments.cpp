#include "tools/waiting/wait_arguments.h"

#include "tools/arguments.h"
#include "tools/told_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestAwaitedPath = 4096;
constexpr qsizetype kAwaitedShown = 100;

Failure nothingToWaitFor(const QString &action, const QString &needs)
{
    return fail(Errc::InvalidArgument, u"%1 needs %2."_s.arg(action, needs));
}

} // namespace

Result<Awaited> parseWaitForCall(const ToolCall &call)
{
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        return fail(arguments.error());
    Awaited awaited{.action = call.action};
    for (const auto &[name, wanted] :
         {std::pair(u"text"_s, &awaited.filter.text), std::pair(u"role"_s, &awaited.filter.role),
          std::pair(u"path"_s, &awaited.path)}) {
        const auto given = arguments->optionalText(name);
        if (!given)
            return fail(given.error());
        *wanted = given->value_or(QString()).trimmed();
    }
    if (arguments->has(u"timeout"_s)) {
        const Result<double> seconds =
            arguments->number(u"timeout"_s, 0, static_cast<double>(kLongestWait.count()));
        if (!seconds)
            return fail(seconds.error());
        awaited.timeout = std::chrono::milliseconds(static_cast<qint64>(*seconds * 1000));
    }
    const bool isNamed = !awaited.filter.text.isEmpty();
    if (call.action == "file"_L1 &&
        (awaited.path.isEmpty() || awaited.path.size() > kLongestAwaitedPath ||
         awaited.path.contains(QChar(u'\0'))))
        return nothingToWaitFor(call.action, u"the path of a file"_s);
    const bool isElement = call.action == "element"_L1 || call.action == "gone"_L1;
    if (isElement && !isNamed && awaited.filter.role.isEmpty())
        return nothingToWaitFor(call.action, u"role, text, or both"_s);
    if ((call.action == "text"_L1 || call.action == "window"_L1) && !isNamed)
        return nothingToWaitFor(call.action, u"the argument text"_s);
    return awaited;
}

QString inWords(const Awaited &awaited)
{
    if (awaited.action == "file"_L1)
        return u"file %1"_s.arg(quoted(awaited.path.left(kAwaitedShown)));
    const bool isGone = awaited.action == "gone"_L1;
    if (isGone && awaited.filter.role.isEmpty())
        return quoted(awaited.filter.text.left(kAwaitedShown));
    const QString kind = awaited.filter.role.isEmpty() ? awaited.action : awaited.filter.role;
    if (awaited.filter.text.isEmpty())
        return kind.left(kAwaitedShown);
    return u"%1 %2"_s.arg(kind.left(kAwaitedShown),
                          quoted(awaited.filter.text.left(kAwaitedShown)));
}

} // namespace pilothouse
