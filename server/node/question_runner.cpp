#include "node/question_runner.h"

#include "screen/png.h"
#include "wire/answers.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QCoro::Task<LinkAnswer> QuestionRunner::answer(Question question, std::stop_token stop)
{
    Result<WireFrame> value = co_await valueOfAnswer(std::move(question), std::move(stop));
    LinkAnswer answer;
    if (value)
        answer.value = *std::move(value);
    else
        answer.error = value.error();
    co_return answer;
}

QCoro::Task<Result<WireFrame>> QuestionRunner::valueOfAnswer(Question question,
                                                             std::stop_token stop)
{
    if (const auto *tool = std::get_if<AskCall>(&question)) {
        const auto value = co_await runTool(tool->call, stop);
        co_return value;
    }
    if (const auto *picture = std::get_if<AskPicture>(&question)) {
        const auto value = co_await lookAtScreen(picture->withPointer, stop);
        co_return value;
    }
    if (const auto *command = std::get_if<AskCommand>(&question)) {
        const auto end = co_await m_bench.command(command->line, command->patience, stop);
        co_return end.map([](const ShellLineEnd &each) { return valueOf(each); });
    }
    if (std::holds_alternative<AskElements>(question)) {
        const auto found = co_await m_bench.elements(stop);
        co_return found.map([](const ScreenElements &each) { return valueOf(each); });
    }
    if (std::holds_alternative<AskClipboard>(question)) {
        const Result<QString> text = co_await m_bench.display()->clipboard(stop);
        co_return text.map(valueOfText);
    }
    Result<> done;
    if (const auto *put = std::get_if<PutClipboard>(&question))
        done = co_await m_bench.display()->setClipboard(put->text, stop);
    else
        co_await m_bench.releaseInput();
    co_return done.map([] { return WireFrame(); });
}

QCoro::Task<Result<WireFrame>> QuestionRunner::runTool(ToolCall call, std::stop_token stop)
{
    Waiter waiter(m_clock);
    connect(this, &QuestionRunner::toolEnded, &waiter, &Waiter::wake);
    while (m_toolRuns) // is being stopped: the server does not wait for its end
        co_await waiter.wait(std::stop_token(), 1s);
    m_toolRuns = true;
    ToolReply reply;
    reply.outcome = co_await m_bench.tools().run(call, stop);
    m_toolRuns = false;
    emit toolEnded();
    reply.targets = targetsIn(reply.outcome.text);
    co_return valueOf(reply);
}

QCoro::Task<Result<WireFrame>> QuestionRunner::lookAtScreen(bool withPointer, std::stop_token stop)
{
    const Result<QImage> picture = co_await m_bench.display()->capture(withPointer, stop);
    if (!picture)
        co_return fail(picture.error());
    WireFrame value;
    value.bytes = co_await QtConcurrent::run(encodePng, *picture);
    co_return value;
}

QHash<QString, CallTarget> QuestionRunner::targetsIn(const QString &text) const
{
    QHash<QString, CallTarget> targets;
    for (const QString &id : idsIn(text)) {
        const QString tool = id.startsWith(u'e') ? u"act_on"_s : u"windows"_s;
        const ToolCall call = m_bench.tools().explained({.tool = tool, .input = {{u"id"_s, id}}});
        if (call.target)
            targets.insert(id, *call.target);
    }
    return targets;
}

} // namespace pilothouse

#include "moc_question_runner.cpp"
