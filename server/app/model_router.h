#pragma once

#include "core/config.h"
#include "model/model_client.h"

#include <map>
#include <memory>

namespace pilothouse {

/// Hands each request to the client of the provider that it names. A provider that is not here any
/// more is stood in for by the usual one where both speak the same API; else InvalidArgument: what
/// was said to one cannot be taken up by another. It outlives its tasks. Main thread.
class ModelRouter final : public ModelClient
{
public:
    explicit ModelRouter(Provider usual) : m_usual(usual) {}

    void add(Provider provider, std::unique_ptr<ModelClient> client);

    QCoro::Task<Result<ModelReply>> complete(ModelRequest request, ProgressSink progress,
                                             std::stop_token stop) override;

private:
    ModelClient *clientFor(Provider provider) const;

    Provider m_usual;
    std::map<Provider, std::unique_ptr<ModelClient>> m_clients;
};

} // namespace pilothouse
