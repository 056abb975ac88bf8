#include "qml/app/known_servers.h"

#include "qml/app/server_link.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kServersKey = u"servers"_s;
const auto kCertificates = u"certificates"_s;
constexpr qsizetype kMost = 12;

} // namespace

KnownServers::KnownServers(QObject *parent)
    : QObject(parent), m_urls(m_settings.value(kServersKey).toStringList())
{
}

void KnownServers::remember(const QUrl &url)
{
    const QString text = url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    m_urls.removeAll(text);
    m_urls.prepend(text);
    m_urls.resize(std::min(m_urls.size(), kMost));
    keep();
}

void KnownServers::forget(const QString &url)
{
    if (m_urls.removeAll(url) > 0)
        keep();
}

void KnownServers::keep()
{
    m_settings.setValue(kServersKey, m_urls);
    emit changed();
}

QString KnownServers::certificate(const QUrl &url) const
{
    return m_settings.value(kCertificates).toMap().value(url.authority()).toString();
}

void KnownServers::trust(const QUrl &url, const QString &certificate)
{
    QVariantMap trusted = m_settings.value(kCertificates).toMap();
    trusted.insert(url.authority(), certificate);
    m_settings.setValue(kCertificates, trusted);
}

QVariantMap KnownServers::read(const QString &text) const
{
    const auto link = readServerLink(text);
    if (!link)
        return {{u"problem"_s, link.error().message}};
    return {{u"url"_s, link->url}, {u"token"_s, link->token}};
}

} // namespace pilothouse
