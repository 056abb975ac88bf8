#pragma once

#include "door/front_door.h"
#include "exchange/router.h"
#include "support/fake_clock.h"

#include <QTest>

#include <stdexcept>

namespace pilothouse {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Limits short enough to be met in a test; each test lowers the one it is about.
inline HttpLimits patientLimits()
{
    return {.bodyBytes = 1024 * 1024, .headTimeout = 60s, .idleTimeout = 60s, .lingerTime = 5s};
}

/// Asks for what the test answers when it likes: addHeld().
inline const QByteArray kGetLater = "GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// A front door on loopback with handlers for all that a handler may do.
class TestDoor
{
public:
    explicit TestDoor(const HttpLimits &limits = patientLimits()) : door(limits, router, clock)
    {
        addAnswers();
        addFailures();
        addHeld();
    }

    /// To be called before the first client.
    quint16 open()
    {
        if (!door.listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("the test's port cannot be opened");
        return door.serverPort();
    }

    FakeClock clock;
    Router router;
    QList<ExchangePtr> held; ///< asked for with GET /later: the test answers them
    FrontDoor door;

private:
    void addAnswers()
    {
        router.on("GET", "/json", [](const ExchangePtr &exchange) {
            exchange->sendJson(200, QJsonObject{{u"ok"_s, true}});
        });
        const auto name = [](const ExchangePtr &exchange) {
            exchange->send(200, exchange->argument(0).toUtf8(), "text/plain");
        };
        router.on("GET", "/items/<arg>", name);
        router.on("GET", "/files/<tail>", name);
        router.on("DELETE", "/items/<arg>",
                  [](const ExchangePtr &exchange) { exchange->send(204, {}, {}); });
        const auto echo = [](const ExchangePtr &exchange) {
            exchange->send(200, exchange->body(), "application/octet-stream",
                           {{"x-size", QByteArray::number(exchange->body().size())}});
        };
        router.on("POST", "/echo", echo);
        router.on("POST", "/upload", echo, 16 * 1024 * 1024);
    }

    void addFailures()
    {
        router.on("GET", "/throw",
                  [](const ExchangePtr &) { throw std::runtime_error("as the test wants"); });
        router.on("GET", "/throw-int", [](const ExchangePtr &) { throw 7; });
        router.on("GET", "/throw-late", [](const ExchangePtr &exchange) {
            exchange->begin(200, "text/plain");
            exchange->write("half");
            throw std::runtime_error("as the test wants");
        });
        router.on("GET", "/dropped", [](const ExchangePtr &) {});
        router.on("GET", "/inject", [](const ExchangePtr &exchange) {
            exchange->send(200, "{}", "text/plain",
                           {{"x-a", exchange->queryValue("a").value_or(u""_s).toUtf8()}});
        });
    }

    void addHeld()
    {
        router.on("GET", "/later", [this](const ExchangePtr &exchange) { held << exchange; });
    }
};

} // namespace pilothouse
