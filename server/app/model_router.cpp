#include "app/model_router.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

void ModelRouter::add(Provider provider, std::unique_ptr<ModelClient> client)
{
    m_clients[provider] = std::move(client);
}

QCoro::Task<Result<ModelReply>> ModelRouter::complete(ModelRequest request, ProgressSink progress,
                                                      std::stop_token stop)
{
    ModelClient *client = clientFor(request.provider);
    if (!client)
        co_return fail(Errc::InvalidArgument,
                       u"This session was begun with models of the provider \"%1\", which is not "
                       "set up here any more: start a new session."_s.arg(name(request.provider)));
    Result<ModelReply> reply =
        co_await client->complete(std::move(request), std::move(progress), stop);
    co_return reply;
}

ModelClient *ModelRouter::clientFor(Provider provider) const
{
    if (provider == Provider::Auto)
        provider = m_usual;
    if (const auto found = m_clients.find(provider); found != m_clients.end())
        return found->second.get();
    const bool isAlike = speaksMessages(provider) && speaksMessages(m_usual);
    return isAlike ? m_clients.at(m_usual).get() : nullptr;
}

} // namespace pilothouse
