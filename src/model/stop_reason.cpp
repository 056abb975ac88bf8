#include "model/stop_reason.h"

#include <QHash>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// The API's own, as it spells them.
const QHash<QString, StopAction> &known()
{
    static const QHash<QString, StopAction> actions{
        {u"end_turn"_s, StopAction::Done},
        {u"stop_sequence"_s, StopAction::Done},
        {u"tool_use"_s, StopAction::RunTools},
        {u"max_tokens"_s, StopAction::RaiseLimit},
        {u"pause_turn"_s, StopAction::Resend},
        {u"compaction"_s, StopAction::Resend},
        {u"refusal"_s, StopAction::Refused},
        {u"model_context_window_exceeded"_s, StopAction::ContextFull},
    };
    return actions;
}

// What other servers say instead, without case and signs: of OpenAI's dialect, of Gemini's, of
// Cohere's, Mistral's and TGI's, and the names that local servers have for the end of a text. Done
// stands for RunTools, too: what the reply holds counts, not what it is called.
StopAction foreign(const QString &word)
{
    static const QHash<QString, StopAction> actions{
        {u"length"_s, StopAction::RaiseLimit},
        {u"maxlength"_s, StopAction::RaiseLimit},
        {u"maxtokens"_s, StopAction::RaiseLimit},
        {u"maxoutputtokens"_s, StopAction::RaiseLimit},
        {u"maxnewtokens"_s, StopAction::RaiseLimit},
        {u"modellength"_s, StopAction::RaiseLimit},
        {u"limit"_s, StopAction::RaiseLimit},
        {u"truncated"_s, StopAction::RaiseLimit},
        {u"contentfilter"_s, StopAction::Refused},
        {u"contentfiltered"_s, StopAction::Refused},
        {u"guardrailintervened"_s, StopAction::Refused},
        {u"safety"_s, StopAction::Refused},
        {u"refused"_s, StopAction::Refused},
        {u"contextlengthexceeded"_s, StopAction::ContextFull},
        {u"contextwindowexceeded"_s, StopAction::ContextFull},
    };
    static const QSet<QString> ends{
        u"stop"_s,     u"stopped"_s,      u"end"_s,          u"endturn"_s,   u"eos"_s,
        u"eostoken"_s, u"endofturn"_s,    u"endoftext"_s,    u"eot"_s,       u"eotid"_s,
        u"imend"_s,    u"stopsequence"_s, u"complete"_s,     u"completed"_s, u"done"_s,
        u"finish"_s,   u"finished"_s,     u"success"_s,      u"null"_s,      u"none"_s,
        u"toolcall"_s, u"toolcalls"_s,    u"tooluse"_s,      u"tools"_s,     u"tool"_s,
        u"function"_s, u"functioncall"_s, u"functioncalls"_s};
    return ends.contains(word) ? StopAction::Done : actions.value(word, StopAction::Unknown);
}

} // namespace

StopAction stopActionFor(const QString &stopReason)
{
    if (const auto own = known().constFind(stopReason); own != known().constEnd())
        return *own;
    QString word = stopReason.toLower();
    word.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
    return word.isEmpty() ? StopAction::Done : foreign(word);
}

} // namespace pilothouse
