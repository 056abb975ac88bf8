#include "mcp/caller.h"

#include "core/json.h"

#include <QJsonArray>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kModernVersion = u"2026-07-28"_s;
const QString kMetaVersion = u"io.modelcontextprotocol/protocolVersion"_s;
const QString kMetaCapabilities = u"io.modelcontextprotocol/clientCapabilities"_s;
const QString kMetaClient = u"io.modelcontextprotocol/clientInfo"_s;
constexpr qsizetype kLongestName = 60; // characters

tl::unexpected<RpcError> unknownVersion(const QString &requested)
{
    return tl::unexpected(RpcError{RpcError::kUnknownVersion,
                                   u"Unsupported protocol version"_s,
                                   {{u"supported"_s, QJsonArray::fromStringList(mcpVersions())},
                                    {u"requested"_s, requested.left(kLongestName)}}});
}

/// A field's value: as it is, or "=?base64?…?=".
QString decoded(const QByteArray &field)
{
    const QByteArray begin = "=?base64?";
    const QByteArray end = "?=";
    const bool isWrapped =
        field.size() >= begin.size() + end.size() && field.startsWith(begin) && field.endsWith(end);
    if (!isWrapped)
        return QString::fromUtf8(field);
    const auto bytes = QByteArray::fromBase64Encoding(
        field.sliced(begin.size()).chopped(end.size()), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? QString::fromUtf8(bytes.decoded) : QString();
}

/// What must stand in Mcp-Name; nothing: this method needs none.
std::optional<QString> nameIn(const RpcMessage &message)
{
    if (message.method == "tools/call"_L1 || message.method == "prompts/get"_L1)
        return message.params.value("name"_L1).toString();
    if (message.method == "resources/read"_L1)
        return message.params.value("uri"_L1).toString();
    static const QStringList ofTasks{u"tasks/get"_s, u"tasks/update"_s, u"tasks/cancel"_s};
    if (ofTasks.contains(message.method))
        return message.params.value("taskId"_L1).toString();
    return std::nullopt;
}

QString mismatch(const RpcMessage &message, const QString &version, const McpHeaders &headers)
{
    const auto differs = [](const std::optional<QByteArray> &field, const QString &value) {
        return !field || decoded(*field) != value;
    };
    if (differs(headers.version, version))
        return u"MCP-Protocol-Version"_s;
    if (differs(headers.method, message.method))
        return u"Mcp-Method"_s;
    if (const auto name = nameIn(message); name && differs(headers.name, *name))
        return u"Mcp-Name"_s;
    return {};
}

tl::expected<McpCaller, RpcError> modernCaller(const RpcMessage &message, const QJsonObject &meta,
                                               const McpHeaders &headers)
{
    const QString version = meta.value(kMetaVersion).toString();
    const QString field = headers.areNeeded ? mismatch(message, version, headers) : QString();
    if (!field.isEmpty())
        return tl::unexpected(RpcError{
            RpcError::kHeaderMismatch,
            u"The header field %1 is missing, or is not what the body says."_s.arg(field)});
    if (version != kModernVersion)
        return unknownVersion(version);
    if (message.isRequest() && !meta.value(kMetaCapabilities).isObject())
        return tl::unexpected(RpcError{RpcError::kInvalidParams,
                                       u"_meta must have %1, an object."_s.arg(kMetaCapabilities)});
    McpCaller caller{.era = Era::Modern, .version = version};
    takeCapabilities(caller, meta.value(kMetaCapabilities).toObject());
    caller.name = programName(meta.value(kMetaClient).toObject());
    return caller;
}

} // namespace

const QStringList &mcpVersions()
{
    static const QStringList versions{kModernVersion, u"2025-11-25"_s, u"2025-06-18"_s,
                                      u"2025-03-26"_s};
    return versions;
}

QString newestLegacyVersion()
{
    return mcpVersions().at(1);
}

bool isModern(const QString &version)
{
    return version == kModernVersion;
}

tl::expected<McpCaller, RpcError> callerOf(const RpcMessage &message, const McpHeaders &headers)
{
    const QJsonObject meta = message.params.value("_meta"_L1).toObject();
    if (meta.contains(kMetaVersion))
        return modernCaller(message, meta, headers);
    const QString version = headers.version ? QString::fromUtf8(*headers.version) : u"2025-03-26"_s;
    if (isModern(version) && !message.isAnswer()) {
        if (message.isRequest())
            return tl::unexpected(
                RpcError{RpcError::kInvalidParams, u"_meta must have %1."_s.arg(kMetaVersion)});
        return McpCaller{.era = Era::Modern, .version = version};
    }
    if (!mcpVersions().contains(version))
        return unknownVersion(version);
    return McpCaller{.version = version};
}

void takeCapabilities(McpCaller &caller, const QJsonObject &capabilities)
{
    const QJsonValue elicitation = capabilities.value("elicitation"_L1);
    // Without a word of modes it is forms.
    const QJsonObject modes = elicitation.toObject();
    caller.canElicit = elicitation.isObject() && (modes.isEmpty() || modes.contains("form"_L1));
    caller.hasTasks =
        capabilities.value("extensions"_L1).toObject().contains("io.modelcontextprotocol/tasks"_L1);
}

QString programName(const QJsonObject &info)
{
    QString text = info.value("name"_L1).toString() + u' ' + info.value("version"_L1).toString();
    text.removeIf([](QChar each) { return !each.isPrint() || each.isSurrogate(); });
    return wellFormed(text.simplified()).left(kLongestName).trimmed();
}

} // namespace pilothouse
