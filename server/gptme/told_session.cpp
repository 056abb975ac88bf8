#include "gptme/told_session.h"

#include "core/json.h"
#include "core/wait.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kLongestInterrupt = 10s;

qint64 placeOf(const QJsonValue &row)
{
    return row["after"_L1].toInteger(-1);
}

QJsonObject messageOf(const QJsonValue &row)
{
    return row["message"_L1].toObject();
}

/// What the model is told of messages that waited.
QString submission(const QJsonArray &messages)
{
    QStringList texts;
    for (const QJsonValue &message : messages) {
        const QString role = message["role"_L1].toString();
        QString text = message["content"_L1].toString();
        if (role != "user"_L1)
            text = u"[%1, earlier: %2]"_s.arg(role, text);
        for (const QJsonValue &file : message["files"_L1].toArray())
            text += u"\n[A file of mine: ~/%1]"_s.arg(file.toString());
        texts.append(text);
    }
    return texts.join(u"\n\n"_s);
}

} // namespace

ToldSession::ToldSession(const ApiParts &parts, ConversationStore &names, NamedConversation named)
    : m_parts(parts), m_names(names), m_named(std::move(named))
{
}

Result<> ToldSession::load()
{
    const auto events = m_parts.journal.events(session());
    if (!events)
        return fail(events.error());
    const auto record = m_parts.registry.record(session());
    m_title = record ? record->options.title : QString();
    qsizetype next = 0;
    QJsonArray &told = m_named.told;
    const auto waitsFor = [&](EventSeq seq) {
        return next < told.size() && placeOf(told[next]) >= 0 && placeOf(told[next]) < seq;
    };
    for (const Event &event : *events) {
        const bool isOurs = std::holds_alternative<UserMessage>(event.body) && waitsFor(event.seq);
        const qint64 place = isOurs ? placeOf(told[next]) : -1;
        if (!isOurs)
            m_retelling.take(event);
        for (; isOurs && next < told.size() && placeOf(told[next]) == place; ++next)
            m_retelling.add(messageOf(told[next]));
    }
    for (; next < told.size(); ++next) { // those of a step that a crash kept from its end, too
        told[next] = QJsonObject{{u"message"_s, messageOf(told[next])}};
        m_retelling.add(messageOf(told[next]));
    }
    loadReply();
    return {};
}

/// What was seen of the reply on its way.
void ToldSession::loadReply()
{
    const auto record = m_parts.registry.record(session());
    if (!record || !isBusy())
        return;
    const auto frame = parseJsonObject(m_parts.feed.snapshot(*record).json);
    const QString text =
        frame.value_or(QJsonObject())["content"_L1]["partial"_L1]["text"_L1].toString();
    if (!text.isEmpty())
        m_retelling.take(TextDelta{text});
}

bool ToldSession::isBusy() const
{
    const auto record = m_parts.registry.record(session());
    return m_isStepping || (record && (record->status == SessionStatus::Running ||
                                       record->status == SessionStatus::AwaitingApproval));
}

QJsonArray ToldSession::pendingTools() const
{
    const ToolCall *call = m_retelling.pending();
    if (call == nullptr)
        return {};
    return {QJsonObject{
        {u"tool_id"_s, call->id}, {u"tooluse"_s, toolUseJson(*call)}, {u"auto_confirm"_s, false}}};
}

QCoro::Task<Result<>> ToldSession::add(QJsonObject message)
{
    const Secrets &mask = m_parts.actions.mask(session());
    message["content"_L1] = mask.masked(message["content"_L1].toString());
    m_named.told.append(QJsonObject{{u"message"_s, message}});
    const Result<> kept = co_await keepTold();
    if (kept)
        retell(m_retelling.add(message));
    else
        m_named.told.removeLast();
    co_return kept;
}

QCoro::Task<Result<>> ToldSession::step(int unasked, QString actor)
{
    if (isBusy())
        co_return fail(Errc::Conflict, u"Generation already in progress"_s);
    m_isStepping = true;
    m_lastError.clear();
    allowNext(unasked, actor);
    Result<> done;
    if (waiting().isEmpty())
        done = co_await m_parts.actions.resume(session(), QString(), actor);
    else
        done = co_await submit(actor);
    m_isStepping = false;
    co_return done;
}

QCoro::Task<Result<>> ToldSession::submit(QString actor)
{
    const auto record = m_parts.registry.record(session());
    if (!record)
        co_return fail(record.error());
    const QString text = submission(waiting());
    mark(
        record->lastSeq); // before the event is there: a crash in between loses and doubles nothing
    Result<> done = co_await keepTold();
    m_isSubmitting = done.has_value();
    if (done)
        done = co_await m_parts.actions.submit(session(), text, QString(), actor);
    m_isSubmitting = false;
    if (done)
        forgetSimple();
    else
        mark(-1);
    const Result<> kept = co_await keepTold();
    co_return done ? kept : done;
}

QCoro::Task<Result<>> ToldSession::keepTold()
{
    if (m_named.name.isEmpty()) // it was made elsewhere
        m_named.name = session().value;
    return m_names.put(m_named);
}

/// The messages that no step has sent.
QJsonArray ToldSession::waiting() const
{
    QJsonArray messages;
    for (const QJsonValue &row : m_named.told)
        if (placeOf(row) < 0)
            messages.append(messageOf(row));
    return messages;
}

/// Those that wait belong to the first message after that event, or, -1, the last ones that
/// did wait again.
void ToldSession::mark(qint64 after)
{
    const qint64 last = m_named.told.isEmpty() ? -1 : placeOf(m_named.told.last());
    for (QJsonValueRef row : m_named.told) {
        if (after >= 0 ? placeOf(row) >= 0 : placeOf(row) != last)
            continue;
        QJsonObject changed{{u"message"_s, messageOf(row)}};
        if (after >= 0)
            changed.insert(u"after"_s, after);
        row = changed;
    }
}

/// A message that went to the model alone and as it was said is held by its event.
void ToldSession::forgetSimple()
{
    QJsonArray &told = m_named.told;
    const qsizetype size = told.size();
    if (size == 0 || (size > 1 && placeOf(told[size - 2]) == placeOf(told[size - 1])))
        return;
    const QJsonObject message = messageOf(told[size - 1]);
    if (message["role"_L1].toString() == "user"_L1 && !message.contains("files"_L1) &&
        !message.contains("hide"_L1))
        told.removeLast();
}

void ToldSession::allowNext(int count, const QString &actor)
{
    m_unasked = std::max(0, count);
    m_actor = actor;
}

QCoro::Task<Result<>> ToldSession::stopRun(QString actor)
{
    m_unasked = 0;
    const Result<> asked = m_parts.actions.interrupt(session(), actor);
    if (!asked)
        co_return asked;
    Waiter waiter(m_parts.clock);
    connect(this, &ToldSession::grew, &waiter, &Waiter::wake);
    const auto end = m_parts.clock.elapsed() + kLongestInterrupt;
    while (isBusy() && m_parts.clock.elapsed() < end)
        co_await waiter.wait(std::stop_token(), 1s);
    co_return Result<>();
}

void ToldSession::take(const Event &event)
{
    if (m_isSubmitting && std::holds_alternative<UserMessage>(event.body)) {
        m_isSubmitting = false; // told already
        tellFirstTitle();
        return;
    }
    if (const auto *ended = std::get_if<RunEnded>(&event.body))
        m_lastError = ended->outcome == RunOutcome::Error ? ended->message : QString();
    retell(m_retelling.take(event));
}

void ToldSession::take(const ModelProgress &step)
{
    retell(m_retelling.take(step));
}

void ToldSession::takeEndLost(const RunEnded &ended)
{
    m_lastError = ended.message;
    retell(m_retelling.endLost(ended.message));
}

/// The first message gives a session without a title its own.
void ToldSession::tellFirstTitle()
{
    const auto record = m_parts.registry.record(session());
    if (!record || record->options.title == m_title)
        return;
    m_title = record->options.title;
    const Event title{.session = session(),
                      .seq = record->lastSeq,
                      .at = m_parts.clock.now(),
                      .body = TitleChanged{record->options.title}};
    retell(m_retelling.take(title));
}

void ToldSession::retell(const Retelling::Told &told)
{
    for (QJsonObject event : told) {
        const QString type = event["type"_L1].toString();
        if (type == "tool_pending"_L1 && !event["auto_confirm"_L1].toBool())
            answer(event);
        m_events.add(event);
    }
    if (!told.isEmpty())
        emit grew();
}

/// A call that somebody has allowed beforehand.
void ToldSession::answer(QJsonObject &pending)
{
    if (m_unasked <= 0)
        return;
    --m_unasked;
    pending["auto_confirm"_L1] = true;
    const ApprovalDecided allowed{.toolUseId = pending["tool_id"_L1].toString(),
                                  .decision = Decision::Allow};
    m_parts.tasks.launch([&actions = m_parts.actions, id = session(), allowed,
                          actor = m_actor](std::stop_token) -> QCoro::Task<> {
        co_await actions.decide(id, allowed, actor);
    });
}

QByteArray ToldSession::whole() const
{
    return compactJson(QJsonObject{{u"type"_s, u"conversation_edited"_s},
                                   {u"index"_s, log().size()},
                                   {u"truncated"_s, false},
                                   {u"log"_s, log()},
                                   {u"branches"_s, QJsonObject{{u"main"_s, log()}}}});
}

} // namespace pilothouse

#include "moc_told_session.cpp"
