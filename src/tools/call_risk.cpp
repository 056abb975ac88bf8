#include "tools/call_risk.h"

#include "core/secret.h"
#include "core/tool_actions.h"
#include "core/visible.h"
#include "tools/arguments.h"
#include "tools/bash_arguments.h"
#include "tools/clipboard_tool.h"
#include "tools/computer_arguments.h"
#include "tools/elements/act_on_arguments.h"
#include "tools/elements/element_list.h"
#include "tools/elements/read_page_tool.h"
#include "tools/waiting/wait_arguments.h"
#include "tools/windows/windows_arguments.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Larger than any picture: whether a place is on the screen is for the tool to say.
constexpr QSize kAnywhere(1 << 20, 1 << 20);

struct InputJudge
{
    Judgement operator()(const DoNothing &) const { return {Risk::Read}; }
    Judgement operator()(const MovePointer &) const { return {Risk::Write, u"moves the mouse"_s}; }
    // In X the middle button pastes what is selected, which the model can do by clicks alone.
    Judgement operator()(const Click &click) const
    {
        if (click.button == PointerButton::Middle)
            return {Risk::Sensitive, u"pastes what is selected"_s};
        return {Risk::Write, u"clicks"_s};
    }
    // Half of a drag must not be a way around the question that a drag raises.
    Judgement operator()(const ButtonChange &change) const
    {
        if (change.down)
            return {Risk::Sensitive, u"drags"_s};
        return {Risk::Write, u"ends a drag"_s};
    }
    Judgement operator()(const Drag &) const { return {Risk::Sensitive, u"drags"_s}; }
    Judgement operator()(const Scroll &) const { return {Risk::Write, u"scrolls"_s}; }
    Judgement operator()(const TypeText &typed) const
    {
        const QStringList secrets = secretsNamedIn(typed.text);
        return {Risk::Sensitive, secrets.isEmpty()
                                     ? u"types text"_s
                                     : u"types a secret: "_s + visibleLine(secrets.join(u", "_s))};
    }
    Judgement operator()(const PressKeys &) const { return {Risk::Sensitive, u"presses keys"_s}; }
    Judgement operator()(const HoldKeys &) const { return {Risk::Sensitive, u"presses keys"_s}; }
};

struct RequestJudge
{
    Judgement operator()(const Screenshot &) const { return {Risk::Read}; }
    Judgement operator()(const Zoom &) const { return {Risk::Read}; }
    Judgement operator()(const TellPointer &) const { return {Risk::Read}; }
    Judgement operator()(const WaitAndLook &) const { return {Risk::Read}; }
    Judgement operator()(const Act &act) const { return std::visit(InputJudge{}, act.action); }
    // As what hand and keyboard then do.
    Judgement operator()(const ActOn &asked) const
    {
        if (asked.types())
            return InputJudge{}(TypeText{asked.text});
        return asked.action == "scroll_to"_L1 ? InputJudge{}(Scroll{}) : InputJudge{}(Click{});
    }
    Judgement operator()(const ElementFilter &) const { return {Risk::Read}; }
    Judgement operator()(const Awaited &) const { return {Risk::Read}; }
    // As a click on its frame.
    Judgement operator()(const WindowsCall &asked) const
    {
        if (asked.action == "list"_L1)
            return {Risk::Read};
        return {Risk::Write,
                asked.action == "close"_L1 ? u"closes a window"_s : u"arranges windows"_s};
    }
    Judgement operator()(const ClipboardCall &asked) const
    {
        if (!asked.text)
            return {Risk::Read};
        return {Risk::Sensitive, u"writes the clipboard"_s};
    }
    Judgement operator()(const RunCommand &) const
    {
        return {Risk::Sensitive, u"runs a command"_s};
    }
    Judgement operator()(const RestartShell &) const
    {
        return {Risk::Write, u"ends what the shell runs"_s};
    }
};

template <typename Request> Result<Judgement> judged(const Result<Request> &request)
{
    if (!request)
        return fail(request.error());
    if constexpr (requires { std::visit(RequestJudge{}, *request); })
        return std::visit(RequestJudge{}, *request);
    else
        return RequestJudge{}(*request);
}

} // namespace

Result<Judgement> judge(const ToolCall &call)
{
    if (!call.malformed.isEmpty())
        return fail(Errc::InvalidArgument, call.malformed);
    if (call.tool == "computer"_L1)
        return judged(parseComputerCall(call, ScreenScale(kAnywhere, kAnywhere)));
    if (call.tool == "bash"_L1)
        return judged(parseBashCall(call));
    if (call.tool == "elements"_L1)
        return judged(parseElementsCall(call));
    if (call.tool == "act_on"_L1)
        return judged(parseActOnCall(call));
    if (call.tool == "read_page"_L1)
        return parseReadPageCall(call).map([](qsizetype) { return Judgement{Risk::Read}; });
    if (call.tool == "windows"_L1)
        return judged(parseWindowsCall(call, ScreenScale(kAnywhere, kAnywhere)));
    if (call.tool == "clipboard"_L1)
        return judged(parseClipboardCall(call));
    if (call.tool == "wait_for"_L1)
        return judged(parseWaitForCall(call));
    const Result<Arguments> arguments = Arguments::of(call); // of the editor, or of no tool at all
    if (!arguments)
        return fail(arguments.error());
    if (call.action == "view"_L1)
        return Judgement{Risk::Read};
    return Judgement{Risk::Sensitive, u"changes a file"_s};
}

} // namespace pilothouse
