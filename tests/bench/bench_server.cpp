// The server beside the least that does the same with FastAPI and uvicorn, in one run: CPU of the
// server for a request and for an event that goes to all viewers, start, and memory. The clients
// are here, in another process, and do not count. Events of ours come from a real run: a model
// that is scripted here calls a tool that does not exist many times; each call is two events, each
// stored by itself. Debian's uvicorn takes uvloop, httptools and websockets where they are
// installed, as they are here.
#include "bench/load_clients.h"
#include "bench/measured_server.h"
#include "model/stream_text.h"
#include "support/scripted_http.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kViewers = 100;
constexpr int kConnections = 8;
constexpr int kRequests = 5000;
constexpr int kCalls = 200; ///< of a tool in one run, two events each
const QByteArray kToken = "a-token-for-the-bench";

struct Figures
{
    double startMs = 0;
    double rss = 0; ///< MiB, idle
    double pss = 0;
    double requestUs = 0;
    double eventUs = 0; ///< to kViewers
    double eventToOneUs = 0;
};

QByteArray post(const QUrl &url, const QByteArray &json = {})
{
    QNetworkAccessManager network;
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + kToken);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    QNetworkReply *reply = network.post(request, json);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return reply->readAll();
}

double requestCost(const MeasuredServer &server, const QUrl &session)
{
    RequestLoad load(session, "Authorization: Bearer " + kToken + "\r\n", kConnections);
    if (!load.run(kRequests / 10)) // warms it up
        return 0;
    const auto before = server.cpu();
    if (!load.run(kRequests))
        return 0;
    return static_cast<double>((server.cpu() - before).count()) / kRequests;
}

/// `startRun` causes events; the last one is of the type "completed".
double eventCost(const MeasuredServer &server, const QUrl &session, int viewers,
                 const std::function<void()> &startRun)
{
    QUrl url(session);
    url.setScheme(u"ws"_s);
    url.setPath(url.path() + u"/ws"_s);
    url.setQuery(u"events=all"_s);
    ViewerCrowd crowd(url, kToken, viewers);
    if (!crowd.open())
        return 0;
    startRun();
    if (crowd.waitForEach("completed") == 0) // warms it up
        return 0;
    const auto before = server.cpu();
    startRun();
    const double events = crowd.waitForEach("completed");
    return events > 0 ? static_cast<double>((server.cpu() - before).count()) / events : 0;
}

/// One reply that runs many commands, and one that says it is done.
void scriptRun(ScriptedHttp &model)
{
    static int number = 0;
    QByteArray reply = stream::start();
    for (int i = 0; i < kCalls; ++i) {
        const QByteArray id = QByteArray::number(++number);
        reply += stream::callBlock(i, R"("id":"toolu_)" + id + R"(","name":"nothing")",
                                   {R"({"command":": )" + id + "\"}"});
    }
    model.then(
        ScriptedHttp::Answer::stream(reply + stream::messageDelta("tool_use") + stream::stop()));
    model.then(ScriptedHttp::Answer::stream(stream::saying("Done.")));
}

void measureIdle(const MeasuredServer &server, Figures &figures)
{
    figures.startMs = static_cast<double>(server.timeToReady().count()) / 1000;
    figures.rss = server.memory("Rss");
    figures.pss = server.memory("Pss");
}

Figures measureOurs()
{
    Figures figures;
    ScriptedHttp model;
    MeasuredServer server;
    server.environment.insert(u"PILOTHOUSE_TOKEN"_s, QString::fromLatin1(kToken));
    server.environment.insert(u"PILOTHOUSE_DATA_DIR"_s, server.folder() + u"/data"_s);
    server.environment.insert(u"XDG_RUNTIME_DIR"_s, server.folder());
    server.environment.insert(u"ANTHROPIC_API_KEY"_s, u"none"_s);
    server.environment.insert(u"ANTHROPIC_BASE_URL"_s, model.baseUrl());
    const QStringList serve{u"serve"_s, u"--port"_s, u"0"_s};
    const QByteArray ready = "Pilothouse is ready: ";
    for (int i = 0; i < 3; ++i) { // the last one has a database already, as from day two
        server.stop();
        if (!server.start(QStringLiteral(PILOTHOUSE_BINARY), serve, ready))
            qFatal("%s", server.output().constData());
    }
    measureIdle(server, figures);

    const QByteArray output = server.output();
    const qsizetype from = output.indexOf(ready) + ready.size();
    const QUrl ui(QString::fromLatin1(output.sliced(from, output.indexOf('\n', from) - from)));
    const QUrl sessions(u"http://127.0.0.1:%1/sessions"_s.arg(ui.port()));
    const QJsonObject session = QJsonDocument::fromJson(post(sessions, "{}")).object();
    const QUrl url(sessions.toString() + u'/' + session.value(u"id"_s).toString());
    figures.requestUs = requestCost(server, url);
    const auto startRun = [&] {
        scriptRun(model);
        const QUrl messages(url.toString() + u"/messages"_s);
        while (post(messages, R"({"message":"Go on"})").contains("detail")) { // the last run ends
        }
    };
    figures.eventToOneUs = eventCost(server, url, 1, startRun);
    figures.eventUs = eventCost(server, url, kViewers, startRun);
    return figures;
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

Figures measureReference()
{
    Figures figures;
    MeasuredServer server;
    const QString port = QString::number(freePort());
    for (int i = 0; i < 3; ++i) {
        server.stop();
        // Debian's Python, for which the packages are.
        if (!server.start(u"/usr/bin/python3"_s,
                          {QStringLiteral(REFERENCE_SERVER), server.folder() + u"/db"_s, port},
                          "Uvicorn running on"))
            qFatal("%s", server.output().constData());
    }
    measureIdle(server, figures);

    const QString root = u"http://127.0.0.1:"_s + port;
    const QByteArray mark = "session ";
    const QString session =
        QString::fromLatin1(server.output().mid(server.output().indexOf(mark) + mark.size(), 36));
    const QUrl url(root + u"/sessions/"_s + session);
    figures.requestUs = requestCost(server, url);
    const auto startRun = [&] { post(QUrl(root + u"/run?count=%1"_s.arg(2 * kCalls))); };
    figures.eventToOneUs = eventCost(server, url, 1, startRun);
    figures.eventUs = eventCost(server, url, kViewers, startRun);
    return figures;
}

void printFigure(const char *name, double ours, double reference)
{
    std::printf("  %-38s %10.1f %10.1f %9.1f x\n", name, ours, reference,
                ours > 0 ? reference / ours : 0.0);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Figures ours = measureOurs();
    const Figures reference = measureReference();
    std::printf("  %-38s %10s %10s %11s\n", "", "ours", "FastAPI", "ratio");
    printFigure("GET session, CPU us", ours.requestUs, reference.requestUs);
    printFigure("event to 100 viewers, CPU us", ours.eventUs, reference.eventUs);
    printFigure("event to one viewer, CPU us", ours.eventToOneUs, reference.eventToOneUs);
    printFigure("each further viewer, CPU us", (ours.eventUs - ours.eventToOneUs) / (kViewers - 1),
                (reference.eventUs - reference.eventToOneUs) / (kViewers - 1));
    printFigure("start to ready, ms", ours.startMs, reference.startMs);
    printFigure("idle RSS, MiB", ours.rss, reference.rss);
    printFigure("idle PSS, MiB", ours.pss, reference.pss);
    return 0;
}
