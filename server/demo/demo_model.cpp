#include "demo/demo_model.h"

namespace pilothouse {

Result<std::unique_ptr<ModelClient>> DemoModel::open(ModelConfig config, const ModelTable &table,
                                                     const Clock &clock)
{
    auto server = DemoModelServer::listen(clock);
    if (!server)
        return fail(server.error());
    config.baseUrl = (*server)->baseUrl();
    config.apiKey = (*server)->apiKey();
    return std::unique_ptr<ModelClient>(new DemoModel(*std::move(server), config, table, clock));
}

DemoModel::DemoModel(std::unique_ptr<DemoModelServer> server, const ModelConfig &config,
                     const ModelTable &table, const Clock &clock)
    : m_server(std::move(server)), m_client(config, table, clock)
{
}

QCoro::Task<Result<ModelReply>> DemoModel::complete(ModelRequest request, ProgressSink progress,
                                                    std::stop_token stop)
{
    return m_client.complete(std::move(request), std::move(progress), std::move(stop));
}

} // namespace pilothouse
