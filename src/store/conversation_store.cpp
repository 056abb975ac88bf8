#include "store/conversation_store.h"

#include "core/json.h"
#include "store/database.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Result<> putConversation(Connection &connection, const NamedConversation &one)
{
    const Result<QVariant> key =
        connection.value(u"SELECT key FROM sessions WHERE id = ?"_s, {one.session.value});
    if (!key)
        return fail(key.error());
    if (!key->isValid())
        return fail(Errc::NotFound, u"There is no such session."_s);
    const Result<QVariant> other = connection.value(
        u"SELECT 1 FROM conversations WHERE name = ? AND session <> ?"_s, {one.name, *key});
    if (!other)
        return fail(other.error());
    if (other->isValid())
        return fail(Errc::Conflict, u"There is a conversation of this name already."_s);
    return connection.run(
        u"INSERT INTO conversations (session, name, told) VALUES (?, ?, ?)"
        " ON CONFLICT (session) DO UPDATE SET name = excluded.name, told = excluded.told"_s,
        {*key, one.name, QString::fromUtf8(compactJson(one.told))});
}

Result<std::optional<NamedConversation>> firstOf(const Result<QList<NamedConversation>> &found)
{
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return std::optional<NamedConversation>();
    return std::optional<NamedConversation>(found->constFirst());
}

} // namespace

Result<std::optional<NamedConversation>> ConversationStore::named(const QString &name) const
{
    return firstOf(select(u"WHERE conversations.name = ?"_s, {name}));
}

Result<std::optional<NamedConversation>> ConversationStore::of(const SessionId &session) const
{
    return firstOf(select(u"WHERE sessions.id = ?"_s, {session.value}));
}

Result<QList<NamedConversation>> ConversationStore::list() const
{
    return select({}, {});
}

QCoro::Task<Result<>> ConversationStore::put(NamedConversation conversation)
{
    Writer::Work work = [conversation](Connection &connection) {
        return putConversation(connection, conversation);
    };
    return m_database.write(std::move(work));
}

Result<QList<NamedConversation>> ConversationStore::select(const QString &condition,
                                                           const QVariantList &values) const
{
    return m_database.read([&](Connection &connection) -> Result<QList<NamedConversation>> {
        QList<NamedConversation> found;
        const QString query = u"SELECT sessions.id, conversations.name, told FROM conversations"
                              " JOIN sessions ON sessions.key = conversations.session "_s;
        const Result<> done = connection.run(
            QString(query + condition), values, [&found](const Row &row) -> Result<> {
                const auto told = QJsonDocument::fromJson(row.text(2).toUtf8());
                found.append({.session = {row.text(0)}, .name = row.text(1), .told = told.array()});
                return {};
            });
        if (!done)
            return fail(done.error());
        return found;
    });
}

} // namespace pilothouse
