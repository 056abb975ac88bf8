#include "mcp/resource_requests.h"

#include "mcp/results.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kSubscription = u"io.modelcontextprotocol/subscriptionId"_s;

tl::unexpected<RpcError> noResource(const QString &uri, const McpCaller &caller,
                                    const QString &message)
{
    const int missing =
        caller.era == Era::Modern ? RpcError::kInvalidParams : RpcError::kNoResource;
    return tl::unexpected(RpcError{missing, message, {{u"uri"_s, uri.left(2000)}}});
}

/// The same notification, as one of the stream of request `id`.
QJsonObject stamped(QJsonObject notification, const QJsonValue &id)
{
    QJsonObject params = notification.value("params"_L1).toObject();
    params.insert(u"_meta"_s, QJsonObject{{kSubscription, id}});
    notification.insert(u"params"_s, params);
    return notification;
}

} // namespace

ResourceRequests::ResourceRequests(McpResources resources, const Clock &clock)
    : m_resources(std::move(resources)), m_notices(clock)
{
    if (m_resources.watch)
        m_resources.watch(m_notices);
}

bool ResourceRequests::takes(const QString &method)
{
    return method.startsWith("resources/"_L1) || method == "subscriptions/listen"_L1;
}

QJsonObject ResourceRequests::capability() const
{
    if (!m_resources.watch)
        return {};
    return {{u"subscribe"_s, true}, {u"listChanged"_s, true}};
}

QCoro::Task<RpcOutcome> ResourceRequests::answer(RpcMessage message, McpCaller caller,
                                                 McpTransport transport, std::stop_token stop)
{
    const bool isLegacy = caller.era == Era::Legacy;
    const QString uri = message.params.value("uri"_L1).toString();
    if (message.method.endsWith("list"_L1))
        co_return list(message, caller);
    if (message.method == "resources/read"_L1) {
        const RpcOutcome contents = co_await read(uri, caller, stop);
        co_return contents;
    }
    const bool isOfEra = isLegacy != (message.method == "subscriptions/listen"_L1);
    if (!m_resources.watch || !isOfEra)
        co_return refused(RpcError::kUnknownMethod, u"Method not found"_s);
    if (!isLegacy) {
        const RpcOutcome over = co_await listen(message, transport, stop);
        co_return over;
    }
    if (message.method == "resources/unsubscribe"_L1) {
        m_notices.unsubscribe(transport.client, uri);
        co_return QJsonObject();
    }
    if (message.method != "resources/subscribe"_L1)
        co_return refused(RpcError::kUnknownMethod, u"Method not found"_s);
    if (!isWatched(uri))
        co_return noResource(uri, caller, u"There is no such resource whose changes are told."_s);
    co_return subscribe(message, transport);
}

RpcOutcome ResourceRequests::list(const RpcMessage &message, const McpCaller &caller) const
{
    const bool isTemplates = message.method == "resources/templates/list"_L1;
    if (!isTemplates && message.method != "resources/list"_L1)
        return refused(RpcError::kUnknownMethod, u"Method not found"_s);
    const RpcOutcome all = isTemplates
                               ? listed(message, u"resourceTemplates"_s, m_resources.templates)
                               : listed(message, u"resources"_s, m_resources.list());
    if (!all)
        return all;
    return isTemplates ? cacheable(*all, caller) : passing(*all, caller);
}

QCoro::Task<RpcOutcome> ResourceRequests::read(QString uri, McpCaller caller, std::stop_token stop)
{
    const Result<QJsonArray> contents = co_await m_resources.read(uri, stop);
    if (contents)
        co_return passing({{u"contents"_s, *contents}}, caller);
    if (contents.error().code == Errc::NotFound)
        co_return noResource(uri, caller, contents.error().message);
    const RpcError error{
        RpcError::kInternal, contents.error().message, {{u"uri"_s, uri.left(2000)}}};
    co_return tl::unexpected(error);
}

RpcOutcome ResourceRequests::subscribe(const RpcMessage &message, const McpTransport &transport)
{
    if (transport.client.isEmpty())
        return refused(RpcError::kInvalidParams,
                       u"Send the Mcp-Session-Id that initialize gave you."_s);
    const auto done =
        m_notices.subscribe(transport.client, message.params.value("uri"_L1).toString());
    if (!done)
        return refused(RpcError::kInvalidParams, done.error().message);
    return QJsonObject();
}

QCoro::Task<RpcOutcome> ResourceRequests::listen(RpcMessage message, McpTransport transport,
                                                 std::stop_token stop)
{
    const QJsonObject asked = message.params.value("notifications"_L1).toObject();
    const bool ofList = asked.value("resourcesListChanged"_L1).toBool();
    const QJsonArray wanted = asked.value("resourceSubscriptions"_L1).toArray();
    if (wanted.size() > ChangeNotices::kMostSubscriptions)
        co_return refused(RpcError::kInvalidParams, u"These are too many resources."_s);
    QStringList uris;
    for (const QJsonValue &uri : wanted)
        if (isWatched(uri.toString()))
            uris.append(uri.toString());
    const ChangeNotices::Tell tell = [id = message.id, notify = transport.notify](
                                         const QJsonObject &told) { notify(stamped(told, id)); };
    QJsonObject agreed;
    if (ofList)
        agreed.insert(u"resourcesListChanged"_s, true);
    if (!uris.isEmpty())
        agreed.insert(u"resourceSubscriptions"_s, QJsonArray::fromStringList(uris));
    const QString begun = u"notifications/subscriptions/acknowledged"_s;
    tell(rpcNotification(begun, {{u"notifications"_s, agreed}}));
    co_await ChangeNotices::listen(m_notices, uris, ofList, tell, stop);
    const QJsonObject meta{{kSubscription, message.id}};
    co_return QJsonObject{{u"_meta"_s, meta}};
}

bool ResourceRequests::isWatched(const QString &uri) const
{
    constexpr qsizetype kLongest = 2000; // characters
    return uri.size() <= kLongest && m_resources.isWatched && m_resources.isWatched(uri);
}

} // namespace pilothouse
