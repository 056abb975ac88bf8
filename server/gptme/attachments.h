#pragma once

#include "core/ids.h"

#include <QByteArray>
#include <QCache>

#include <optional>

namespace pilothouse {

/// How far a client has been told of a conversation: the number of an event, in one telling of it.
struct ToldUpTo
{
    qint64 telling = 0;
    qint64 number = 0;
    bool hasListened = false; ///< it was told of a reply's beginning, if one is on its way
};

/// The ids by which gptme's clients attach to a conversation ("session_id"). Nothing of one is
/// stored: it is the session's id, something random, and a signature, so it holds over a restart.
/// Main thread.
class Attachments
{
public:
    /// `key` signs them.
    explicit Attachments(QByteArray key);

    QString mint(const SessionId &session, ToldUpTo upTo);
    /// Nothing: it is none of ours.
    std::optional<SessionId> sessionOf(const QString &attachment) const;
    /// Nothing: not known any more.
    std::optional<ToldUpTo> upTo(const QString &attachment) const;
    void setUpTo(const QString &attachment, ToldUpTo upTo);

private:
    QByteArray signature(const QByteArray &content) const;

    const QByteArray m_key;
    mutable QCache<QString, ToldUpTo> m_upTo;
};

} // namespace pilothouse
