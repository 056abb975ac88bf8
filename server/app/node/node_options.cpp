#include "app/option_kinds.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace options;

namespace {

constexpr qsizetype kMostNodes = 1000;

/// The addresses themselves are read where the nodes are: server/remote/node_address.h.
Result<> setDesktops(Config &config, const QString &value)
{
    QStringList urls;
    for (const QString &part : value.split(u',', Qt::SkipEmptyParts))
        urls.append(part.trimmed());
    const bool isPods = urls == QStringList{u"kubernetes"_s};
    if (isPods || urls == QStringList{u"local"_s})
        urls.clear();
    else if (urls.isEmpty() || urls.contains(u"local"_s) || urls.contains(u"kubernetes"_s) ||
             urls.size() > kMostNodes)
        return fail(Errc::InvalidArgument,
                    u"it must be local, kubernetes, or addresses of nodes with commas between "
                    "them, like https://node-a:8443,https://node-b:8443"_s);
    config.nodes.urls = urls;
    config.kubernetes.isUsed = isPods;
    return {};
}

Option desktops()
{
    return {.flag = u"desktops"_s,
            .environment = u"PILOTHOUSE_DESKTOPS"_s,
            .value = u"local|URLS|kubernetes"_s,
            .help = u"where desktops are: on this machine, on nodes (pilothouse node) elsewhere, "
                    "https://node-a:8443,https://node-b:8443, or in pods of a cluster"_s,
            .set = setDesktops,
            .get = [](const Config &c) {
                if (c.kubernetes.isUsed)
                    return u"kubernetes"_s;
                return c.nodes.urls.isEmpty() ? u"local"_s : c.nodes.urls.join(u',');
            }};
}

} // namespace

QList<Option> nodeOptions()
{
    Option token = text(
        u"node-token"_s, u"PILOTHOUSE_NODE_TOKEN"_s,
        u"what servers show to nodes, the same on both. Prefer --node-token-file"_s,
        [](auto &c) -> auto & { return c.nodes.token; });
    token.secret = true;
    return {
        desktops(),
        token,
        text(
            u"node-token-file"_s, u"PILOTHOUSE_NODE_TOKEN_FILE"_s,
            u"file with what servers show to nodes, the same on both"_s,
            [](auto &c) -> auto & { return c.nodes.tokenFile; }),
        text(
            u"node-ca"_s, u"PILOTHOUSE_NODE_CA"_s,
            u"file (PEM) of who signed the nodes' certificates, besides the usual ones"_s,
            [](auto &c) -> auto & { return c.nodes.authority; }),
        text(
            u"node-name"_s, u"PILOTHOUSE_NODE_NAME"_s,
            u"what the nodes' certificates are for, where it is not the nodes' addresses; on "
            "Kubernetes: pilothouse-node"_s,
            [](auto &c) -> auto & { return c.nodes.certificateName; }),
        limit(
            u"node-lease"_s, u"PILOTHOUSE_NODE_LEASE"_s, std::chrono::seconds(2),
            std::chrono::hours(24),
            u"a desktop on a node ends when its server was silent for this long"_s,
            [](auto &c) -> auto & { return c.nodes.lease; }),
        toggle(u"node-plain"_s,
               u"nodes and their servers speak without TLS beyond one machine: for networks where "
               "nobody else is"_s,
               [](Config &c) { c.nodes.plain = true; }),
    };
}

bool concernsNode(const Option &option)
{
    static const QStringList flags{u"host"_s,
                                   u"port"_s,
                                   u"tls-cert"_s,
                                   u"tls-key"_s,
                                   u"node-token"_s,
                                   u"node-token-file"_s,
                                   u"node-plain"_s,
                                   u"data-dir"_s,
                                   u"max-sessions"_s,
                                   u"sandbox"_s,
                                   u"session-memory"_s,
                                   u"session-processes"_s,
                                   u"session-file-size"_s,
                                   u"session-home-size"_s,
                                   u"software"_s,
                                   u"log-level"_s,
                                   u"log-format"_s,
                                   u"verbose"_s,
                                   u"debug"_s};
    return flags.contains(option.flag);
}

Result<> readNodeWords(QStringList &words, Invocation &invocation)
{
    if (invocation.command != Invocation::Command::Node || words.isEmpty())
        return {};
    const QString word = words.takeFirst();
    if ((word != "drain"_L1 && word != "undrain"_L1) || words.isEmpty())
        return fail(
            Errc::InvalidArgument,
            u"A node starts with pilothouse node; pilothouse node drain URL has one take no "
            "new desktops."_s);
    invocation.command = Invocation::Command::NodeDrain;
    invocation.undo = word == "undrain"_L1;
    invocation.node = words.takeFirst();
    return {};
}

} // namespace pilothouse
