#include "qml/client/server_doors.h"

#include "qml/client/certificate_words.h"

#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QWebSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20000; // milliseconds without a byte

} // namespace

ServerDoors::ServerDoors()
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); // the token stays here
    QObject::connect(&m_network, &QNetworkAccessManager::sslErrors, &m_network,
                     [this](QNetworkReply *reply, const QList<QSslError> &errors) {
                         const QSslCertificate shown = reply->sslConfiguration().peerCertificate();
                         if (isTrusted(shown)) {
                             // These alone: without them, Qt takes whatever certificate comes
                             // next for as long as it keeps the connection.
                             reply->ignoreSslErrors(errors);
                             return;
                         }
                         m_refused = fingerprint(shown);
                         m_refusedWhy = certificateTrouble(shown, errors);
                     });
}

void ServerDoors::setServer(const QUrl &url, const QString &token, const QString &certificate)
{
    if (certificate != m_certificate)
        m_network.clearConnectionCache();
    m_url = url;
    m_token = token;
    m_certificate = certificate;
    m_refused.clear();
}

QByteArray ServerDoors::authorization() const
{
    return m_token.isEmpty() ? QByteArray() : "Bearer " + m_token.toUtf8();
}

QUrl ServerDoors::address(const QString &path) const
{
    return m_url.resolved(QUrl(path.startsWith(u'/') ? path.mid(1) : path));
}

QUrl ServerDoors::socketAddress(const QString &path) const
{
    QUrl url = address(path);
    url.setScheme(url.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    return url;
}

QNetworkRequest ServerDoors::request(const QString &path) const
{
    QNetworkRequest request(address(path));
    if (const QByteArray words = authorization(); !words.isEmpty())
        request.setRawHeader("Authorization", words);
    request.setTransferTimeout(kPatience);
    return request;
}

QNetworkReply *ServerDoors::send(const QByteArray &method, const QString &path,
                                 const QVariant &body)
{
    QNetworkRequest wish = request(path);
    QByteArray bytes;
    if (body.typeId() == QMetaType::QByteArray) {
        bytes = body.toByteArray();
        wish.setHeader(QNetworkRequest::ContentTypeHeader, u"application/octet-stream"_s);
    } else if (body.isValid()) {
        bytes = QJsonDocument::fromVariant(body).toJson(QJsonDocument::Compact);
        wish.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    }
    return m_network.sendCustomRequest(wish, method, bytes);
}

QNetworkReply *ServerDoors::upload(const QString &path, std::unique_ptr<QIODevice> body,
                                   bool replaces)
{
    QNetworkRequest wish = request(path);
    wish.setHeader(QNetworkRequest::ContentTypeHeader, u"application/octet-stream"_s);
    if (!replaces)
        wish.setRawHeader("If-None-Match", "*");
    QNetworkReply *reply = m_network.put(wish, body.get());
    body.release()->setParent(reply);
    return reply;
}

void ServerDoors::open(QWebSocket &socket, const QString &path) const
{
    QNetworkRequest wish = request(path);
    wish.setUrl(socketAddress(path));
    QObject::connect(&socket, &QWebSocket::sslErrors, &socket, [this, &socket] {
        if (isTrusted(socket.sslConfiguration().peerCertificate()))
            socket.ignoreSslErrors();
    });
    socket.open(wish);
}

bool ServerDoors::isTrusted(const QSslCertificate &shown) const
{
    return !m_certificate.isEmpty() && fingerprint(shown) == m_certificate;
}

} // namespace pilothouse
