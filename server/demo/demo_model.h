#pragma once

#include "core/clock.h"
#include "demo/demo_server.h"
#include "model/anthropic/anthropic_client.h"

namespace pilothouse {

/// The built-in demo model as a session asks it: its server on the loopback address, and the client
/// of the public API that talks to it. It outlives its tasks. Main thread.
class DemoModel final : public ModelClient
{
public:
    /// `config` says all but address and key; `table` and `clock` outlive it. Unavailable: the
    /// server finds no port.
    static Result<std::unique_ptr<ModelClient>> open(ModelConfig config, const ModelTable &table,
                                                     const Clock &clock);

    QCoro::Task<Result<ModelReply>> complete(ModelRequest request, ProgressSink progress,
                                             std::stop_token stop) override;

private:
    DemoModel(std::unique_ptr<DemoModelServer> server, const ModelConfig &config,
              const ModelTable &table, const Clock &clock);

    std::unique_ptr<DemoModelServer> m_server;
    AnthropicClient m_client;
};

} // namespace pilothouse
