#include "gptme/conversations.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostOpen = 100;

Failure nameTaken(const QString &name)
{
    return fail(Errc::Conflict, u"Conversation already exists: %1"_s.arg(name));
}

Failure notThere(const QString &name)
{
    return fail(Errc::NotFound, u"Conversation not found: %1"_s.arg(name));
}

} // namespace

Conversations::Conversations(const ApiParts &parts, ConversationStore &names, const QByteArray &key)
    : m_parts(parts), m_names(names), m_attachments(key)
{
    connect(&m_parts.journal, &Journal::appended, this, [this](const Event &event) {
        if (const Found found = m_open.value(event.session))
            found->take(event);
    });
    connect(&m_parts.registry, &SessionRegistry::progressed, this,
            [this](const SessionId &id, const ModelProgress &step) {
                if (const Found found = m_open.value(id))
                    found->take(step);
            });
    connect(&m_parts.registry, &SessionRegistry::endLost, this,
            [this](const SessionId &id, const RunEnded &ended) {
                if (const Found found = m_open.value(id))
                    found->takeEndLost(ended);
            });
    connect(&m_parts.registry, &SessionRegistry::removed, this, [this](const SessionId &id) {
        if (const Found found = m_open.take(id))
            emit found->removed();
    });
}

QCoro::Task<Result<Conversations::Found>>
Conversations::create(QString name, SessionOptions options, QJsonArray messages, QString actor)
{
    if (m_creating.contains(name) || known(name))
        co_return nameTaken(name);
    m_creating.insert(name);
    const auto created = co_await m_parts.actions.create(std::move(options), actor);
    if (!created) {
        m_creating.remove(name);
        co_return fail(created.error());
    }
    NamedConversation named{.session = created->id, .name = name};
    for (const QJsonValue &message : std::as_const(messages))
        named.told.append(QJsonObject{{u"message"_s, message}});
    const Result<> kept = co_await m_names.put(named);
    m_creating.remove(name);
    if (!kept) {
        co_await m_parts.actions.remove(created->id, actor);
        co_return fail(kept.error());
    }
    co_return open(named);
}

Result<Conversations::Found> Conversations::find(const QString &name)
{
    const auto named = known(name);
    if (!named)
        return fail(named.error());
    if (const Found found = m_open.value(named->session))
        return found;
    return open(*named);
}

/// By its name, else by the id of its session.
Result<NamedConversation> Conversations::known(const QString &name) const
{
    auto named = m_names.named(name);
    if (!named)
        return fail(named.error());
    if (*named)
        return *std::move(*named);
    const auto session = sessionIdFrom(name);
    if (!session || !m_parts.registry.record(*session))
        return notThere(name);
    named = m_names.of(*session);
    if (!named)
        return fail(named.error());
    return named->value_or(NamedConversation{.session = *session, .name = {}});
}

Result<Conversations::Found> Conversations::open(const NamedConversation &named)
{
    dropIdle();
    auto opened = std::make_shared<ToldSession>(m_parts, m_names, named);
    if (auto loaded = opened->load(); !loaded)
        return fail(loaded.error());
    m_open.insert(named.session, opened);
    return opened;
}

/// What nobody looks at and nothing goes on in can be retold from what is stored.
void Conversations::dropIdle()
{
    if (m_open.size() < kMostOpen)
        return;
    m_open.removeIf(
        [](const auto &each) { return each.value().use_count() == 1 && !each.value()->isBusy(); });
}

Result<QList<std::pair<SessionRecord, QString>>> Conversations::all() const
{
    const auto records = m_parts.registry.records();
    const auto named = m_names.list();
    if (!records || !named)
        return fail(records ? named.error() : records.error());
    QHash<SessionId, QString> names;
    for (const NamedConversation &each : *named)
        names.insert(each.session, each.name);
    QList<std::pair<SessionRecord, QString>> all;
    for (const SessionRecord &record : *records)
        all.append({record, names.value(record.id, record.id.value)});
    std::sort(all.begin(), all.end(), [](const auto &one, const auto &two) {
        return std::pair(two.first.updatedAt, one.second) <
               std::pair(one.first.updatedAt, two.second);
    });
    return all;
}

} // namespace pilothouse

#include "moc_conversations.cpp"
