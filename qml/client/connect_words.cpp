#include "qml/client/connect_words.h"

#include <QCoreApplication>
#include <QNetworkReply>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRedirects = 300;
constexpr int kClientErrors = 400;
constexpr int kTooMany = 429;
constexpr int kServerErrors = 500;

QString inWords(const char *words)
{
    return QCoreApplication::translate("Connecting", words);
}

QString placeOf(const QUrl &url)
{
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    return u"%1:%2"_s.arg(url.host()).arg(url.port(usual));
}

ConnectWords unreached(const QUrl &url, QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return {
            inWords(QT_TRANSLATE_NOOP("Connecting", "No computer of the name %1 is known here."))
                .arg(url.host()),
            inWords(QT_TRANSLATE_NOOP("Connecting", "Look whether the name is written right, and "
                                                    "whether this computer is in its network."))};
    case QNetworkReply::ConnectionRefusedError:
        return {
            inWords(QT_TRANSLATE_NOOP("Connecting", "Nothing answers at %1.")).arg(placeOf(url)),
            inWords(QT_TRANSLATE_NOOP("Connecting", "Look whether the server runs, and whether the "
                                                    "address and the port are right."))};
    case QNetworkReply::SslHandshakeFailedError:
        return {inWords(QT_TRANSLATE_NOOP("Connecting", "%1 does not answer with TLS."))
                    .arg(placeOf(url)),
                inWords(QT_TRANSLATE_NOOP("Connecting",
                                          "Perhaps its address begins with http:// rather "
                                          "than https://."))};
    default:
        return {inWords(QT_TRANSLATE_NOOP("Connecting", "The server at %1 does not answer."))
                    .arg(placeOf(url)),
                inWords(QT_TRANSLATE_NOOP(
                    "Connecting", "Look whether the server runs, whether the address and the "
                                  "port are right, and whether the network is there."))};
    }
}

} // namespace

ConnectWords connectWords(const QUrl &url, const QVariantMap &details)
{
    const int status = details.value(u"status"_s).toInt();
    if (status == 0)
        return unreached(
            url, static_cast<QNetworkReply::NetworkError>(details.value(u"error"_s).toInt()));
    if (status == kTooMany)
        return {{},
                inWords(QT_TRANSLATE_NOOP("Connecting", "Too many tries: it goes on in a while."))};
    if (status >= kRedirects && status < kClientErrors)
        return {inWords(QT_TRANSLATE_NOOP("Connecting", "This address sends one on to %1."))
                    .arg(details.value(u"location"_s).toUrl().toString(QUrl::RemoveQuery)),
                inWords(QT_TRANSLATE_NOOP("Connecting",
                                          "Connect to that address, if it is the right one: "
                                          "the token is not sent on by itself."))};
    if (status >= kServerErrors)
        return {
            {},
            inWords(QT_TRANSLATE_NOOP("Connecting", "It is tried again by itself. If it stays so, "
                                                    "look into the log of the server."))};
    return notPilothouse(url);
}

ConnectWords notPilothouse(const QUrl &url)
{
    return {inWords(QT_TRANSLATE_NOOP("Connecting", "Something answers at %1, but not Pilothouse."))
                .arg(placeOf(url)),
            inWords(QT_TRANSLATE_NOOP(
                "Connecting", "Look whether the port and the path are right, and whether the "
                              "address begins with http:// or with https://."))};
}

QString versionNote(const QString &server, const QString &own)
{
    const auto series = [](const QString &version) { return version.section(u'.', 0, 1); };
    if (server.isEmpty() || series(server) == series(own))
        return {};
    return inWords(
               QT_TRANSLATE_NOOP("Connecting",
                                 "The server is Pilothouse %1, this window is %2: what only one of "
                                 "them knows does not work. The page in the browser fits the "
                                 "server."))
        .arg(server, own);
}

} // namespace pilothouse
