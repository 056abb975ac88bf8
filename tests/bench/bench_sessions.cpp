// What sessions cost the one server that thinks for them: bench_sessions [HOW MANY] [SECONDS OF
// THOUGHT]. Their desktops are on nodes that are stood in for here, as is the model: calls,
// pictures, journal, blobs and requests to the model are real, and the server is a process of its
// own.
#include "bench/process_cost.h"
#include "bench/rest_client.h"
#include "bench/stand_in_model.h"
#include "bench/stand_in_node.h"

#include "screen/png.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QPainter>
#include <QRandomGenerator>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kUsual = 300;
constexpr int kNodes = 3;
constexpr int kRestSeconds = 30;

/// As large a file as that of a desktop with some windows: about 100 KiB.
QByteArray pictureOfADesktop()
{
    QImage picture(1280, 800, QImage::Format_RGB32);
    picture.fill(Qt::lightGray);
    QRandomGenerator random(1);
    for (int y = 0; y < 225; ++y)
        for (int x = 0; x < 300; ++x)
            picture.setPixel(x, y, random.generate() & 0x00070707);
    return encodePng(picture);
}

void passTime(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

class Load
{
public:
    explicit Load(int sessions) : m_count(sessions)
    {
        QStringList urls;
        const QByteArray picture = pictureOfADesktop();
        std::printf("%d sessions on %d nodes that are stood in for, pictures of %lld KiB\n",
                    sessions, kNodes, static_cast<long long>(picture.size() / 1024));
        for (int i = 0; i < kNodes; ++i) {
            m_nodes.push_back(std::make_unique<StandInNode>(picture));
            urls.append(m_nodes.back()->url());
        }
        m_server.environment.insert(u"PILOTHOUSE_NODE_TOKEN"_s, u"a token of nodes"_s);
        m_server.environment.insert(u"ANTHROPIC_API_KEY"_s, u"none"_s);
        m_server.environment.insert(u"ANTHROPIC_BASE_URL"_s, m_model.baseUrl());
        m_sessions =
            startServing(m_server, {u"--desktops"_s, urls.join(u','), u"--max-sessions"_s,
                                    QString::number(sessions), u"--approval"_s, u"auto"_s});
        m_memoryBefore = m_server.memory("Pss");
    }

    /// Each has its desktop, and has had one short run.
    void begin()
    {
        m_model.thinking = std::chrono::milliseconds(0);
        m_model.callsOfRun = 1;
        for (int i = 0; i < m_count; ++i)
            m_ids.append(m_client.post(m_sessions, "{}").value(u"id"_s).toString());
        QElapsedTimer timer;
        timer.start();
        sendToAll();
        waitForAll();
        std::printf("  all desktops claimed and linked: %.1f s, %.0f a second\n",
                    double(timer.elapsed()) / 1e3, m_count * 1e3 / double(timer.elapsed()));
    }

    void measureRest()
    {
        passTime(std::chrono::seconds(3));
        const auto before = m_server.cpu();
        passTime(std::chrono::seconds(kRestSeconds));
        const double used = double((m_server.cpu() - before).count()) / 1e6 / kRestSeconds;
        std::printf("  at rest: %.2f MiB PSS and %.4f %% of a core for each session\n",
                    (m_server.memory("Pss") - m_memoryBefore) / m_count, 100 * used / m_count);
        std::fflush(stdout);
    }

    /// All work at once.
    void measureWork(std::chrono::milliseconds thinking, int calls)
    {
        m_model.thinking = thinking;
        m_model.callsOfRun = calls;
        const qint64 doneBefore = callsDone();
        const qint64 bytesBefore = m_model.bytes;
        const qint64 rowsBefore = rows();
        const auto before = m_server.cpu();
        QElapsedTimer timer;
        timer.start();
        sendToAll();
        const double slowest = waitForAll();
        const double seconds = double(timer.elapsed()) / 1e3;
        const double used = double((m_server.cpu() - before).count()) / 1e3;
        const double done = double(callsDone() - doneBefore);
        const double stored = double(rows() - rowsBefore);
        std::printf("  at work, thinking for %.1f s: %.0f calls a second; %.1f ms of CPU for each "
                    "call, %.2f cores in all; %.0f KiB sent to the model and %.1f rows "
                    "stored for each call\n",
                    double(thinking.count()) / 1e3, done / seconds, used / done,
                    used / 1e3 / seconds, double(m_model.bytes - bytesBefore) / 1024 / done,
                    stored / done);
        const double ideal = double((thinking + m_nodes[0]->settling).count()) / 1e3 * calls +
                             double(thinking.count()) / 1e3;
        std::printf("  a run of %d calls took %.1f s, %.2f of what model and desktops take; GET of "
                    "a session meanwhile %.1f ms at the slowest; %.2f MiB PSS for each session\n",
                    calls, seconds, seconds / ideal, slowest,
                    (m_server.memory("Pss") - m_memoryBefore) / m_count);
        std::fflush(stdout);
    }

private:
    void sendToAll()
    {
        for (const QString &id : std::as_const(m_ids))
            m_client.post(QUrl(m_sessions.toString() + u'/' + id + u"/messages"_s),
                          R"({"message":"Go on"})");
    }
    /// How long the slowest of the questions whether they are done took, in milliseconds.
    double waitForAll()
    {
        double slowest = 0;
        for (const QString &id : std::as_const(m_ids)) {
            QString status = u"running"_s;
            while (status == "running"_L1) {
                passTime(std::chrono::milliseconds(50));
                QElapsedTimer timer;
                timer.start();
                status = m_client.get(QUrl(m_sessions.toString() + u'/' + id))
                             .value(u"status"_s)
                             .toString();
                slowest = std::max(slowest, double(timer.nsecsElapsed()) / 1e6);
            }
            if (status != "completed"_L1)
                qFatal("a run ended as %s", qPrintable(status));
        }
        return slowest;
    }
    /// Of the journal, for all sessions.
    qint64 rows()
    {
        qint64 all = 0;
        for (const QString &id : std::as_const(m_ids))
            all += m_client.get(QUrl(m_sessions.toString() + u'/' + id))
                       .value(u"last_seq"_s)
                       .toInteger();
        return all;
    }
    qint64 callsDone() const
    {
        qint64 done = 0;
        for (const auto &node : m_nodes)
            done += node->calls;
        return done;
    }

    const int m_count;
    StandInModel m_model;
    std::vector<std::unique_ptr<StandInNode>> m_nodes;
    MeasuredServer m_server;
    RestClient m_client;
    QUrl m_sessions;
    QStringList m_ids;
    double m_memoryBefore = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int sessions = argc > 1 ? std::max(1, QByteArray(argv[1]).toInt()) : kUsual;
    const double seconds = argc > 2 ? std::max(0.0, QByteArray(argv[2]).toDouble()) : 5;
    Load load(sessions);
    load.begin();
    load.measureRest();
    load.measureWork(std::chrono::milliseconds(int(seconds * 1000)), 5);
    std::printf("Load of the machine %.2f\n", machineLoad());
    return 0;
}
