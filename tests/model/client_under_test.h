#pragma once

#include "core/clock.h"
#include "model/anthropic/anthropic_client.h"
#include "stream_text.h"
#include "support/eventually.h"
#include "support/scripted_http.h"

#include <QCoroTask>

/// A client and what it tells, for tests against a ScriptedHttp.
namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline const Clock &kClock = systemClock();
inline constexpr RetryPolicy kQuick{.first = 1ms, .longest = 4ms};

inline ModelConfig configFor(const ScriptedHttp &server)
{
    ModelConfig config;
    config.apiKey = u"sk-secret"_s;
    config.baseUrl = server.baseUrl();
    config.maxAttempts = 3;
    return config;
}

inline ModelRequest hello()
{
    return {.model = u"claude-opus-5-5"_s,
            .systemPrompt = u"You are tested."_s,
            .pictureSize = {1280, 800},
            .turns = {UserTurn{.texts = {u"Hello"_s}}}};
}

struct Seen
{
    QString text; // what would be on the screen: a retry voids what came before
    QList<Retrying> retries;

    ProgressSink sink()
    {
        return [this](const ModelProgress &progress) {
            if (const auto *delta = std::get_if<TextDelta>(&progress))
                text += delta->text;
            if (const auto *retry = std::get_if<Retrying>(&progress)) {
                retries += *retry;
                text.clear();
            }
        };
    }
};

/// A request on its way, of a client whose time passes when the test says so.
struct Asked
{
    Asked(const ModelConfig &config, const Clock &clock)
        : client(config, ModelTable::builtin(), clock, kQuick)
    {
        client.complete(hello(), seen.sink(), stop.get_token())
            .then([this](Result<ModelReply> answer) { reply = std::move(answer); });
    }
    ~Asked()
    {
        stop.request_stop();
        (void)eventually([this] { return reply.has_value(); });
    }
    Q_DISABLE_COPY_MOVE(Asked)

    std::stop_source stop;
    AnthropicClient client;
    Seen seen;
    std::optional<Result<ModelReply>> reply = {};
};

inline Result<ModelReply> ask(const ModelConfig &config, ModelRequest request, Seen &seen,
                              std::stop_token stop = {})
{
    AnthropicClient client(config, ModelTable::builtin(), kClock, kQuick);
    return QCoro::waitFor(client.complete(std::move(request), seen.sink(), stop));
}

} // namespace pilothouse
