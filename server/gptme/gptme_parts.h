#pragma once

#include "gptme/conversations.h"
#include "model/model_table.h"

namespace pilothouse {

class Credentials;

/// What the routes of gptme's interface serve. All of it outlives them.
struct GptmeParts
{
    ApiParts api;
    Credentials &credentials;
    Conversations &conversations;
    const ModelTable &models;
    std::function<QStringList()> answering; ///< those that answer here
    QString provider;                       ///< of the models
    QString version;
};

/// Like launching() of the API.
template <typename Work>
std::function<void(const ExchangePtr &)> launching(GptmeParts parts, Work work)
{
    return [parts, work](const ExchangePtr &exchange) {
        parts.api.tasks.launch([parts, work, exchange](std::stop_token stop) {
            if constexpr (std::is_invocable_v<Work, GptmeParts, ExchangePtr, std::stop_token>)
                return work(parts, exchange, stop);
            else
                return work(parts, exchange);
        });
    };
}

/// The name that the path has; nothing: it is none, and 400 was answered.
std::optional<QString> nameIn(const ExchangePtr &exchange);
/// The conversation of that name; null: 400, 404 or 500 was answered.
Conversations::Found requestedConversation(const GptmeParts &parts, const ExchangePtr &exchange);
/// Whether `attachment` is one of this conversation; if not, 404 or 403 was answered.
bool isAttached(const GptmeParts &parts, const ExchangePtr &exchange,
                const ToldSession &conversation, const QString &attachment);

/// The id of a model without its provider, if it is one that answers.
std::optional<QString> modelNamed(const GptmeParts &parts, const QString &id);
/// "PROVIDER/MODEL" of a session.
QString modelOf(const SessionOptions &options);

} // namespace pilothouse
