#include "tools/clipboard_tool.h"

#include "core/json.h"
#include "core/secret.h"
#include "tools/arguments.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestRead = 20'000; // about 5,000 tokens
constexpr qsizetype kLongestWritten = 100'000;
// Of a longer text only so much is looked through for secrets. What is shown ends well before the
// end of it: half a secret at the cut would not be found.
constexpr qsizetype kLookedThrough = 1'000'000;

} // namespace

Result<ClipboardCall> parseClipboardCall(const ToolCall &call)
{
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        return fail(arguments.error());
    if (call.action == "read"_L1)
        return ClipboardCall{};
    const Result<QString> text = arguments->text(u"text"_s);
    if (!text)
        return fail(text.error());
    if (text->size() > kLongestWritten || wellFormed(*text) != *text)
        return fail(
            Errc::InvalidArgument,
            u"write: text must have at most %1 characters of Unicode."_s.arg(kLongestWritten));
    if (!secretsNamedIn(*text).isEmpty())
        return fail(Errc::InvalidArgument,
                    u"write: a secret is typed where it may go, never copied."_s);
    return ClipboardCall{.text = *text};
}

QString ClipboardTool::name() const
{
    return u"clipboard"_s;
}

QString ClipboardTool::told(const QString &text) const
{
    if (text.isEmpty())
        return u"The clipboard is empty, or holds no text."_s;
    const QString shown = m_secrets.masked(text.left(kLookedThrough));
    if (text.size() <= kLookedThrough && shown.size() <= kLongestRead)
        return shown;
    // Masked, almost nothing may be left of very many secrets; then less is shown.
    const qsizetype end =
        text.size() <= kLookedThrough ? kLongestRead : std::min(kLongestRead, shown.size() / 2);
    return shown.left(end) + u"\n[The first %1 of %2 characters.]"_s.arg(
                                 QString::number(end), QString::number(text.size()));
}

QCoro::Task<ToolOutcome> ClipboardTool::run(ToolCall call, std::stop_token stop)
{
    const Result<ClipboardCall> asked = parseClipboardCall(call);
    if (!asked)
        co_return toolError(asked.error());
    if (!asked->text) {
        const Result<QString> text = co_await m_display.clipboard(stop);
        if (!text)
            co_return toolError(text.error());
        co_return ToolOutcome{.text = told(*text)};
    }
    const Result<> written = co_await m_display.setClipboard(*asked->text, stop);
    if (!written)
        co_return toolError(written.error());
    co_return ToolOutcome{
        .text = u"%1 characters are on the clipboard."_s.arg(asked->text->toUcs4().size())};
}

} // namespace pilothouse
