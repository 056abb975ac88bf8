#include "tools/windows/windows_arguments.h"

#include "tools/computer_reading.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Result<std::optional<QSize>> sizeIn(const ComputerReading &reading)
{
    if (!reading.arguments().has(u"size"_s))
        return std::optional<QSize>();
    const auto given = reading.arguments().wholes(
        u"size"_s, 2, u"[width, height], two whole numbers in pixels of the screenshot"_s);
    if (!given)
        return fail(given.error());
    const QSize most = reading.scale().picture();
    if (given->at(0) < 1 || given->at(1) < 1 || given->at(0) > most.width() ||
        given->at(1) > most.height())
        return fail(Errc::InvalidArgument,
                    u"move: size must be at most the screenshot's, %1x%2."_s.arg(most.width())
                        .arg(most.height()));
    const auto part = reading.scale().regionToScreen(0, 0, given->at(0), given->at(1));
    if (!part)
        return fail(part.error());
    return std::optional<QSize>(part->size());
}

} // namespace

Result<WindowsCall> parseWindowsCall(const ToolCall &call, const ScreenScale &scale)
{
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        return fail(arguments.error());
    WindowsCall asked{.action = call.action};
    if (asked.action == "list"_L1)
        return asked;
    const Result<QString> id = arguments->text(u"id"_s);
    const Result<bool> picture = arguments->optionalFlag(u"picture"_s, true);
    const ComputerReading reading(*arguments, scale);
    const auto to = reading.optionalPoint(u"coordinate"_s);
    const auto size = sizeIn(reading);
    if (!id || !picture)
        return fail(!id ? id.error() : picture.error());
    if (!to || !size)
        return fail(!to ? to.error() : size.error());
    if (asked.action == "move"_L1 && !*to && !*size)
        return fail(Errc::InvalidArgument, u"move needs coordinate, size, or both."_s);
    asked.id = id->trimmed();
    asked.to = *to;
    asked.size = *size;
    asked.picture = *picture;
    return asked;
}

} // namespace pilothouse
