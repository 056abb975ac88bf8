#include "feed/event_feed.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPieceInterval = 50ms;

QJsonObject toJson(const ApprovalRequested &question)
{
    QJsonObject json{{u"action"_s, toJson(question.action)},
                     {u"tool_use_id"_s, question.toolUseId},
                     {u"tool"_s, question.tool},
                     {u"summary"_s, question.summary},
                     {u"input"_s, question.input},
                     {u"reason"_s, question.reason},
                     {u"timeout_ms"_s, question.timeoutMs}};
    if (!question.checks.isEmpty())
        json.insert(u"safety_checks"_s, toJson(question.checks));
    return json;
}

QJsonObject toJson(const Retrying &retrying, std::chrono::milliseconds left)
{
    return {{u"attempt"_s, retrying.attempt},
            {u"delay_ms"_s, qint64(left.count())},
            {u"reason"_s, retrying.reason}};
}

} // namespace

WireEvent toWire(const Event &event)
{
    return {.seq = event.seq, .type = wireType(event.body), .json = wireJson(event)};
}

WireEvent liveFrame(const SessionId &session, const QString &type, const QJsonObject &content,
                    const QDateTime &at)
{
    const QJsonObject frame{{u"type"_s, type},
                            {u"content"_s, content},
                            {u"timestamp"_s, isoTime(at)},
                            {u"session_id"_s, session.value}};
    return {.type = type, .json = compactJson(frame)};
}

EventFeed::EventFeed(Journal &journal, SessionRegistry &registry, const Clock &clock)
    : m_registry(registry), m_clock(clock), m_flush(clock)
{
    connect(&m_flush, &Alarm::rang, this, qOverload<>(&EventFeed::flush));
    connect(&journal, &Journal::appended, this, &EventFeed::onAppended);
    connect(&registry, &SessionRegistry::progressed, this, &EventFeed::onProgress);
    connect(&registry, &SessionRegistry::endLost, this, &EventFeed::onEndLost);
    connect(&registry, &SessionRegistry::removed, this, [this](const SessionId &session) {
        m_drafts.remove(session);
        m_questions.remove(session);
        emit removed(session);
    });
}

EventFeed::~EventFeed() = default;

void EventFeed::onAppended(const Event &event)
{
    // What was said of a reply goes out before the reply itself.
    if (const auto draft = m_drafts.find(event.session); draft != m_drafts.end())
        flush(event.session, *draft);
    follow(event);
    emit stored(event.session, toWire(event));
}

// Keeps what a late joiner must know.
void EventFeed::follow(const Event &event)
{
    if (std::holds_alternative<TurnEnded>(event.body) ||
        std::holds_alternative<ReplyStopped>(event.body)) {
        m_drafts.remove(event.session);
    } else if (std::holds_alternative<RunEnded>(event.body)) {
        m_drafts.remove(event.session);
        m_questions.remove(event.session);
    } else if (const auto *question = std::get_if<ApprovalRequested>(&event.body)) {
        m_questions[event.session].insert(question->toolUseId, toJson(*question));
    } else if (const auto *decision = std::get_if<ApprovalDecided>(&event.body)) {
        m_questions[event.session].remove(decision->toolUseId);
    }
}

void EventFeed::onProgress(const SessionId &session, const ModelProgress &progress)
{
    Draft &draft = m_drafts[session];
    if (const auto *text = std::get_if<TextDelta>(&progress)) {
        draft.retrying.reset();
        draft.text += text->text;
    } else if (const auto *thinking = std::get_if<ThinkingDelta>(&progress)) {
        draft.retrying.reset();
        draft.thinking += thinking->text;
    } else if (const auto *retrying = std::get_if<Retrying>(&progress)) {
        const QDateTime now = m_clock.now();
        draft = {.retrying = *retrying, .retryAt = now.addMSecs(retrying->delay.count())};
        emit live(session,
                  liveFrame(session, u"retrying"_s, toJson(*retrying, retrying->delay), now));
        return;
    }
    if (!m_flush.isActive())
        m_flush.start(kPieceInterval);
}

void EventFeed::onEndLost(const SessionId &session, const RunEnded &ended)
{
    m_drafts.remove(session);
    m_questions.remove(session);
    const QString error =
        ended.message.isEmpty() ? u"The end of the run could not be stored."_s : ended.message;
    const QJsonObject status{{u"status"_s, name(SessionStatus::Error)}, {u"reason"_s, error}};
    emit live(session, liveFrame(session, u"status"_s, status, m_clock.now()));
    emit live(session, liveFrame(session, u"error"_s, {{u"error"_s, error}}, m_clock.now()));
}

void EventFeed::flush()
{
    for (auto draft = m_drafts.begin(); draft != m_drafts.end(); ++draft)
        flush(draft.key(), *draft);
}

void EventFeed::flush(const SessionId &session, Draft &draft)
{
    const auto tell = [&](const QString &type, const QString &whole, qsizetype &told) {
        if (told == whole.size())
            return;
        const QJsonObject content{{u"text"_s, whole.mid(told)}};
        told = whole.size();
        emit live(session, liveFrame(session, type, content, m_clock.now()));
    };
    tell(u"thinking_delta"_s, draft.thinking, draft.toldThinking);
    tell(u"text_delta"_s, draft.text, draft.toldText);
}

WireEvent EventFeed::snapshot(const SessionRecord &record) const
{
    QJsonArray questions;
    for (const QJsonObject &question : m_questions.value(record.id))
        questions.append(question);
    const Draft draft = m_drafts.value(record.id);
    // Only what went out: the rest follows as deltas.
    const QJsonObject partial{{u"text"_s, draft.text.left(draft.toldText)},
                              {u"thinking"_s, draft.thinking.left(draft.toldThinking)}};
    const QDateTime now = m_clock.now();
    QJsonObject content{{u"status"_s, name(m_registry.statusOf(record))},
                        {u"last_seq"_s, record.lastSeq},
                        {u"pending_approvals"_s, questions},
                        {u"control"_s, m_registry.wheelState(record.id)},
                        {u"partial"_s, partial}};
    if (draft.retrying) {
        const std::chrono::milliseconds left{std::max<qint64>(0, now.msecsTo(draft.retryAt))};
        content[u"retrying"_s] = toJson(*draft.retrying, left);
    }
    return liveFrame(record.id, u"snapshot"_s, content, now);
}

} // namespace pilothouse

#include "moc_event_feed.cpp"
