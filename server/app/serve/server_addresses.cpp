#include "app/server.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

/// `path` at that port, without the token.
QString Server::urlOf(const FrontDoor &door, const QString &path) const
{
    const ServerConfig &config = m_engine.config().server;
    // One cannot browse to "all addresses", and the family that was named may be missing here.
    const QHostAddress address = door.serverAddress();
    const bool any = address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6;
    QString host = any || config.host == "localhost"_L1 ? u"localhost"_s : address.toString();
    if (host.contains(u':'))
        host = u'[' + host + u']';
    return u"%1://%2:%3%4"_s.arg(config.tlsCertificate.isEmpty() ? u"http"_s : u"https"_s, host,
                                 QString::number(door.serverPort()), path);
}

QString Server::readyUrl() const
{
    const QString url = urlOf(*m_doors.front(), u"/ui/"_s);
    return m_engine.config().server.auth ? url + u"?token="_s + QString::fromLatin1(m_token) : url;
}

QStringList Server::furtherUrls() const
{
    static const QHash<QByteArray, QString> names{{"./chat", u"chat"_s},
                                                  {"./computer", u"chat and desktop"_s},
                                                  {"./vnc.html", u"desktop"_s},
                                                  {"./api/v2", u"gptme's clients"_s}};
    const QString token = QString::fromLatin1(m_token);
    QStringList urls;
    for (size_t i = 1; i < m_doors.size(); ++i) {
        const QByteArray landing = m_landings[qsizetype(i)];
        const bool isForClients = landing == "./api/v2";
        QString url =
            urlOf(*m_doors[i], isForClients ? QString() : QString::fromLatin1(landing.sliced(1)));
        // Its page takes both from behind its own address.
        if (isForClients)
            url += u" (behind the page's address: #baseUrl=%1%2)"_s.arg(
                url, m_engine.config().server.auth ? QString(u"&userToken="_s + token) : QString());
        else if (m_engine.config().server.auth)
            url += u"?token="_s + token;
        urls.append(names.value(landing) + u": "_s + url);
    }
    return urls;
}

} // namespace pilothouse
