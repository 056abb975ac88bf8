#pragma once

#include "openai/chat_request.h"
#include "openai/openai_api.h"

#include <QCache>

namespace pilothouse {

/// Which session a chat goes on in. A client names it by a header or by `user`; who does neither is
/// known by what was said so far, as long as the server runs. Main thread.
class Chats
{
    Q_DISABLE_COPY_MOVE(Chats)
public:
    explicit Chats(const OpenAiParts &parts);

    struct Place
    {
        SessionId session;
        bool isNew = false; ///< it has heard nothing of what was said before
    };
    /// The session of this chat, a new one if it has none. NotFound: the header names none of ours.
    /// Otherwise as SessionActions::create().
    QCoro::Task<Result<Place>> place(std::shared_ptr<const ChatRequest> request,
                                     ExchangePtr exchange);

    /// `reply` answered that request.
    void remember(const ChatRequest &request, const QString &reply, const SessionId &session);

private:
    QCoro::Task<Result<Place>> create(std::shared_ptr<const ChatRequest> request, QString name,
                                      QString actor);
    Result<std::optional<SessionId>> named(const QString &name) const;

    OpenAiParts m_parts;
    QCache<QByteArray, SessionId> m_places; ///< by what was said so far
};

} // namespace pilothouse
