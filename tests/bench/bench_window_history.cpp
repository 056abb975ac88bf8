// A session of 10,000 events: from the click that opens it to a screen that stays as it is, and how
// even it scrolls back. The native window's own frames, as Qt Quick tells them.
#include "bench/process_cost.h"
#include "bench/window_stage.h"

#include "store/database.h"
#include "store/journal.h"
#include "store/session_store.h"

#include <QRegularExpression>
#include <QCoreApplication>
#include <QThread>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kEvents = 10'000;
constexpr int kOpenings = 7;
constexpr QSize kWindow(1280, 800);
constexpr QSize kScreen(1280, 860);
constexpr QPoint kEntry(160, 156); // of the session in the list
constexpr QPoint kBack(348, 23);   // to all desktops
constexpr std::chrono::milliseconds kCalm(1500);
constexpr int kStep = 16; // milliseconds between turns of the wheel
constexpr int kTurns = 600;
constexpr int kDeepRounds = 6; // of as many: to the first event, by pages
constexpr double kGap = 200;   // milliseconds: nobody scrolled

const auto kSaid = u"I look at **the list** of files, and then at `main.cpp`:\n\n- what it reads\n"
                   "- what it writes, and *where*\n\n"_s;

QString saying(int number)
{
    return kSaid + u"Step %1. "_s.arg(number).repeated(1 + number % 9);
}

QByteArray block(const QJsonObject &content)
{
    return QJsonDocument(content).toJson(QJsonDocument::Compact);
}

/// One step of a run: what was said, a command, and its output. Five events.
QList<EventBody> step(const RunId &run, int number)
{
    const QString id = u"toolu_%1"_s.arg(number);
    const QJsonObject said{{u"type"_s, u"text"_s}, {u"text"_s, saying(number)}};
    const QJsonObject use{{u"type"_s, u"tool_use"_s},
                          {u"id"_s, id},
                          {u"name"_s, u"bash"_s},
                          {u"input"_s, QJsonObject{{u"command"_s, u"ls -l | head"_s}}}};
    QList<EventBody> all;
    all.append(ModelBlock{.run = run, .raw = block(said)});
    all.append(ModelBlock{.run = run, .raw = block(use)});
    TurnEnded turn;
    turn.run = run;
    turn.model = u"demo"_s;
    turn.stopReason = u"tool_use"_s;
    turn.costUsd = 0.001;
    all.append(turn);
    ToolStarted started;
    started.run = run;
    started.toolUseId = id;
    started.tool = u"bash"_s;
    started.summary = u"ls -l | head"_s;
    all.append(started);
    ToolResult result;
    result.run = run;
    result.toolUseId = id;
    result.text = u"-rw-r--r-- 1 user user  4242 a file.txt\n"_s.repeated(1 + number % 12);
    all.append(result);
    return all;
}

void append(Journal &journal, const SessionId &session, QList<EventBody> bodies)
{
    if (const auto done = QCoro::waitFor(journal.append(session, std::move(bodies))); !done)
        qFatal("%s", qPrintable(done.error().message));
}

void storeLongSession(const QString &url)
{
    const auto database = Database::open({.databaseUrl = url}, systemClock());
    if (!database)
        qFatal("%s", qPrintable(database.error().message));
    Journal journal(**database, systemClock());
    SessionStore sessions(**database);
    SessionOptions options;
    options.title = u"A long one"_s;
    const SessionId session = QCoro::waitFor(sessions.create(options))->id;
    const RunId run{u"run_long"_s};
    append(journal, session,
           {UserMessage{.text = u"Go through all of it"_s},
            RunStarted{run, u"demo"_s, u"demo"_s, {}}});
    for (int number = 0; number < kEvents / 5; ++number)
        append(journal, session, step(run, number));
    RunEnded ended;
    ended.run = run;
    append(journal, session, {ended});
}

/// Milliseconds of each frame, and from frame to frame.
struct Frames
{
    QList<double> made = {};
    QList<double> apart = {};

    void read(const QByteArray &log)
    {
        static const QRegularExpression frame(u"renderloop in (\\d+)ms.*frameDelta=(\\d+)"_s);
        auto all = frame.globalMatch(QString::fromUtf8(log));
        while (all.hasNext()) {
            const auto match = all.next();
            made.append(match.captured(1).toDouble());
            if (match.captured(2).toDouble() < kGap)
                apart.append(match.captured(2).toDouble());
        }
    }
    void print(const char *name) const
    {
        if (apart.isEmpty())
            qFatal("no frames");
        const auto late =
            std::count_if(apart.begin(), apart.end(), [](double ms) { return ms > 33; });
        std::printf(
            "  %-28s %5lld frames: made in %3.0f ms median %3.0f p99 %3.0f most; apart %3.0f ms "
            "median %3.0f p99 %3.0f most, %.2f %% over 33 ms\n",
            name, static_cast<long long>(made.size()), at(made, 0.5), at(made, 0.99), at(made, 1),
            at(apart, 0.5), at(apart, 0.99), at(apart, 1),
            100.0 * double(late) / double(apart.size()));
    }
};

/// What the window has said since the last time.
QByteArray news(const WindowStage &stage)
{
    static qint64 seen = 0;
    QThread::sleep(1); // of what is under way
    QFile log(stage.windowLog());
    if (!log.open(QIODevice::ReadOnly) || !log.seek(seen))
        qFatal("the window says nothing");
    const QByteArray said = log.readAll();
    seen += said.size();
    return said;
}

double open(WindowStage &stage)
{
    const QImage before = stage.eye().whole();
    QElapsedTimer timer;
    timer.start();
    stage.eye().click(kEntry);
    return stage.eye().whenStill(timer, kCalm, before);
}

void still(WindowStage &stage)
{
    QElapsedTimer timer;
    timer.start();
    stage.eye().whenStill(timer, kCalm);
}

void scroll(WindowStage &stage, int rounds, const char *name)
{
    for (int round = 0; round < rounds; ++round)
        stage.hand({u"click"_s, u"--repeat"_s, QString::number(kTurns), u"--delay"_s,
                    QString::number(kStep), u"4"_s});
    Frames frames;
    frames.read(news(stage));
    frames.print(name);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    qputenv("QT_LOGGING_RULES", "qt.scenegraph.time.renderloop=true");
    WindowStage stage(kScreen, [](RunningServer &server) {
        const QString url = u"sqlite:///"_s + server.process.folder() + u"/long.db"_s;
        storeLongSession(url);
        server.process.environment.insert(u"DATABASE_URL"_s, url);
    });
    QProcess *window = stage.openWindow(kWindow);
    QList<double> times;
    for (int i = 0; i <= kOpenings; ++i) {
        still(stage);
        const double time = open(stage);
        if (i > 0)
            times.append(time);
        if (i < kOpenings)
            stage.eye().click(kBack);
    }
    std::printf("A session of %d events in the window, load %.1f\n", kEvents, machineLoad());
    std::printf("  opened in %.0f ms median, %.0f ms most, of %d times\n", at(times, 0.5),
                at(times, 1), kOpenings);
    news(stage);
    stage.hand({u"mousemove"_s, u"500"_s, u"400"_s});
    scroll(stage, 1, "by the wheel");
    scroll(stage, kDeepRounds, "by the wheel, far back");
    std::printf("  %.1f MiB afterwards\n", memoryOfFamily(window->processId()));
    return 0;
}
