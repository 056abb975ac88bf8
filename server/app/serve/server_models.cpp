#include "app/server.h"

#include "app/model_provider.h"
#include "model/chat/listed_models.h"

/// What of the server depends on which models there are.
namespace pilothouse {

QStringList Server::answering() const
{
    return answeringModels(m_engine.config().model, m_engine.models());
}

void Server::addGptme()
{
    const QByteArray key = "attachments " + m_token;
    m_conversations = std::make_unique<Conversations>(apiParts(), m_engine.conversations(), key);
    addGptmeRoutes(m_router, {.api = apiParts(),
                              .credentials = m_credentials,
                              .conversations = *m_conversations,
                              .models = m_engine.models(),
                              .answering = [this] { return answering(); },
                              .provider = name(m_engine.config().model.provider),
                              .version = QStringLiteral(PILOTHOUSE_VERSION)});
}

void Server::addOpenAi()
{
    addOpenAiRoutes(m_router, {.api = apiParts(),
                               .credentials = m_credentials,
                               .names = m_engine.conversations(),
                               .models = [this] { return answering(); },
                               .approval = m_engine.config().server.openAiApproval});
}

/// Those of a server that has its own list, from when it has told it.
void Server::followChatModels()
{
    const ModelConfig &config = m_engine.config().model;
    if (!providersOf(config).contains(Provider::Chat))
        return;
    const ModelConfig own = settingsOf(config, Provider::Chat);
    m_tasks.launch([this, own](std::stop_token stop) {
        const auto take = [this](const Result<QStringList> &listed) {
            if (listed)
                m_engine.addChatModels(*listed);
        };
        return followModels(m_engine.clock(), own, take, stop);
    });
}

} // namespace pilothouse
