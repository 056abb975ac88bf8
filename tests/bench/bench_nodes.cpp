// Desktops on nodes beside desktops of the server's own machine, in one run: from a click to the
// picture of what came of it, and from a drawn pixel to its arrival at a viewer. The nodes are
// real, on this machine: one as one machine needs it, and one with TLS, as it is between two. With
// a delay, "bench_nodes 20", the kernel holds all that goes through loopback for so many
// milliseconds; run it in a network of its own then (unshare -n).
#include "bench/draw_delay.h"
#include "bench/process_cost.h"
#include "bench/rest_client.h"

#include "e2e/nodes/node_certificates.h"
#include "remote/remote_workbench.h"
#include "workbench/desktop_workbench.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QJsonArray>
#include <QLoggingCategory>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRounds = 5;
constexpr int kClicks = 12; // of each way in a round
constexpr int kDraws = 30;
const QByteArray kNodeToken = "a token of nodes";
const QString kText = u"setsid xterm -geometry 180x55+0+0 -e "
                      "'ls -la --color /usr/bin | tail -50; exec cat' >/dev/null 2>&1 &"_s;

double at(QList<double> times, double part)
{
    std::sort(times.begin(), times.end());
    return times[qsizetype(part * double(times.size() - 1))];
}

void printRow(const QString &name, const QList<double> &times, const QList<double> &local)
{
    std::printf("  %-36s %8.2f ms median %8.2f ms at 90 %% %8.2f x\n", qPrintable(name),
                at(times, 0.5), at(times, 0.9), at(times, 0.5) / at(local, 0.5));
    std::fflush(stdout);
}

/// The programs that have the desktops: a node with or without TLS, and a server of each kind.
struct Machines
{
    MeasuredServer node;
    MeasuredServer safeNode;
    MeasuredServer local;
    MeasuredServer far;
    MeasuredServer safeFar;
    NodeCertificates certificates;

    void start()
    {
        if (!certificates.addAuthority(u"ca"_s) ||
            !certificates.add(u"node"_s, u"ca"_s, u"IP:127.0.0.1"_s, 2))
            qFatal("no certificates");
        startNode(node, {});
        startNode(safeNode, {u"--tls-cert"_s, certificates.file(u"node"_s), u"--tls-key"_s,
                             certificates.key(u"node"_s)});
    }
    NodeAddress address(const MeasuredServer &of)
    {
        const NodeConfig config{.urls = {url(of)},
                                .token = QString::fromLatin1(kNodeToken),
                                .authority = certificates.file(u"ca"_s)};
        const auto all = nodeAddresses(config);
        if (!all)
            qFatal("%s", qPrintable(all.error().message));
        return all->constFirst();
    }
    QStringList optionsFor(const MeasuredServer &of) const
    {
        return {u"--desktops"_s, url(of), u"--node-ca"_s, certificates.file(u"ca"_s)};
    }

private:
    static QString url(const MeasuredServer &of)
    {
        const QByteArray output = of.output();
        const qsizetype from = output.indexOf("ready: ") + 7;
        return QString::fromLatin1(output.sliced(from, output.indexOf('\n', from) - from));
    }
    static void startNode(MeasuredServer &server, const QStringList &options)
    {
        server.environment.insert(u"PILOTHOUSE_NODE_TOKEN"_s, QString::fromLatin1(kNodeToken));
        server.environment.insert(u"PILOTHOUSE_DATA_DIR"_s, server.folder() + u"/data"_s);
        server.environment.insert(u"XDG_RUNTIME_DIR"_s, server.folder());
        const QStringList command{u"node"_s, u"--port"_s, u"0"_s};
        if (!server.start(QStringLiteral(PILOTHOUSE_BINARY), command + options, "ready: "))
            qFatal("%s", server.output().constData());
    }
};

/// A desktop with a full screen of text, here or on a node, at which calls are made.
struct Place
{
    QString name;
    std::unique_ptr<Workbench> bench;
    QList<double> clicks = {}; ///< milliseconds
    QList<double> looks = {};
    QList<double> pieces = {};

    double call(const QString &tool, const QString &action, const QJsonObject &input)
    {
        const ToolCall call{
            .id = u"c"_s, .name = tool, .tool = tool, .action = action, .input = input};
        QElapsedTimer timer;
        timer.start();
        const ToolOutcome outcome = QCoro::waitFor(bench->tools().run(call, {}));
        if (outcome.isError)
            qFatal("%s: %s", qPrintable(name), qPrintable(outcome.text));
        return double(timer.nsecsElapsed()) / 1e6;
    }
    void measure(int times)
    {
        for (int i = 0; i < times; ++i) {
            const QJsonArray place{400 + i, 300};
            clicks.append(call(u"computer"_s, u"left_click"_s, {{u"coordinate"_s, place}}));
            looks.append(call(u"computer"_s, u"screenshot"_s, {}));
            pieces.append(call(u"bash"_s, u"run"_s, {{u"command"_s, u"true"_s}}));
        }
    }
};

Place placeOf(const QString &name, Result<std::unique_ptr<Workbench>> opened)
{
    if (!opened)
        qFatal("%s: %s", qPrintable(name), qPrintable(opened.error().message));
    Place place{.name = name, .bench = *std::move(opened)};
    const auto begun = QCoro::waitFor(place.bench->command(kText, std::chrono::seconds(20), {}));
    if (!begun)
        qFatal("%s: %s", qPrintable(name), qPrintable(begun.error().message));
    QThread::sleep(2);
    place.measure(2);
    place.clicks.clear();
    place.looks.clear();
    place.pieces.clear();
    return place;
}

Result<std::unique_ptr<Workbench>> onNode(const NodeAddress &node, const Secrets &secrets,
                                          const QString &runtimeDir)
{
    const DeskLink::Parts parts{.node = node, .clock = systemClock(), .fence = 1};
    auto opened = QCoro::waitFor(
        RemoteWorkbench::open(parts, {.session = {randomUuid()}}, secrets, runtimeDir, false, {}));
    if (!opened)
        return fail(opened.error());
    return std::unique_ptr<Workbench>(*std::move(opened));
}

void measureClicks(Machines &machines)
{
    QTemporaryDir folder(u"/tmp/phb-XXXXXX"_s);
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7711));
    DesktopConfig config;
    config.runtimeDir = folder.filePath(u"run"_s);
    config.homesDir = folder.filePath(u"homes"_s);
    const Secrets secrets;
    std::vector<Place> places;
    places.push_back(placeOf(u"on this machine"_s, QCoro::waitFor(openDesktopWorkbench(
                                                       {.session = {randomUuid()}}, config,
                                                       systemClock(), secrets, {}))));
    places.push_back(placeOf(u"on a node"_s,
                             onNode(machines.address(machines.node), secrets, config.runtimeDir)));
    places.push_back(placeOf(u"on a node, TLS"_s, onNode(machines.address(machines.safeNode),
                                                         secrets, config.runtimeDir)));
    for (int round = 0; round < kRounds; ++round)
        for (Place &place : places)
            place.measure(kClicks);
    std::printf("From a call to its answer, %d times each\n", kRounds * kClicks);
    for (const Place &place : places)
        printRow(u"click, see: "_s + place.name, place.clicks, places[0].clicks);
    for (const Place &place : places)
        printRow(u"screenshot: "_s + place.name, place.looks, places[0].looks);
    for (const Place &place : places)
        printRow(u"a command: "_s + place.name, place.pieces, places[0].pieces);
}

/// Of the one desktop below a program's runtime folder.
SquarePainter painterOn(const MeasuredServer &server)
{
    QDirIterator files(server.folder(), {u"xauth"_s}, QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    if (!files.hasNext())
        qFatal("no desktop is below %s", qPrintable(server.folder()));
    QFile authority(files.next());
    const QString folder = files.fileInfo().path() + u"/.."_s; // of the desktop
    if (!authority.open(QIODevice::ReadOnly) || !QFile::exists(folder + u"/x/X1"_s))
        qFatal("the bench draws on desktops within bwrap alone");
    return SquarePainter(folder + u"/x/X1"_s, authority.readAll().last(16));
}

void measureDraws(Machines &machines)
{
    RestClient client;
    struct Side
    {
        QString name;
        MeasuredServer &server;
        MeasuredServer &host; ///< of the desktop
        QStringList options;
    };
    const QList<Side> sides{
        {u"on this machine"_s, machines.local, machines.local, {}},
        {u"on a node"_s, machines.far, machines.node, machines.optionsFor(machines.node)},
        {u"on a node, TLS"_s, machines.safeFar, machines.safeNode,
         machines.optionsFor(machines.safeNode)}};
    std::list<SquarePainter> painters;
    std::vector<DrawDelay> ways;
    for (const Side &side : sides) {
        side.server.environment.insert(u"PILOTHOUSE_NODE_TOKEN"_s, QString::fromLatin1(kNodeToken));
        const QUrl sessions =
            startServing(side.server, QStringList{u"--provider"_s, u"demo"_s} + side.options);
        const QUrl session = restingSession(client, sessions);
        painters.push_back(painterOn(side.host));
        ways.push_back(
            {u"drawn, seen: "_s + side.name, &painters.back(),
             RfbProbe::onWebSocket(quint16(session.port()), session.path().toLatin1() + "/vnc",
                                   "Authorization: Bearer " + kBenchToken + "\r\n")});
        ways.back().begin();
    }
    for (int round = 0; round < kRounds; ++round)
        for (DrawDelay &way : ways)
            way.measure(kDraws);
    std::printf("From a drawn pixel to a viewer, %d times each\n", kRounds * kDraws);
    for (const DrawDelay &way : ways)
        printRow(way.name, way.times, ways[0].times);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"pilothouse.*=false"_s);
    if (argc > 1)
        QProcess::execute(u"tc"_s, {u"qdisc"_s, u"add"_s, u"dev"_s, u"lo"_s, u"root"_s, u"netem"_s,
                                    u"delay"_s, QString::fromLatin1(argv[1]) + u"ms"_s});
    Machines machines;
    machines.start();
    measureClicks(machines);
    measureDraws(machines);
    std::printf("Load of the machine %.2f\n", machineLoad());
}
