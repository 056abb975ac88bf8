#include "tools/elements/act_on_arguments.h"

#include "core/json.h"
#include "tools/arguments.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestFilling = 20'000;

} // namespace

Result<ActOn> parseActOnCall(const ToolCall &call)
{
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        return fail(arguments.error());
    const Result<QString> id = arguments->text(u"id"_s);
    const Result<bool> picture = arguments->optionalFlag(u"picture"_s, true);
    const auto text = arguments->optionalText(u"text"_s);
    if (!id || !picture || !text)
        return fail(!id ? id.error() : !picture ? picture.error() : text.error());
    if (call.action == "set_text"_L1 && !*text)
        return fail(arguments->text(u"text"_s).error());
    ActOn asked{.action = call.action,
                .id = id->trimmed(),
                .text = text->value_or(QString()),
                .picture = *picture};
    if (asked.text.size() > kLongestFilling || wellFormed(asked.text) != asked.text)
        return fail(
            Errc::InvalidArgument,
            u"%1: text must have at most %2 characters that keys can type."_s.arg(call.action)
                .arg(kLongestFilling));
    return asked;
}

} // namespace pilothouse
