#include "access/origin_rules.h"

#include "access/web_origin.h"

#include <QHostAddress>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kPreflightMethods = "GET, HEAD, POST, PUT, PATCH, DELETE";
const QByteArray kPreflightFields = "Authorization, Content-Type, If-Match, If-None-Match, "
                                    "Last-Event-ID, Range, X-Pilothouse-Key, X-Pilothouse-Token";
const QByteArray kReadableFields =
    "Content-Disposition, Content-Range, ETag, Location, Retry-After";

bool changesSomething(const HttpHead &head)
{
    static const QSet<QByteArray> safe{"GET", "HEAD", "OPTIONS"};
    return head.webSocket || !safe.contains(head.method);
}

bool asksBeforehand(const HttpHead &head)
{
    return head.method == "OPTIONS" && !head.value("origin").isEmpty() &&
           !head.value("access-control-request-method").isEmpty();
}

} // namespace

OriginRules::OriginRules(const ServerConfig &config)
    : m_names{hostName(config.host.toLatin1())},
      m_isEverywhere(config.host == "0.0.0.0"_L1 ||
                     QHostAddress(config.host) == QHostAddress::AnyIPv6)
{
    for (const QString &name : config.allowedHosts)
        m_names.insert(hostName(name.toLatin1()));
    for (const QString &origin : config.corsOrigins)
        if (const auto canonical = webOrigin(origin.toLatin1()))
            m_origins.insert(*canonical);
}

std::optional<Verdict> OriginRules::refusal(const HttpHead &head) const
{
    if (const QByteArray name = hostName(head.host); !isOurs(name))
        return Verdict::refuse(403, u"This server is not known as %1. If it should be, name it "
                                    "among its allowed hosts."_s.arg(QString::fromLatin1(name)));
    if (changesSomething(head) || asksBeforehand(head))
        return foreignPage(head);
    return std::nullopt;
}

std::optional<Verdict> OriginRules::foreignPage(const HttpHead &head) const
{
    const QByteArray origin = head.value("origin");
    if (isNamed(origin))
        return std::nullopt;
    const auto canonical = webOrigin(origin);
    const bool isForeign = !origin.isEmpty() && !(canonical && isSameOrigin(*canonical, head.host));
    if (!isForeign && head.value("sec-fetch-site") != "cross-site")
        return std::nullopt;
    const QString page = origin.isEmpty() ? u"another origin"_s : QString::fromLatin1(origin);
    return Verdict::refuse(
        403, u"Pages of %1 may not do this. If they should, name that origin "
             "among the server's CORS origins; a proxy must pass Host on."_s.arg(page));
}

bool OriginRules::isPreflight(const HttpHead &head) const
{
    return asksBeforehand(head) && isNamed(head.value("origin"));
}

HttpFields OriginRules::preflightFields(const HttpHead &head) const
{
    HttpFields fields{{"access-control-allow-methods", kPreflightMethods},
                      {"access-control-allow-headers", kPreflightFields},
                      {"access-control-max-age", "600"}};
    if (head.value("access-control-request-private-network") == "true")
        fields.emplaceBack("access-control-allow-private-network", "true");
    return fields;
}

HttpFields OriginRules::answerFields(const HttpHead &head) const
{
    if (m_origins.isEmpty())
        return {};
    HttpFields fields{{"vary", "Origin"}};
    if (const QByteArray origin = head.value("origin"); isNamed(origin))
        fields += {{"access-control-allow-origin", origin},
                   {"access-control-allow-credentials", "true"},
                   {"access-control-expose-headers", kReadableFields}};
    return fields;
}

// A page cannot be under an address without being on that machine; a name it can make point here.
bool OriginRules::isOurs(const QByteArray &name) const
{
    return isLoopbackName(name) || m_names.contains(name) || (m_isEverywhere && isAddress(name));
}

bool OriginRules::isNamed(const QByteArray &originField) const
{
    const auto canonical = webOrigin(originField);
    return canonical && m_origins.contains(*canonical);
}

} // namespace pilothouse
