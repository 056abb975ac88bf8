#include "app/terminal_view.h"

#include "core/utc.h"
#include "app/options.h"
#include "core/visible.h"
#include "support/unit_test.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

Event stored(EventBody body)
{
    return {.session = {u"s1"_s}, .seq = 7, .at = {}, .body = std::move(body)};
}

/// What a view prints when the output is no terminal.
QString printed(TerminalView::Format format, const std::function<void(TerminalView &)> &use)
{
    std::FILE *file = std::tmpfile();
    TerminalView view(format, file);
    use(view);
    std::rewind(file);
    QFile reader;
    if (!reader.open(file, QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(reader.readAll());
    std::fclose(file);
    return text;
}

/// What it prints when the output is a terminal, without colours.
QString printedInATerminal(const std::function<void(TerminalView &)> &use)
{
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0)
        return {};
    std::FILE *terminal = std::fopen(::ptsname(master), "w");
    TerminalView view(TerminalView::Format::Human, terminal);
    use(view);
    std::fclose(terminal);
    QByteArray bytes;
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    // It comes in as many pieces as the kernel likes, and fails after the last.
    for (ssize_t got = 1; got > 0; bytes += piece.first(std::max<ssize_t>(got, 0)))
        got = ::read(master, piece.data(), size_t(piece.size()));
    ::close(master);
    QString text = QString::fromUtf8(bytes).remove(u'\r');
    return text.remove(QRegularExpression(u"\\x1b\\[\\d*m"_s));
}

ModelBlock block(const QByteArray &json)
{
    return ModelBlock{{}, json};
}

} // namespace

class TestTerminalView : public QObject
{
    Q_OBJECT
private slots:
    void showsAStepAsAPersonWouldTellIt()
    {
        const QString text = printed(TerminalView::Format::Human, [](TerminalView &view) {
            view.show(stored(ModelBlock{{}, "{\"type\":\"text\",\"text\":\"I look.\"}"}));
            TurnEnded turn;
            turn.durationMs = 1234;
            turn.usage = {.input = 1500, .output = 20};
            turn.costUsd = 0.0123;
            view.show(stored(turn));
            view.show(stored(TitleChanged{u"My \x1b[2Jtitle"_s}));
            ToolStarted started;
            started.summary = u"left_click 640,400"_s;
            view.show(stored(started));
            ToolResult result;
            result.text = u"Clicked."_s;
            result.durationMs = 210;
            view.show(stored(result));
        });
        QCOMPARE(text, u"  I look.\n"
                       "  step 1 · model 1.23 s · 1.5k tokens in, 20 out · $0.0123\n"
                       "  The session is called \"My «U+001B»[2Jtitle\" now.\n"
                       "  ▸ left_click 640,400\n"
                       "    Clicked.  0.21 s\n"_s);
    }

    void showsWhatWasRefusedAndAllowed()
    {
        const QString text = printed(TerminalView::Format::Human, [](TerminalView &view) {
            view.show(stored(EgressDenied{.line = u"blocked: a.example \x1b[2J"_s}));
            view.show(stored(EgressAllowed{u"a.example"_s, u"ann"_s}));
            view.show(stored(DesktopGivenUp{u"limit"_s}));
            view.show(stored(Forked{{u"s"_s}, 3, u"Invoices"_s}));
            view.show(stored(
                FilesRestored{u"x"_s, 3, QDateTime::fromMSecsSinceEpoch(0, kUtc), u"ann"_s}));
        });
        QCOMPARE(text, u"  ⊘ blocked: a.example «U+001B»[2J\n"
                       "  a.example can be reached now (ann)\n"
                       "  The desktop was closed, as nobody used it; the next message starts "
                       "another one.\n"
                       "  Until here this was said in the session \"Invoices\".\n"
                       "  The files were put back to what they were at 1970-01-01T00:00:00.000Z "
                       "(ann).\n"_s);
    }

    void showsAReplyThatWasStreamedOnce()
    {
        const QString text = printedInATerminal([](TerminalView &view) {
            view.show(ModelProgress(ThinkingDelta{u"Hm."_s}));
            view.show(ModelProgress(TextDelta{u"I lo"_s}));
            view.show(ModelProgress(TextDelta{u"ok."_s}));
            view.show(stored(block(R"({"type":"thinking","thinking":"Hm."})")));
            view.show(stored(block(R"({"type":"text","text":"I look."})")));
            view.show(stored(TurnEnded{}));
            view.show(stored(block(R"({"type":"text","text":"Not streamed."})")));
        });
        QCOMPARE(text, u"  Hm.\n  I look.\n"
                       "  step 1 · model 0.00 s · 0 tokens in, 0 out\n"
                       "  Not streamed.\n"_s);
    }

    void letsNobodyCommandTheTerminalOrHideInIt()
    {
        const QString command = u"\x1b]52;c;eA==\a\x9b2J rm \u202Etxt\u200B\u3164\U000E0041"_s;
        const QString text = printed(TerminalView::Format::Human, [&](TerminalView &view) {
            ToolResult result;
            result.text = command;
            view.show(stored(result));
            ToolStarted started;
            started.summary = command;
            view.show(stored(started));
            ApprovalRequested question;
            question.summary = command;
            question.input = {{command, command}};
            view.show(stored(question));
            RunEnded ended;
            ended.message = command;
            view.show(stored(ended));
        });
        for (const QChar each : text)
            QVERIFY(each == u'\n' || each.isSurrogate() || !isHidden(each.unicode()));
        QVERIFY(!text.contains(u"\U000E0041"_s));
        QVERIFY(text.contains(u"«U+001B»]52;c;eA==«U+0007»"_s));
        QCOMPARE(text.count(u"rm «U+202E»txt«U+200B»«U+3164»«U+E0041»"_s), 6);
    }

    void endsWithTheOutcomeAndTheReason()
    {
        RunEnded ended;
        ended.outcome = RunOutcome::Budget;
        ended.message = u"The limit of steps (2) is reached."_s;
        ended.budget = u"max_steps"_s;
        ended.steps = 2;
        ended.durationMs = 12'345;
        const QString text = printed(TerminalView::Format::Human,
                                     [&](TerminalView &view) { view.show(stored(ended)); });
        QCOMPARE(text, u"\n■ Paused · 12.3 s · 2 steps · 0 tokens in, 0 out\n"
                       "  The limit of steps (2) is reached. (--max-steps)\n"_s);
    }

    void namesAFlagThatThereIsForEachLimit()
    {
        QStringList flags;
        for (const Option &option : optionTable())
            flags.append(u"--"_s + option.flag);
        for (const auto &name : {u"max_steps"_s, u"max_cost_usd"_s, u"max_tokens_total"_s,
                                 u"max_time"_s, u"max_repeats"_s}) {
            const RunEnded ended{
                .outcome = RunOutcome::Budget, .message = u"So."_s, .budget = name};
            const QString text = printed(TerminalView::Format::Human,
                                         [&](TerminalView &view) { view.show(stored(ended)); });
            const QString flag = text.section(u'(', -1).section(u')', 0, 0);
            QVERIFY2(flags.contains(flag), qPrintable(text));
        }
    }

    void shortensLongOutput()
    {
        ToolResult result;
        result.text = QString(u"line\n"_s).repeated(100);
        const QString text = printed(TerminalView::Format::Human,
                                     [&](TerminalView &view) { view.show(stored(result)); });
        QVERIFY(text.contains(u"… 92 more lines"_s));
        QCOMPARE(text.count(u'\n'), 9);
    }

    void printsOneJsonEventALine()
    {
        const QString text = printed(TerminalView::Format::Json, [](TerminalView &view) {
            view.show(stored(UserMessage{.text = u"a\nb"_s}));
            view.show(ModelProgress(TextDelta{u"not stored"_s}));
            view.say(u"for people only"_s);
        });
        QCOMPARE(text.count(u'\n'), 1);
        const auto json = QJsonDocument::fromJson(text.toUtf8()).object();
        QCOMPARE(json.value(u"type"_s), u"user"_s);
        QCOMPARE(json.value(u"seq"_s), 7);
        QCOMPARE(json.value(u"session_id"_s), u"s1"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestTerminalView)
#include "tst_terminal_view.moc"
