#include "demo/demo_usage.h"

#include "core/json.h"
#include "demo/demo_picture.h"
#include "demo/model_traits.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kToolsetTokens = 4500; ///< said of computer_toolset_20260801
constexpr qint64 kComputerToolTokens =
    1200; ///< 735 for the definition, up to 499 in the system text
constexpr qint64 kUnknownPicture = 1500;

qint64 tokensOf(const QJsonValue &value);

qint64 sourceTokens(const QJsonObject &source)
{
    const QByteArray start = source.value("data"_L1).toString().left(256 * 1024).toLatin1();
    const QSize size = readPictureHeader(QByteArray::fromBase64(start)).size;
    return size.isValid() ? demoPictureTokens(size) : kUnknownPicture;
}

/// Counts the text of values, not the JSON around it.
qint64 tokensOf(const QJsonValue &value)
{
    qint64 tokens = 0;
    if (value.isString())
        return (value.toString().size() + 3) / 4;
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            tokens += tokensOf(item);
        return tokens;
    }
    if (!value.isObject())
        return value.isNull() ? 0 : 1;
    const QJsonObject object = value.toObject();
    if (object.value("type"_L1).toString() == "image"_L1)
        return sourceTokens(object.value("source"_L1).toObject());
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != "signature"_L1 && it.key() != "cache_control"_L1)
            tokens += 1 + tokensOf(it.value());
    }
    return tokens;
}

qint64 toolTokens(const QJsonArray &tools)
{
    qint64 tokens = 0;
    for (const QJsonValue &tool : tools) {
        const QString type = tool.toObject().value("type"_L1).toString();
        tokens += tokensOf(tool);
        if (type.startsWith("computer_toolset_"_L1))
            tokens += kToolsetTokens;
        else if (type.startsWith("computer_"_L1))
            tokens += kComputerToolTokens;
    }
    return tokens;
}

bool hasBreakpoint(const QJsonValue &value)
{
    return compactJson(QJsonArray{value}).contains("\"cache_control\":{");
}

bool isOneHour(const QJsonValue &value)
{
    return compactJson(QJsonArray{value}).contains("\"ttl\":\"1h\"");
}

} // namespace

qint64 estimateTokens(const QString &text)
{
    return (text.size() + 3) / 4;
}

qint64 estimateTokens(const QJsonObject &request)
{
    return toolTokens(request.value("tools"_L1).toArray()) + tokensOf(request.value("system"_L1)) +
           tokensOf(request.value("messages"_L1));
}

Usage inputUsage(const QJsonObject &request)
{
    const QJsonArray messages = request.value("messages"_L1).toArray();
    qint64 position =
        toolTokens(request.value("tools"_L1).toArray()) + tokensOf(request.value("system"_L1));
    const bool early =
        hasBreakpoint(request.value("tools"_L1)) || hasBreakpoint(request.value("system"_L1));
    qint64 cached = early ? position : 0; // up to here the last breakpoint found reaches
    qint64 beforeReply = 0;               // what the request before this one held
    for (const QJsonValue &message : messages) {
        if (message.toObject().value("role"_L1).toString() == "assistant"_L1)
            beforeReply = position;
        position += tokensOf(message);
        if (hasBreakpoint(message))
            cached = position;
    }
    if (request.contains("cache_control"_L1))
        cached = position;
    const auto traits = modelTraits(request.value("model"_L1).toString());
    if (cached < (traits ? traits->minCacheTokens : 1024))
        cached = 0;
    Usage usage;
    usage.cacheRead = qMin(cached, beforeReply);
    const bool hour =
        isOneHour(request.value("system"_L1)) || isOneHour(request.value("messages"_L1));
    (hour ? usage.cacheWrite1h : usage.cacheWrite5m) = cached - usage.cacheRead;
    usage.input = position - cached;
    return usage;
}

} // namespace pilothouse
