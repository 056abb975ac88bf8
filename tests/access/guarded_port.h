#pragma once

#include "auth_fixture.h"

#include "access/auth_routes.h"
#include "access/security_fields.h"
#include "door/front_door.h"
#include "exchange/router.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QWebSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;

/// What came back for one request.
struct Answer
{
    int status = 0;
    QByteArray body;
    HttpFields fields;

    QByteArray operator[](const QByteArray &name) const { return field(fields, name); }
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// A guarded port with the login, one page and one WebSocket behind it.
class GuardedPort
{
public:
    explicit GuardedPort(const ServerConfig &config = {}) : guard(config)
    {
        addAuthRoutes(router, guard.credentials);
        const auto tellPrincipal = [](const ExchangePtr &exchange) {
            exchange->send(200, exchange->principal(), "text/plain");
        };
        router.on("GET", "/ui", tellPrincipal);
        router.on("POST", "/ui", tellPrincipal);
        router.on("GET", "/sessions/<arg>/screenshot", tellPrincipal);
        door.commonFields = securityFields();
        door.gate = [this](const HttpHead &head, const QHostAddress &peer) {
            return guard.control.check(head, peer);
        };
        router.onUpgrade("/sessions/1/ws", [this](QWebSocket *socket, const Upgrade &upgrade) {
            ++opened;
            socket->setParent(&door);
            socket->sendTextMessage(QString::fromLatin1(upgrade.principal));
        });
        if (!door.listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("the test's port cannot be opened");
        network.setAutoDeleteReplies(true);
        network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }

    QString url(const QString &scheme, const QString &target) const
    {
        return u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(door.serverPort()).arg(target);
    }

    Answer ask(const QByteArray &method, const QString &target, const HttpFields &fields = {},
               const QByteArray &body = {})
    {
        QNetworkRequest request(QUrl(url(u"http"_s, target)));
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        for (const auto &[name, value] : fields)
            request.setRawHeader(name, value);
        QNetworkReply *reply = network.sendCustomRequest(request, method, body);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!finished.wait(20'000))
            return {};
        Answer answer;
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.body = reply->readAll();
        for (const auto &[name, value] : reply->rawHeaderPairs())
            answer.fields.emplaceBack(name, value);
        return answer;
    }

    Answer postForm(const QString &target, const QByteArray &form, const QByteArray &origin = {})
    {
        HttpFields fields{{"content-type", "application/x-www-form-urlencoded"}};
        if (!origin.isEmpty())
            fields.emplaceBack("origin", origin);
        return ask("POST", target, fields, form);
    }

    Answer postJson(const QString &target, const QByteArray &json, HttpFields fields = {})
    {
        fields.emplaceBack("content-type", "application/json");
        return ask("POST", target, fields, json);
    }

    /// What the server says first on a WebSocket; empty when it refuses.
    QString upgrade(const QString &target, const QString &origin = {},
                    const HttpFields &fields = {})
    {
        QWebSocket socket(origin);
        QNetworkRequest request(QUrl(url(u"ws"_s, target)));
        for (const auto &[name, value] : fields)
            request.setRawHeader(name, value);
        QSignalSpy messages(&socket, &QWebSocket::textMessageReceived);
        QSignalSpy failures(&socket, &QWebSocket::disconnected);
        socket.open(request);
        const bool done =
            QTest::qWaitFor([&] { return !messages.isEmpty() || !failures.isEmpty(); }, 20'000);
        return done && !messages.isEmpty() ? messages.constFirst().constFirst().toString()
                                           : QString();
    }

    int opened = 0; ///< WebSockets
    AuthFixture guard;
    Router router;
    FrontDoor door{{}, router, guard.clock};
    QNetworkAccessManager network;
};

} // namespace pilothouse
