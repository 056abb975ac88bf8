#include "app/option_kinds.h"

#include "access/web_origin.h"
#include "door/trusted_proxies.h"
#include "exchange/request_target.h"

#include <QHostAddress>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace options;

namespace {

QStringList parts(const QString &list)
{
    QStringList found;
    for (const QString &part : list.split(u',', Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            found.append(part.trimmed());
    return found;
}

Result<> setHost(Config &config, const QString &value)
{
    if (value != "localhost"_L1 && QHostAddress(value).isNull())
        return fail(Errc::InvalidArgument,
                    u"it must be an address of this machine, like 127.0.0.1, ::1 or 0.0.0.0"_s);
    config.server.host = value;
    return {};
}

Result<> setToken(Config &config, const QString &value)
{
    const bool isVisible = std::all_of(value.begin(), value.end(),
                                       [](QChar each) { return each > u' ' && each < u'\x7f'; });
    if (value.size() < kLeastTokenLength || !isVisible)
        return fail(Errc::InvalidArgument,
                    u"it must have at least %1 letters, digits or signs, without spaces"_s.arg(
                        kLeastTokenLength));
    config.server.token = value;
    return {};
}

Result<> setAuth(Config &config, const QString &value)
{
    const bool isOff = value.isEmpty() || value == "off"_L1; // empty: the flag
    if (!isOff && value != "on"_L1)
        return fail(Errc::InvalidArgument, u"it must be one of on, off"_s);
    config.server.auth = !isOff;
    return {};
}

Result<> setShareLinks(Config &config, const QString &value)
{
    const bool isOn = value.isEmpty() || value == "on"_L1; // empty: the flag
    if (!isOn && value != "off"_L1)
        return fail(Errc::InvalidArgument, u"it must be one of on, off"_s);
    config.server.shareLinks = isOn;
    return {};
}

Result<> setMcp(Config &config, const QString &value)
{
    const QStringList names = value == "off"_L1 ? QStringList() : parts(value);
    for (const QString &name : names)
        if (!mcpSets().contains(name))
            return fail(Errc::InvalidArgument,
                        u"it must be off, or some of "_s + mcpSets().join(u", "_s));
    config.server.mcp = names;
    return {};
}

Result<> setAllowedHosts(Config &config, const QString &value)
{
    QStringList names;
    for (const QString &part : parts(value)) {
        const QByteArray name = hostName(part.toUtf8());
        if (!isHost(part.toUtf8()) && !isAddress(name))
            return fail(Errc::InvalidArgument,
                        u"it must be names with commas between them, like pilot.example.com"_s);
        names.append(QString::fromLatin1(name));
    }
    config.server.allowedHosts = names;
    return {};
}

Result<> setCorsOrigins(Config &config, const QString &value)
{
    QStringList origins;
    for (const QString &part : parts(value)) {
        const auto origin = webOrigin(part.toUtf8());
        if (!origin)
            return fail(Errc::InvalidArgument, u"it must be origins with commas between them, like "
                                               "https://app.example.com or tauri://localhost"_s);
        origins.append(QString::fromLatin1(*origin));
    }
    config.server.corsOrigins = origins;
    return {};
}

Result<> setTrustedProxies(Config &config, const QString &value)
{
    const QStringList proxies = parts(value);
    if (auto read = TrustedProxies::from(proxies); !read)
        return fail(read.error());
    config.server.trustedProxies = proxies;
    return {};
}

/// A port besides the main one.
template <typename Member>
Option furtherPort(const QString &flag, const QString &environment, const QString &help,
                   Member member)
{
    Option option = number(flag, environment, 0, 65535, help,
                           [member](auto &c) -> quint16 & { return member(c).emplace(0); });
    option.value = u"N|off"_s;
    option.set = [set = option.set, member](Config &config, const QString &value) -> Result<> {
        if (value != "off"_L1)
            return set(config, value);
        member(config).reset();
        return {};
    };
    option.get = [member](Config config) {
        const std::optional<quint16> &port = member(config);
        return port ? QString::number(*port) : u"off"_s;
    };
    return option;
}

QList<Option> furtherPorts()
{
    return {
        furtherPort(
            u"chat-port"_s, u"PILOTHOUSE_CHAT_PORT"_s, u"opens the chat alone"_s,
            [](auto &c) -> auto & { return c.server.chatPort; }),
        furtherPort(
            u"computer-port"_s, u"PILOTHOUSE_COMPUTER_PORT"_s, u"opens chat and desktop"_s,
            [](auto &c) -> auto & { return c.server.computerPort; }),
        furtherPort(
            u"vnc-port"_s, u"PILOTHOUSE_VNC_PORT"_s, u"opens the desktop alone"_s,
            [](auto &c) -> auto & { return c.server.vncPort; }),
        furtherPort(
            u"gptme-port"_s, u"PILOTHOUSE_GPTME_PORT"_s,
            u"for clients of gptme's server: its page looks at 5700 first"_s,
            [](auto &c) -> auto & { return c.server.gptmePort; }),
    };
}

Option mcpOption()
{
    return {.flag = u"mcp"_s,
            .environment = u"PILOTHOUSE_MCP"_s,
            .value = u"SETS|off"_s,
            .help = u"what clients of the Model Context Protocol are offered on /mcp: "_s +
                    mcpSets().join(u", "_s),
            .set = setMcp,
            .get = [](const Config &c) {
                return c.server.mcp.isEmpty() ? u"off"_s : c.server.mcp.join(u',');
            }};
}

Result<> setOpenAiApproval(Config &config, const QString &value)
{
    const auto policy = approvalPolicyFrom(value);
    if (!policy)
        return fail(Errc::InvalidArgument, u"it must be one of auto|sensitive|all"_s);
    config.server.openAiApproval = policy;
    return {};
}

Option openAiApprovalOption()
{
    return {.flag = u"openai-approval"_s,
            .environment = u"PILOTHOUSE_OPENAI_APPROVAL"_s,
            .value = u"auto|sensitive|all"_s,
            .help = u"--approval of the chats of OpenAI's clients (/v1); default: the same, but "
                    "sensitive for auto"_s,
            .set = setOpenAiApproval,
            .get = [](const Config &c) {
                return c.server.openAiApproval ? name(*c.server.openAiApproval) : QString();
            }};
}

QList<Option> doorOptions()
{
    return {mcpOption(), openAiApprovalOption()};
}

QList<Option> accessOptions()
{
    return {
        {.flag = u"token"_s,
         .environment = u"PILOTHOUSE_TOKEN"_s,
         .value = u"TEXT"_s,
         .help =
             u"what clients must show; default: a random one, kept in the data folder. The "
             "process list shows a flag until the program has started: prefer the environment"_s,
         .set = setToken,
         .get = [](const Config &c) { return c.server.token; },
         .secret = true},
        {.flag = u"no-auth"_s,
         .environment = u"PILOTHOUSE_AUTH"_s,
         .help = u"ask for no token (in the environment: off); on a loopback address only"_s,
         .set = setAuth,
         .get = [](const Config &c) { return c.server.auth ? QString() : u"yes"_s; }},
        {.flag = u"share-links"_s,
         .environment = u"PILOTHOUSE_SHARE_LINKS"_s,
         .help = u"let users make links that show one session, read-only, to whoever has them (in "
                 "the environment: on)"_s,
         .set = setShareLinks,
         .get = [](const Config &c) { return c.server.shareLinks ? u"yes"_s : QString(); }},
        {.flag = u"allowed-hosts"_s,
         .environment = u"PILOTHOUSE_ALLOWED_HOSTS"_s,
         .value = u"NAMES"_s,
         .help = u"names that the server is reached by, besides loopback ones and --host"_s,
         .set = setAllowedHosts,
         .get = [](const Config &c) { return c.server.allowedHosts.join(u','); }},
        {.flag = u"cors-origin"_s,
         .environment = u"PILOTHOUSE_CORS_ORIGIN"_s,
         .value = u"ORIGINS"_s,
         .help = u"other pages that may use the API: https://a.example, tauri://localhost"_s,
         .set = setCorsOrigins,
         .get = [](const Config &c) { return c.server.corsOrigins.join(u','); }},
        {.flag = u"trusted-proxy"_s,
         .environment = u"PILOTHOUSE_TRUSTED_PROXY"_s,
         .value = u"ADDRESSES"_s,
         .help = u"reverse proxies, or their networks, that say who their clients are"_s,
         .set = setTrustedProxies,
         .get = [](const Config &c) { return c.server.trustedProxies.join(u','); }},
    };
}

} // namespace

QList<Option> serverOptions()
{
    const QList<Option> place{
        {.flag = u"host"_s,
         .environment = u"PILOTHOUSE_HOST"_s,
         .value = u"ADDRESS"_s,
         .help = u"where to listen; 0.0.0.0: on all networks"_s,
         .set = setHost,
         .get = [](const Config &c) { return c.server.host; }},
        number(
            u"port"_s, u"PILOTHOUSE_PORT"_s, 0, 65535, u"0: any free one"_s,
            [](auto &c) -> auto & { return c.server.port; }),
        text(
            u"tls-cert"_s, u"PILOTHOUSE_TLS_CERT"_s, u"certificate file (PEM) for HTTPS"_s,
            [](auto &c) -> auto & { return c.server.tlsCertificate; }),
        text(
            u"tls-key"_s, u"PILOTHOUSE_TLS_KEY"_s,
            u"its key file (PEM); default: in the certificate's file"_s,
            [](auto &c) -> auto & { return c.server.tlsKey; }),
    };
    const QList<Option> times{
        duration(
            u"idle-timeout"_s, u"PILOTHOUSE_IDLE_TIMEOUT"_s,
            u"an unused session gives its desktop back after this; 0: never"_s,
            [](auto &c) -> auto & { return c.server.idleTimeout; }),
        duration(
            u"retention"_s, u"PILOTHOUSE_RETENTION"_s,
            u"sessions that ended this long ago are deleted, e.g. 30d; 0: never"_s,
            [](auto &c) -> auto & { return c.server.retention; }),
    };
    return place + furtherPorts() + accessOptions() + doorOptions() + times;
}

} // namespace pilothouse
