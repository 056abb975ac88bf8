#include "tools/bash_arguments.h"

#include "tools/arguments.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestCommand = 256 * 1024;

} // namespace

Result<BashRequest> parseBashCall(const ToolCall &call)
{
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        return fail(arguments.error());
    const auto restart = arguments->optionalFlag(u"restart"_s, call.action == "restart"_L1);
    if (!restart)
        return fail(restart.error());
    if (*restart)
        return RestartShell{};
    Result<QString> command = arguments->text(u"command"_s);
    if (!command)
        return fail(command.error());
    if (command->size() > kLongestCommand || command->contains(QChar(u'\0')))
        return fail(Errc::InvalidArgument,
                    u"bash: command must be shorter than %1 characters and hold no NUL; "
                    "write long data into a file first."_s.arg(kLongestCommand));
    return RunCommand{*std::move(command)};
}

} // namespace pilothouse
