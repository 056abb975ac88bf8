#include "model/responses/responses_assembler.h"

#include "core/json.h"
#include "model/http/server_error.h"
#include "model/responses/endpoint.h"
#include "model/responses/item_blocks.h"
#include "model/responses/raw_array.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<ApiFailure> brokenReply(const QString &what, const QString &detail = {})
{
    return tl::unexpected(brokenStream(what, detail));
}

tl::unexpected<ApiFailure> reportedFailure(const QByteArray &report, const QDateTime &now)
{
    return tl::unexpected(failureOf({.status = 200, .body = report, .keyName = kOpenAiKey}, now));
}

// All but these are about what was asked: the same again would fail again.
QByteArray withKind(RawObject error)
{
    static const QStringList theirs{u"server_error"_s, u"rate_limit_exceeded"_s,
                                    u"vector_store_timeout"_s};
    if (!theirs.contains(error.string("code")))
        error.set("type", R"("invalid_request_error")");
    return error.text();
}

std::optional<ModelProgress> responseProgress(const QString &type, const RawObject &event)
{
    if (type == "response.output_text.delta"_L1 || type == "response.refusal.delta"_L1)
        return TextDelta{wellFormed(event.string("delta"))};
    if (type == "response.reasoning_summary_text.delta"_L1 ||
        type == "response.reasoning_text.delta"_L1)
        return ThinkingDelta{wellFormed(event.string("delta"))};
    const bool isNextPart = event.raw("summary_index").toInt() > 0;
    if (type == "response.reasoning_summary_part.added"_L1 && isNextPart)
        return ThinkingDelta{u"\n\n"_s};
    return std::nullopt;
}

bool endsResponse(const QString &type)
{
    return type == "response.completed"_L1 || type == "response.incomplete"_L1 ||
           type == "response.failed"_L1;
}

qint64 tokenCount(const RawObject &usage, QByteArrayView key)
{
    // Far above any true tokenCount, far below what an addition could overflow.
    return std::clamp<qint64>(usage.raw(key).toLongLong(), 0, qint64{1} << 40);
}

// What the API counts as input includes what came from its cache.
Usage responseUsage(const RawObject &usage)
{
    const RawObject details = usage.object("input_tokens_details");
    const qint64 cached = tokenCount(details, "cached_tokens");
    const qint64 written = tokenCount(details, "cache_write_tokens");
    const qint64 input = tokenCount(usage, "input_tokens");
    return {.input = std::max<qint64>(input - cached - written, 0),
            .output = tokenCount(usage, "output_tokens"),
            .cacheRead = cached,
            .cacheWrite5m = written};
}

} // namespace

ApiResult<std::optional<ModelProgress>> ResponsesAssembler::accept(const SseFrame &frame,
                                                                   const QDateTime &now)
{
    if (m_isComplete || frame.data.isEmpty() || frame.data == "[DONE]")
        return std::nullopt;
    m_size += frame.data.size();
    if (m_size > kLargestReply)
        return brokenReply(u"The reply is larger than %1 bytes"_s.arg(kLargestReply));
    const auto event = RawObject::parse(frame.data);
    if (!event)
        return brokenReply(u"The server sent an event that is no JSON"_s, event.error().message);
    return take(*event, now);
}

ApiResult<std::optional<ModelProgress>> ResponsesAssembler::take(const RawObject &event,
                                                                 const QDateTime &now)
{
    const QString type = event.string("type");
    if (event.contains("choices"))
        return tl::unexpected(ApiFailure{
            .error = {Errc::InvalidArgument,
                      u"The model server answers in the dialect of /v1/chat/completions, not of "
                      "/v1/responses: choose one that speaks it."_s}});
    if (type == "error"_L1 || (type.isEmpty() && event.raw("error").startsWith('{')))
        return reportedFailure(event.text(), now);
    const bool isWhole = type.isEmpty() && event.string("object") == "response"_L1;
    if (isWhole || endsResponse(type)) {
        ++m_parts;
        if (auto taken = takeEnd(isWhole ? event : event.object("response"), now); !taken)
            return tl::unexpected(taken.error());
        return std::nullopt;
    }
    m_parts += type.startsWith("response."_L1) ? 1 : 0;
    if (type == "response.output_item.done"_L1)
        m_items[event.raw("output_index").toInt()] = event.raw("item");
    return responseProgress(type, event);
}

ApiResult<> ResponsesAssembler::takeEnd(const RawObject &response, const QDateTime &now)
{
    const QString status = response.string("status");
    if (status == "failed"_L1)
        return reportedFailure(R"({"error":)" + withKind(response.object("error")) + '}', now);
    if (status != "completed"_L1 && status != "incomplete"_L1)
        return brokenReply(u"The server ended its reply as \"%1\""_s.arg(status.left(40)));
    m_reply.id = response.string("id");
    m_reply.model = response.string("model");
    m_reply.usage = responseUsage(response.object("usage"));
    m_reply.costUsd = m_model.cost(m_reply.usage);
    m_all = rawElements(response.raw("output"));
    if (m_items.size() >= size_t(m_all.size())) { // as they came one by one
        m_all.clear();
        for (const auto &[place, item] : m_items)
            m_all.append(item);
    }
    if (auto added = addBlocks(); !added)
        return added;
    judge(m_all, response);
    m_isComplete = true;
    return {};
}

ApiResult<> ResponsesAssembler::addBlocks()
{
    for (const QByteArray &item : std::as_const(m_all)) {
        const auto blocks = blocksOf(item);
        if (!blocks)
            return brokenReply(u"The server sent an item that cannot be read"_s,
                               blocks.error().message);
        m_reply.blocks += *blocks;
    }
    return {};
}

void ResponsesAssembler::judge(const QByteArrayList &items, const RawObject &response)
{
    const QString reason = response.object("incomplete_details").string("reason");
    if (response.string("status") == "incomplete"_L1) {
        m_reply.stopReason = reason == "max_output_tokens"_L1 ? u"max_tokens"_s
                             : reason == "content_filter"_L1  ? u"refusal"_s
                                                              : u"incomplete: "_s + reason;
        if (reason == "content_filter"_L1)
            m_reply.stopExplanation =
                u"The provider's content filter stopped the reply. Say the task in other words."_s;
        return;
    }
    m_reply.stopReason = m_reply.toolCalls().isEmpty() ? u"end_turn"_s : u"tool_use"_s;
    for (const QByteArray &item : items)
        if (const QString refusal = refusalIn(item); !refusal.isEmpty()) {
            m_reply.stopReason = u"refusal"_s;
            m_reply.stopExplanation = refusal;
        }
}

ApiResult<ModelReply> ResponsesAssembler::finish()
{
    if (!m_isComplete)
        return brokenReply(u"The reply broke off before its end"_s);
    return std::move(m_reply);
}

} // namespace pilothouse
