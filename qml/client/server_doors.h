#pragma once

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>
#include <QVariant>

#include <memory>

class QSslCertificate;
class QWebSocket;

namespace pilothouse {

/// How requests and WebSockets of one server are made: its address, the token in the header field
/// (never in an address), and the one certificate that is trusted although no authority says so.
/// Main thread.
class ServerDoors
{
    Q_DISABLE_COPY_MOVE(ServerDoors)
public:
    ServerDoors();

    /// `certificate`: its SHA-256 in hexadecimal; empty: only what authorities say.
    void setServer(const QUrl &url, const QString &token, const QString &certificate);
    QUrl url() const { return m_url; }
    QString certificate() const { return m_certificate; }
    /// Of the header field "Authorization"; empty without a token.
    QByteArray authorization() const;

    /// `path` is relative to the server's root: "sessions?limit=1".
    QUrl address(const QString &path) const;
    QUrl socketAddress(const QString &path) const;
    QNetworkRequest request(const QString &path) const;

    /// `body`: sent as JSON if it is valid, as it is if it is a QByteArray.
    QNetworkReply *send(const QByteArray &method, const QString &path, const QVariant &body);
    /// The same with a body that is read as it is sent; it goes with the reply. `replaces`: also
    /// what is there already (else the server answers 412).
    QNetworkReply *upload(const QString &path, std::unique_ptr<QIODevice> body, bool replaces);
    void open(QWebSocket &socket, const QString &path) const;

    /// SHA-256 of the certificate that a reply was refused for; empty: it was not.
    QString refusedCertificate() const { return m_refused; }
    /// Why it was, as sentences.
    QString refusedWhy() const { return m_refusedWhy; }
    /// Whether it is the certificate that is trusted, which makes up for all that is said of it.
    bool isTrusted(const QSslCertificate &shown) const;

private:
    QNetworkAccessManager m_network;
    QUrl m_url;
    QString m_token;
    QString m_certificate;
    QString m_refused;
    QString m_refusedWhy;
};

} // namespace pilothouse
