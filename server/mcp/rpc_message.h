#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <tl/expected.hpp>

namespace pilothouse {

/// Why a message was not carried out, as JSON-RPC tells it. Codes: JSON-RPC 2.0, and those of the
/// Model Context Protocol, 2026-07-28.
struct RpcError
{
    static constexpr int kParse = -32700;
    static constexpr int kInvalidRequest = -32600;
    static constexpr int kUnknownMethod = -32601;
    static constexpr int kInvalidParams = -32602;
    static constexpr int kInternal = -32603;
    static constexpr int kNoResource = -32002;     ///< before 2026-07-28
    static constexpr int kHeaderMismatch = -32020; ///< a header field is missing, or not the body's
    static constexpr int kNoCapability = -32021;   ///< the client must declare one for this
    static constexpr int kUnknownVersion = -32022;

    int code = kInternal;
    QString message;
    QJsonObject data = {};
};

/// The result of a request, or why there is none.
using RpcOutcome = tl::expected<QJsonObject, RpcError>;
tl::unexpected<RpcError> refused(int code, const QString &message);

/// One message of a client: a request, a notification, or its answer to a question of ours.
struct RpcMessage
{
    QJsonValue id = QJsonValue::Undefined; ///< string or number; undefined: a notification
    QString method = {};                   ///< empty: an answer
    QJsonObject params = {};
    QJsonObject answer = {}; ///< the whole message, where it is one

    bool isRequest() const { return !method.isEmpty() && !id.isUndefined(); }
    bool isAnswer() const { return method.isEmpty(); }
};

/// Reads one message; a batch is none. Pure. The error says what is wrong with it.
tl::expected<RpcMessage, RpcError> parseRpcMessage(const QByteArray &text);

/// {"jsonrpc", "id", "result"}
QJsonObject rpcResult(const QJsonValue &id, const QJsonObject &result);
/// {"jsonrpc", "id", "error"}; an undefined id becomes null.
QJsonObject rpcFailure(const QJsonValue &id, const RpcError &error);
/// {"jsonrpc", "method", "params"}
QJsonObject rpcNotification(const QString &method, const QJsonObject &params);

} // namespace pilothouse
