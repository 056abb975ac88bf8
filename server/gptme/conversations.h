#pragma once

#include "gptme/told_session.h"

#include <QSet>

namespace pilothouse {

/// All sessions as conversations of gptme's interface: those that its clients made under their
/// names, the others under their ids. Main thread.
class Conversations : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Conversations)
public:
    /// `key` signs attachments. What the rest refers to outlives it.
    Conversations(const ApiParts &parts, ConversationStore &names, const QByteArray &key);

    using Found = std::shared_ptr<ToldSession>;

    /// A new session of this name with what was said in it so far; it begins nothing. Conflict: the
    /// name is taken. Otherwise as SessionActions::create().
    QCoro::Task<Result<Found>> create(QString name, SessionOptions options, QJsonArray messages,
                                      QString actor);
    /// NotFound.
    Result<Found> find(const QString &name);

    /// The newest first, those of one moment by id.
    Result<QList<std::pair<SessionRecord, QString>>> all() const;

    Attachments &attachments() { return m_attachments; }

private:
    Result<Found> open(const NamedConversation &named);
    Result<NamedConversation> known(const QString &name) const;
    void dropIdle();

    ApiParts m_parts;
    ConversationStore &m_names;
    Attachments m_attachments;
    QHash<SessionId, Found> m_open;
    QSet<QString> m_creating;
};

} // namespace pilothouse
