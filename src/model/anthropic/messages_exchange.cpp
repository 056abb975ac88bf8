#include "model/anthropic/messages_exchange.h"

#include "model/anthropic/endpoint.h"
#include "model/anthropic/messages_assembler.h"
#include "model/anthropic/request_builder.h"
#include "model/anthropic/sent_thinking.h"
#include "model/http/answer_reader.h"
#include "model/written_calls.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// "Invalid `signature` in `thinking` block", "thinking.signature: Field required" …
bool isAboutThinking(const Error &error)
{
    return error.code == Errc::InvalidArgument &&
           (error.message.contains("thinking"_L1, Qt::CaseInsensitive) ||
            error.message.contains("signature"_L1, Qt::CaseInsensitive));
}

} // namespace

MessagesExchange::MessagesExchange(ModelRequest request, ModelInfo model, const ModelConfig &config,
                                   const Clock &clock, RefusedThinking &refused)
    : m_request(std::move(request)), m_model(std::move(model)), m_config(config), m_clock(clock),
      m_refused(refused)
{
    const auto isRefused = [this](const QByteArray &block) { return m_refused.contains(block); };
    m_request.turns = withoutThinking(std::move(m_request.turns), isRefused);
}

Result<HttpCall> MessagesExchange::call()
{
    return buildCall(m_request, m_model, m_config);
}

std::unique_ptr<ReplyReader> MessagesExchange::reader(const ProgressSink &progress)
{
    return std::make_unique<AnswerReader>(
        m_clock, progress, std::make_unique<MessagesAssembler>(m_request.dialect, m_model));
}

bool MessagesExchange::mend(const Error &error)
{
    if (!m_taken.isEmpty() || !isAboutThinking(error))
        return false;
    m_taken = takeThinking(m_request.turns);
    return !m_taken.isEmpty();
}

void MessagesExchange::succeed(ModelReply &reply)
{
    m_refused.add(m_taken);
    if (mayWriteCalls())
        unwrapWrittenCalls(reply, m_request.dialect);
}

bool MessagesExchange::mayWriteCalls() const
{
    return m_request.dialect == ToolDialect::Custom && !m_model.known &&
           !isPublicApi(baseUrlOf(m_config));
}

} // namespace pilothouse
