// Typing any text into applications, against xdotool in one run: time, and how many characters
// were right. Arguments: applications to try (xterm, mousepad, firefox, chromium); none: all.
#include "bench/bench_table.h"
#include "support/typing_target.h"

#include <QCoreApplication>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Measured
{
    double ms = 0;
    int right = 0;
};

/// A fresh screen with one application in it.
struct Stage
{
    std::unique_ptr<TestXServer> server;
    std::unique_ptr<X11Display> display;
    std::unique_ptr<TypingTarget> target;

    bool open(const QString &application, QString *error)
    {
        server = TestXServer::start(error);
        if (!server)
            return false;
        auto connected = X11Display::connect(server->socketPath(), server->cookie(), systemClock());
        if (!connected || !server->startWindowManager())
            return false;
        display = std::move(*connected);
        target = makeTypingTarget(application, *server, *display);
        return target->open(error);
    }
};

Measured measure(Stage &stage, const QString &text,
                 const std::function<void(const QString &)> &type)
{
    stage.target->clear();
    Measured measured;
    measured.ms = medianMs(1, [&] { type(text); });
    const InputAction end = PressKeys{u"Return"_s}; // a terminal passes on whole lines
    QCoro::waitFor(stage.display->perform(end, {}));
    QString arrived;
    waitUntil(
        [&] {
            const QString before = std::exchange(arrived, stage.target->text());
            return before == arrived && !arrived.isEmpty();
        },
        5s);
    measured.right = rightCharacters(text, arrived);
    return measured;
}

QList<Measured> measureAll(const QString &application, bool ours)
{
    Stage stage;
    QString error;
    if (!stage.open(application, &error)) {
        std::printf("  %s: %s\n", qPrintable(application), qPrintable(error));
        return {};
    }
    QList<Measured> all;
    for (const TypingText &text : typingTexts()) {
        all.append(measure(stage, text.text, [&](const QString &typed) {
            if (ours) {
                const InputAction action = TypeText{typed};
                QCoro::waitFor(stage.display->perform(action, {}));
            } else {
                stage.server->run(u"xdotool"_s, {u"type"_s, u"--"_s, typed});
            }
        }));
    }
    return all;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList names = application.arguments().mid(1);
    if (names.isEmpty())
        names = {u"xterm"_s, u"mousepad"_s, u"firefox"_s, u"chromium"_s};
    std::printf("%-10s %-12s %6s | %18s | %18s | %8s\n", "into", "text", "chars", "ours: ms, right",
                "xdotool: ms, right", "ratio");
    for (const QString &name : names) {
        const QList<Measured> ours = measureAll(name, true);
        const QList<Measured> reference = measureAll(name, false);
        const QList<TypingText> texts = typingTexts();
        for (qsizetype i = 0; i < ours.size() && i < reference.size(); ++i) {
            std::printf("%-10s %-12s %6lld | %10.0f %7d | %10.0f %7d | %7.1f x\n", qPrintable(name),
                        qPrintable(texts[i].name),
                        static_cast<long long>(texts[i].text.toUcs4().size()), ours[i].ms,
                        ours[i].right, reference[i].ms, reference[i].right,
                        reference[i].ms / ours[i].ms);
            std::fflush(stdout);
        }
    }
    return 0;
}
