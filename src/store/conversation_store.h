#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QCoroTask>
#include <QJsonArray>

#include <optional>

namespace pilothouse {

class Database;

/// A session as clients of gptme's interface know it.
struct NamedConversation
{
    SessionId session;
    QString name;         ///< chosen by the client; no other has it
    QJsonArray told = {}; ///< what clients said in it and no event holds as it was said
};

/// The table of conversations; each goes with its session. Main thread. The Database outlives it.
class ConversationStore
{
public:
    explicit ConversationStore(Database &database) : m_database(database) {}

    /// Nothing: no session has this name.
    Result<std::optional<NamedConversation>> named(const QString &name) const;
    /// Nothing: the session has no name.
    Result<std::optional<NamedConversation>> of(const SessionId &session) const;
    Result<QList<NamedConversation>> list() const;

    /// Durable when it ends; brings name and what was told to those of `conversation`. NotFound:
    /// there is no such session. Conflict: another session has the name.
    QCoro::Task<Result<>> put(NamedConversation conversation);

private:
    Result<QList<NamedConversation>> select(const QString &condition,
                                            const QVariantList &values) const;

    Database &m_database;
};

} // namespace pilothouse
