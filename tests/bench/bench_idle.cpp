// What desktops cost that nobody uses: bench_idle [HOW MANY]. A server of its own, with that many
// sessions whose desktops are up and at rest; beside it, how fast it answers meanwhile.
#include "bench/measured_server.h"
#include "bench/process_cost.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QThread>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kUsual = 20;
constexpr int kRestSeconds = 20;
constexpr int kRequests = 2000;
const QByteArray kToken = "a-token-for-the-bench";

class Client
{
public:
    QJsonObject get(const QUrl &url) { return answer(m_network.get(request(url))); }
    QJsonObject post(const QUrl &url, const QByteArray &json)
    {
        QNetworkRequest asked = request(url);
        asked.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        return answer(m_network.post(asked, json));
    }

private:
    static QNetworkRequest request(const QUrl &url)
    {
        QNetworkRequest asked(url);
        asked.setRawHeader("Authorization", "Bearer " + kToken);
        return asked;
    }
    static QJsonObject answer(QNetworkReply *reply)
    {
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        reply->deleteLater();
        return QJsonDocument::fromJson(reply->readAll()).object();
    }
    QNetworkAccessManager m_network;
};

QUrl startServer(MeasuredServer &server, int desktops)
{
    const QByteArray ready = "Pilothouse is ready: ";
    server.environment.insert(u"PILOTHOUSE_TOKEN"_s, QString::fromLatin1(kToken));
    server.environment.insert(u"PILOTHOUSE_DATA_DIR"_s, server.folder() + u"/data"_s);
    server.environment.insert(u"XDG_RUNTIME_DIR"_s, server.folder());
    const QStringList serve{u"serve"_s,
                            u"--port"_s,
                            u"0"_s,
                            u"--provider"_s,
                            u"demo"_s,
                            u"--max-sessions"_s,
                            QString::number(desktops)};
    if (!server.start(QStringLiteral(PILOTHOUSE_BINARY), serve, ready))
        qFatal("%s", server.output().constData());
    const QByteArray output = server.output();
    const qsizetype from = output.indexOf(ready) + ready.size();
    const QUrl page(QString::fromLatin1(output.sliced(from, output.indexOf('\n', from) - from)));
    return QUrl(u"http://127.0.0.1:%1/sessions"_s.arg(page.port()));
}

/// A session whose desktop is up and whose run has ended.
QUrl restingSession(Client &client, const QUrl &sessions)
{
    const QString id = client.post(sessions, "{}").value(u"id"_s).toString();
    const QUrl session(sessions.toString() + u'/' + id);
    client.post(QUrl(session.toString() + u"/messages"_s), R"({"message":"screenshot"})");
    while (true) {
        const QJsonObject now = client.get(session);
        const QString status = now.value(u"status"_s).toString();
        if (status != "running"_L1) {
            if (!now.value(u"has_desktop"_s).toBool())
                qFatal("No desktop: %s", QJsonDocument(now).toJson().constData());
            return session;
        }
        QThread::msleep(50);
    }
}

void measureAnswers(Client &client, const QUrl &session)
{
    QList<double> times;
    for (int i = 0; i < kRequests; ++i) {
        QElapsedTimer timer;
        timer.start();
        client.get(session);
        times.append(double(timer.nsecsElapsed()) / 1e6);
        QThread::msleep(5);
    }
    std::sort(times.begin(), times.end());
    std::printf("  GET of a session meanwhile: median %.2f, p99 %.2f, slowest %.2f ms\n",
                times[kRequests / 2], times[kRequests * 99 / 100], times.last());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int desktops = argc > 1 ? std::max(1, QByteArray(argv[1]).toInt()) : kUsual;
    MeasuredServer server;
    Client client;
    const QUrl sessions = startServer(server, desktops);
    QUrl last;
    for (int i = 0; i < desktops; ++i)
        last = restingSession(client, sessions);
    QThread::sleep(3);
    // Without the server itself.
    const auto cpu = [&] { return cpuOfFamily(server.pid()) - server.cpu(); };
    const qint64 wakeUps = wakeUpsOfFamily(server.pid());
    const auto before = cpu();
    const auto serverBefore = server.cpu();
    QThread::sleep(kRestSeconds);
    const double used = double((cpu() - before).count()) / 1e6;
    const double served = double((server.cpu() - serverBefore).count()) / 1e6;
    const double memory = memoryOfFamily(server.pid()) - server.memory("Pss");
    std::printf("  %d desktops at rest: %.3f %% of a core, %.1f wake-ups a second and %.1f MiB PSS "
                "each; the server beside them %.2f %% of a core, load of the machine %.2f\n",
                desktops, 100 * used / kRestSeconds / desktops,
                double(wakeUpsOfFamily(server.pid()) - wakeUps) / kRestSeconds / desktops,
                memory / desktops, 100 * served / kRestSeconds, machineLoad());
    measureAnswers(client, last);
    return 0;
}
