#include "store/masked_event.h"

namespace pilothouse {

namespace {

/// Each text that may hold what somebody said; names and numbers of ours hold none.
struct Mask
{
    const Secrets &secrets;

    void operator()(UserMessage &message) const { cover(message.text, message.note); }
    void operator()(ToolStarted &started) const { cover(started.summary, started.action); }
    void operator()(ToolResult &result) const { cover(result.text, result.details); }
    void operator()(ApprovalRequested &request) const
    {
        cover(request.summary, request.input, request.reason, request.action);
        for (SafetyCheck &check : request.checks)
            cover(check.message);
    }
    void operator()(ApprovalDecided &decision) const { cover(decision.note, decision.input); }
    void operator()(StatusChanged &change) const { cover(change.reason); }
    void operator()(ControlChanged &change) const { cover(change.name); }
    void operator()(TitleChanged &change) const { cover(change.title); }
    void operator()(ConversationSummarised &summary) const { cover(summary.text); }
    void operator()(ReplyStopped &reply) const { cover(reply.text, reply.thinking); }
    void operator()(RunEnded &ended) const { cover(ended.message); }
    void operator()(EgressDenied &denied) const { cover(denied.host, denied.line); }
    void operator()(EgressAllowed &allowed) const { cover(allowed.host); }
    void operator()(SettingsChanged &) const {}
    void operator()(GrantChanged &) const {}
    void operator()(DesktopGivenUp &) const {}
    void operator()(Forked &forked) const { cover(forked.title); }
    void operator()(FilesRestored &) const {}
    void operator()(RunStarted &) const {}
    void operator()(ModelBlock &) const {}
    void operator()(TurnEnded &) const {}

private:
    template <typename... Texts> void cover(Texts &...texts) const { (coverOne(texts), ...); }
    template <typename Text> void coverOne(Text &text) const { text = secrets.masked(text); }
    void coverOne(CallAction &action) const
    {
        cover(action.name, action.keys, action.command, action.path);
    }
};

} // namespace

EventBody masked(EventBody body, const Secrets &secrets)
{
    if (!secrets.masksNothing())
        std::visit(Mask{secrets}, body);
    return body;
}

} // namespace pilothouse
