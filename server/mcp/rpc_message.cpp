#include "mcp/rpc_message.h"

#include <QJsonDocument>

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestId = 200;     // characters
constexpr qsizetype kLongestMethod = 200; // characters

tl::unexpected<RpcError> invalid(const QString &message)
{
    return tl::unexpected(RpcError{RpcError::kInvalidRequest, message});
}

bool isId(const QJsonValue &id)
{
    if (id.isString())
        return id.toString().size() <= kLongestId && id.toString().isValidUtf16();
    return id.isDouble() && std::floor(id.toDouble()) == id.toDouble();
}

} // namespace

tl::expected<RpcMessage, RpcError> parseRpcMessage(const QByteArray &text)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError)
        return tl::unexpected(
            RpcError{RpcError::kParse, u"Not valid JSON: "_s + problem.errorString()});
    if (!document.isObject())
        return invalid(u"One message is expected, a JSON object."_s);
    const QJsonObject object = document.object();
    if (object.value("jsonrpc"_L1) != "2.0"_L1)
        return invalid(u"jsonrpc must be \"2.0\"."_s);
    RpcMessage message{.id = object.value("id"_L1)};
    if (!message.id.isUndefined() && !isId(message.id))
        return invalid(u"id must be a string or a whole number."_s);
    if (!object.contains("method"_L1)) {
        const bool isAnswer = object.contains("result"_L1) != object.contains("error"_L1);
        if (!isAnswer || message.id.isUndefined())
            return invalid(u"A message has a method, or the result or error of a request."_s);
        message.answer = object;
        return message;
    }
    message.method = object.value("method"_L1).toString();
    if (message.method.isEmpty() || message.method.size() > kLongestMethod)
        return invalid(u"method must be a text."_s);
    const QJsonValue params = object.value("params"_L1);
    if (!params.isUndefined() && !params.isObject())
        return invalid(u"params must be an object."_s);
    message.params = params.toObject();
    return message;
}

tl::unexpected<RpcError> refused(int code, const QString &message)
{
    return tl::unexpected(RpcError{code, message});
}

QJsonObject rpcResult(const QJsonValue &id, const QJsonObject &result)
{
    return {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"result"_s, result}};
}

QJsonObject rpcFailure(const QJsonValue &id, const RpcError &error)
{
    QJsonObject told{{u"code"_s, error.code}, {u"message"_s, error.message}};
    if (!error.data.isEmpty())
        told.insert(u"data"_s, error.data);
    const QJsonValue whose = id.isUndefined() ? QJsonValue(QJsonValue::Null) : id;
    return {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, whose}, {u"error"_s, told}};
}

QJsonObject rpcNotification(const QString &method, const QJsonObject &params)
{
    return {{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, method}, {u"params"_s, params}};
}

} // namespace pilothouse
