// Long: one struct for each kind of event.
#pragma once

#include "core/call_action.h"
#include "core/config.h"
#include "core/egress_watch.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/usage.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QSize>

#include <optional>
#include <variant>

/// Everything that happens in a session is one of these, stored once and never changed.
/// Live view, history, reconnect, replay and the model's context are these events read
/// differently; EgressDenied is in core/egress_watch.h. The tables of event.cpp hold, in the order
/// of EventBody, the name each struct is stored under and the type clients know it by.
namespace pilothouse {

/// What a session is doing, as clients see it.
enum class SessionStatus {
    Active, ///< ready for a message
    Running,
    AwaitingApproval,
    Paused,    ///< a budget or a person stopped the run between two steps; it can be resumed
    Completed, ///< the last run ended well; the next message goes on
    Error,
    Cancelled,
    Interrupted, ///< by a person, or by the end of the server
    Finished,    ///< closed for good
};
QString name(SessionStatus status);
std::optional<SessionStatus> sessionStatusFrom(const QString &name);

/// A picture that was shown to the model: its bytes are the blob.
struct ImageRef
{
    BlobHash blob;
    QString mediaType;
    QSize size; ///< pixels of the picture
};

/// A person's message: words, pictures or both. `note` is text of ours that the model gets before
/// it, e.g. that a person had the wheel; empty mostly.
struct UserMessage
{
    QString text;
    QString note = {};
    QList<ImageRef> images = {};
};

/// A run of the agent loop began.
struct RunStarted
{
    RunId run;
    QString provider;
    QString model;
    QString dialect;
};

/// One block of the model's reply, whole. `raw` is the block's JSON object exactly as it must go
/// back to the API: never parse and re-print it. Blocks of one reply follow each other directly
/// and are closed by their TurnEnded; all are appended in one transaction.
struct ModelBlock
{
    RunId run;
    QByteArray raw;
};

/// The model's reply is complete: what it cost and why it stopped (the API's stop_reason, as is).
struct TurnEnded
{
    RunId run;
    QString model;
    QString messageId;
    QString requestId;
    QString stopReason;
    Usage usage;
    double costUsd = 0;
    qint64 durationMs = 0;
};

/// A reply was cut off: somebody stopped the run, its time was up, or the connection failed for
/// good. What people had seen of it; the model hears the text again, and pays for it.
struct ReplyStopped
{
    RunId run;
    QString text;
    QString thinking = {};
};

/// The conversation outgrew one request. Everything up to `upTo` is represented to the model by
/// `text`, which it wrote itself; people still see it all.
struct ConversationSummarised
{
    RunId run;
    QString text;
    EventSeq upTo = 0; ///< the last event the summary covers
};

/// A tool call begins to act (after any approval).
struct ToolStarted
{
    RunId run;
    QString toolUseId;
    QString tool;           ///< "computer", "bash" or "edit"
    QString summary;        ///< one line for people, without typed text: "left click at (640, 400)"
    CallAction action = {}; ///< what it says, for programs; events of older versions lack it
};

/// What a tool answered, exactly as the model is told. `toolset` is echoed for toolset calls.
struct ToolResult
{
    RunId run;
    QString toolUseId;
    QString toolset = {};
    QString text = {};
    QList<ImageRef> images = {};
    bool isError = false;
    qint64 durationMs = 0;
    QJsonObject details = {}; ///< for people and replay: {"settled":true,"waited_ms":212, …}
    /// No failure of the call: the end of the run or a hand on the wheel cut it short, or kept it
    /// from beginning. Such a result is an error for the model.
    bool stopped = false;
};

struct ApprovalRequested
{
    RunId run;
    QString toolUseId;
    QString tool;
    QString summary;
    QJsonObject input;
    QString reason; ///< why it asks: "types text", "runs a command"
    CallAction action = {};
    qint64 timeoutMs = 0; ///< without an answer it is denied then; events of older versions lack it
    /// What the provider of the model wants to be looked at before the calls of one reply are
    /// carried out, of which this is the first: it is asked for once, and a no holds for all.
    QList<SafetyCheck> checks = {};
};

enum class Decision { Allow, Deny, Edit };
QString name(Decision decision);
std::optional<Decision> decisionFrom(const QString &name);

struct ApprovalDecided
{
    QString toolUseId;
    Decision decision = Decision::Deny;
    QString by;             ///< "terminal", "timeout", "policy", a viewer's id
    QString note = {};      ///< told to the model
    QJsonObject input = {}; ///< the new input when edited
    bool remember = false;  ///< allow this tool without asking for the rest of the session
};

struct StatusChanged
{
    SessionStatus status = SessionStatus::Active;
    QString reason = {}; ///< for people: "The limit of steps (200) is reached."
};

/// Who holds the wheel changed. `seconds` is how long the former holder had it.
struct ControlChanged
{
    QString holder;      ///< "agent" or "person"
    QString reason = {}; ///< "taken", "handed_back", "disconnected", "idle", "taken_away", "ended"
    double seconds = 0;
    QString name = {}; ///< of the person who took it or had it; may be empty
};

/// Somebody gave the session another title. An empty one: the next message gives it.
struct TitleChanged
{
    QString title;
};

/// A person let the session reach one host more, for the rest of its life.
struct EgressAllowed
{
    QString host; ///< as allowedHost() gives it
    QString by;   ///< who: "token", a person's name
};

/// Somebody changed settings of the session; what is not set stays as it was. A model, and what
/// follows from it, holds from the next run on, the rest at once.
struct SettingsChanged
{
    QString by; ///< who: "token", a person's name
    std::optional<QString> model = {};
    std::optional<QString> thinking = {};
    std::optional<QString> effort = {};
    std::optional<ApprovalPolicy> approval = {};
    std::optional<int> maxSteps = {};
    std::optional<double> maxCostUsd = {};
    std::optional<qint64> maxTokensTotal = {};
    std::optional<std::chrono::seconds> maxTime = {};
};

/// A kind of call that is not asked about for the rest of the session. With other secrets in it, it
/// is another kind.
struct Grant
{
    QString tool;
    QString action;
    QStringList secrets = {}; ///< names
    QString id() const;       ///< "bash:run", "computer:type:EMAIL+PASSWORD"
};

/// A person said not to ask again, or took that back.
struct GrantChanged
{
    Grant grant;
    QString by; ///< who: "token", a person's name
    bool isGranted = true;
};

/// The desktop of a session in which nothing was going on has ended; the next run starts another
/// one. Its files stay, unless it was lost with its machine.
struct DesktopGivenUp
{
    QString reason; ///< "limit": another session needed it; "idle": unused; "lost": not by us
};

/// The events before this one were copied from another session: what was said there until `seq`.
/// Its secrets and permissions did not come along. The last of the copying.
struct Forked
{
    SessionId session;
    EventSeq seq = 0;
    QString title = {}; ///< of that session, then
    /// "then": its files came along as they were after `seq`; "now": as they were when it was
    /// copied. Empty in events of older versions: they did not.
    QString files = {};
};

/// A person put the session's files back to what they were when a snapshot was taken. Its desktop
/// was closed.
struct FilesRestored
{
    QString snapshot;  ///< which may be gone by now
    EventSeq seq = 0;  ///< the event after which it was taken
    QDateTime savedAt; ///< UTC
    QString by;        ///< who: "token", a person's name
};

enum class RunOutcome {
    Completed,
    Error,
    Interrupted,
    Budget, ///< used up: paused until somebody raises or waives it
    Paused, ///< by a person, between two steps
    Cancelled,
};
QString name(RunOutcome outcome);
std::optional<RunOutcome> runOutcomeFrom(const QString &name);

/// A run ended. `message` is a sentence for people; after an error it says the cause and the cure.
struct RunEnded
{
    RunId run;
    RunOutcome outcome = RunOutcome::Completed;
    QString message = {};
    int steps = 0;
    Usage usage = {};
    double costUsd = 0;
    qint64 durationMs = 0;
    /// Which limit a run with the outcome Budget reached, as it is called among the options of a
    /// session: "max_steps". Events of older versions lack it.
    QString budget = {};
};

using EventBody =
    std::variant<UserMessage, RunStarted, ModelBlock, TurnEnded, ToolStarted, ToolResult,
                 ApprovalRequested, ApprovalDecided, StatusChanged, ControlChanged, TitleChanged,
                 ConversationSummarised, RunEnded, EgressDenied, EgressAllowed, ReplyStopped,
                 SettingsChanged, GrantChanged, DesktopGivenUp, Forked, FilesRestored>;

/// An event with its place. Immutable once it exists.
struct Event
{
    SessionId session;
    EventSeq seq = 0;
    QDateTime at; ///< UTC, milliseconds
    EventBody body;
};

/// The pictures of an event of a kind that has some; else null.
const QList<ImageRef> *imagesIn(const EventBody &body);
QList<ImageRef> *imagesIn(EventBody &body);

/// The stored kind of a body: "user_message", "run_started", "model_block", …
QString kindOf(const EventBody &body);

/// The stored form of a body and back. Unknown keys are ignored; a wrong type or an unknown kind
/// is Corrupt. model_block keeps its raw text byte for byte through both.
QByteArray bodyToJson(const EventBody &body);
Result<EventBody> bodyFromJson(const QString &kind, const QByteArray &json);

/// The event as clients receive it over WebSocket, SSE and `run --json`:
/// {"type", "content", "timestamp", "seq", "session_id"}. The type of a ModelBlock is the block's
/// own ("text", "thinking", "tool_use", else "block") and its content the block; RunEnded is
/// "completed" or "error"; the rest: user, status, usage, tool_started, tool_result,
/// approval_request, approval_decision, control, title_changed, summary, egress_denied,
/// egress_allowed, reply_stopped, settings_changed, grant_changed, desktop_given_up, forked,
/// files_restored.
/// RunStarted is a "status" of its own. One line of UTF-8 JSON without the line end. The content of
/// a block is its raw text.
QByteArray wireJson(const Event &event);
/// The wire type alone, e.g. for filters.
QString wireType(const EventBody &body);

} // namespace pilothouse
