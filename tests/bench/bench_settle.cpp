// Whether the picture that an action returns shows what came of it: pages that change 0.3 to 3 s
// after a click, commands with silent gaps, still screens; beside a fixed sleep of two seconds.
// A picture is final, or early; an early one is said when the answer tells that it may be.
// bench_settle [--pixels] [browser...]: firefox-esr and chromium; by pixels alone, as where a
// session has no network of its own.
#include "bench/settle_tally.h"
#include "desktop/desktop.h"
#include "desktop/desktop_fixture.h"
#include "tools/computer_tool.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QJsonArray>
#include <QThread>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kBegin = 0xff00a0ffU; // the colours of settle_pages.py
constexpr auto kEnd = 0xffff00c8U;
constexpr int kBlock = 20'000; // pixels in such a colour that are a page of it
constexpr int kCaret = 400;    // pixels that may differ for nothing
constexpr int kPort = 8123;    // in the desktop's own network
constexpr int kPatience = 60'000;
constexpr qint64 kSleep = 2000; // of the fixed sleep
constexpr int kStillRuns = 9;

bool isEnd(const QImage &picture)
{
    return inColour(picture, kEnd) > kBlock && inColour(picture, kBegin) < kBlock;
}

class Bench
{
public:
    explicit Bench(Desktop &desktop) : m_desktop(desktop) {}

    void servePages();
    Tally browser(const QString &program);
    void terminal();
    void still();

private:
    struct Seen
    {
        QImage picture;
        bool doubted = true;
        qint64 waited = 0;
    };
    /// As the model does it, and is told.
    Seen look(const QString &action, const QJsonObject &input);
    Seen click(QPoint at)
    {
        return look(u"left_click"_s, {{u"coordinate"_s, QJsonArray{at.x(), at.y()}}});
    }
    Seen press(const QString &keys) { return look(u"key"_s, {{u"text"_s, keys}}); }
    void act(const InputAction &action)
    {
        (void)QCoro::waitFor(m_desktop.display().perform(action, {}));
    }
    QImage screen() { return QCoro::waitFor(m_desktop.display().capture(true, {})).value(); }
    /// Milliseconds until the screen is so; -1: never.
    qint64 until(const std::function<bool(const QImage &)> &isSo, qint64 patience = kPatience)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < patience) {
            if (isSo(screen()))
                return timer.elapsed();
            QThread::msleep(20);
        }
        return -1;
    }
    bool go(const QString &path);
    void page(const QString &kind, int delay, Tally &tally);
    void textField();
    void command(const char *name, const QString &line, std::chrono::milliseconds lasts);

    Desktop &m_desktop;
    Secrets m_secrets;
    ComputerTool m_tool{
        m_desktop.display(), m_desktop.display().size(), systemClock(), m_secrets, {}};
    QRect m_block;      ///< of the colour of the beginning
    int m_pages = 1000; ///< of which the last number tells
};

Bench::Seen Bench::look(const QString &action, const QJsonObject &input)
{
    const ToolCall call{.id = u"1"_s,
                        .toolset = u"computer"_s,
                        .name = action,
                        .tool = u"computer"_s,
                        .action = action,
                        .input = input};
    const ToolOutcome seen = QCoro::waitFor(m_tool.run(call, {}));
    if (!seen.picture)
        qFatal("%s", qPrintable(seen.text));
    // "Clicked.", and a sentence for each doubt.
    return {QImage::fromData(seen.picture->bytes).convertToFormat(QImage::Format_RGB32),
            seen.text.contains(". "_L1), seen.details.value("waited_ms"_L1).toInteger()};
}

void Bench::servePages()
{
    QFile file(QStringLiteral(SETTLE_PAGES));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no pages");
    const QString code = QString::fromLatin1(file.readAll().toBase64());
    runInside(m_desktop.sandbox(), u"base64 -d >~/pages.py <<<"_s + code);
    startInside(m_desktop.sandbox(), u"python3 pages.py %1"_s.arg(kPort));
}

/// Whether the page is there, in the colour of its kind. On a busy machine keys may come before
/// the address bar has the keyboard: then once more.
bool Bench::go(const QString &path)
{
    const QRgb colour = path.startsWith("end"_L1) ? kEnd : kBegin;
    const auto isThere = [&](const QImage &seen) {
        return inColour(seen, colour, &m_block) > kBlock &&
               inColour(seen, colour == kEnd ? kBegin : kEnd) == 0;
    };
    for (int attempt = 0; attempt < 3; ++attempt) {
        press(u"ctrl+l"_s);
        QThread::msleep(300);
        // An address of its own: browsers complete those that they know, 300 to 3000.
        act(TypeText{.text = u"http://localhost:%1/%2?%3\n"_s.arg(kPort).arg(path).arg(++m_pages)});
        if (until(isThere, kPatience / 4) >= 0) {
            QThread::msleep(700); // the browser's own tidying up
            return true;
        }
    }
    return false;
}

void Bench::page(const QString &kind, int delay, Tally &tally)
{
    const QString tail = u"/%1"_s.arg(delay);
    // The page before may be one of the end, too.
    if (kind == "back"_L1 && !(go(u"start/back/0"_s) && go(u"end"_s + tail)))
        return std::printf("  no page to go back to\n"), void();
    if (!go(u"start/"_s + kind + tail))
        return std::printf("  no page %s\n", qPrintable(kind)), void();
    if (kind == "form"_L1) {
        act(Click{.at = m_block.center()});
        QThread::msleep(500);
    }
    const Seen seen = kind == "form"_L1   ? press(u"Return"_s)
                      : kind == "back"_L1 ? press(u"alt+Left"_s)
                                          : click(m_block.center());
    const bool isFinal = isEnd(seen.picture);
    const qint64 later = until(isEnd);
    if (later < 0)
        std::printf("  %s after %d ms never came\n", qPrintable(kind), delay);
    const qint64 came = isFinal ? std::min<qint64>(seen.waited, delay + 100) : seen.waited + later;
    tally.add(isFinal, seen.doubted, seen.waited, later >= 0 && came <= kSleep);
    if (qEnvironmentVariableIsSet("BENCH_CASES"))
        std::printf("    %s %d: %lld ms, %s%s\n", qPrintable(kind), delay,
                    static_cast<long long>(seen.waited), isFinal ? "final" : "early",
                    seen.doubted ? ", said" : "");
    std::fflush(stdout);
}

Tally Bench::browser(const QString &program)
{
    Tally all;
    startInside(m_desktop.sandbox(),
                u"%1 http://localhost:%2/start/link/0"_s.arg(program).arg(kPort));
    if (until([](const QImage &seen) { return inColour(seen, kBegin) > kBlock; }) < 0)
        return all;
    QThread::sleep(5);
    Tally::head(qPrintable(program));
    for (const QString &kind :
         {u"link"_s, u"form"_s, u"back"_s, u"fetch"_s, u"timer"_s, u"spinner"_s}) {
        Tally tally;
        for (const int delay : {300, 500, 700, 1000, 1500, 3000})
            page(kind, delay, tally);
        tally.print(kind);
        all.add(tally);
    }
    Tally script;
    for (const int delay : {300, 500, 700, 1000})
        page(u"script"_s, delay, script);
    script.print(u"beside: a link that is a script"_s);
    textField();
    act(PressKeys{.keys = u"ctrl+q"_s});
    until([](const QImage &seen) { return inColour(seen, kBegin) == 0; });
    return all;
}

/// Clicks that place the caret.
void Bench::textField()
{
    if (!go(u"start/field/0"_s))
        return std::printf("  no text field\n"), void();
    Tally tally;
    for (int run = 0; run < kStillRuns; ++run) {
        const Seen seen = click(m_block.center() + QPoint(run * 5, 0));
        tally.add(true, seen.doubted, seen.waited, true);
        act(MovePointer{.to = m_block.topLeft() - QPoint(20, 20)});
        QThread::msleep(500);
    }
    tally.print(u"beside: a click in a text field"_s);
}

void Bench::command(const char *name, const QString &line, std::chrono::milliseconds lasts)
{
    Tally tally;
    for (int run = 0; run < 3; ++run) {
        act(TypeText{.text = u"clear; "_s + line});
        QThread::msleep(300);
        QElapsedTimer timer;
        timer.start();
        const Seen seen = press(u"Return"_s);
        const auto rest = lasts.count() + 1000 - timer.elapsed();
        QThread::msleep(static_cast<unsigned long>(std::max<qint64>(rest, 0)));
        tally.add(differences(seen.picture, screen()) < kCaret, seen.doubted, seen.waited,
                  lasts.count() < kSleep);
        act(PressKeys{.keys = u"ctrl+c"_s});
    }
    tally.print(QString::fromLatin1(name));
}

void Bench::terminal()
{
    startInside(m_desktop.sandbox(), u"xterm -geometry 120x40+0+0"_s);
    QThread::sleep(2);
    act(Click{.at = QPoint(400, 400)});
    Tally::head("a terminal, after Return");
    command("a listing", u"ls -la /usr/bin"_s, 300ms);
    command("lines every 240 ms", u"for i in 1 2 3 4 5 6; do seq 3; sleep .24; done"_s, 1500ms);
    command("a bar every 360 ms", u"for i in 1 2 3 4; do printf '##########'; sleep .36; done"_s,
            1500ms);
    command("a gap of 0.4 s", u"seq 9; sleep .4; seq 20"_s, 400ms);
    command("gaps of 0.6 s", u"seq 9; sleep .6; seq 9; sleep .6; seq 9"_s, 1200ms);
    command("silent for 1 s", u"sleep 1; seq 20"_s, 1000ms);
    command("silent for 3 s", u"sleep 3; seq 20"_s, 3000ms);
    command("a program that reads keys", u"cat"_s, 300ms);
}

void Bench::still()
{
    Tally::head("still screens");
    const auto row = [&](const char *name, const QString &action, const QJsonObject &input) {
        Tally tally;
        for (int run = 0; run < kStillRuns; ++run) {
            const Seen seen = look(action, input);
            tally.add(true, seen.doubted, seen.waited, true);
        }
        tally.print(QString::fromLatin1(name));
    };
    const QJsonArray there{400, 400};
    row("a click on a terminal", u"left_click"_s, {{u"coordinate"_s, there}});
    row("the pointer moves", u"mouse_move"_s, {{u"coordinate"_s, there}});
    row("a key that does nothing", u"key"_s, {{u"text"_s, u"Home"_s}});
    row("a word is typed", u"type"_s, {{u"text"_s, u"word"_s}});
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList browsers = application.arguments().mid(1);
    DesktopPlace place;
    if (browsers.removeAll(u"--pixels"_s) > 0)
        place.config.egress.mode = EgressMode::None;
    const auto desktop = place.open();
    if (!desktop) {
        std::printf("No desktop: %s\n", qPrintable(desktop.error().message));
        return 1;
    }
    Bench bench(**desktop);
    bench.servePages();
    if (browsers.isEmpty())
        browsers = {u"firefox-esr"_s, u"chromium"_s};
    Tally all;
    for (const QString &browser : browsers)
        all.add(bench.browser(browser));
    Tally::head("all browsers");
    all.print(browsers.join(u", "_s));
    bench.terminal();
    bench.still();
    return 0;
}
