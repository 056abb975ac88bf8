#include "node/home_route.h"

#include "sandbox/files/open_file.h"
#include "wire/home_question.h"
#include "wire/overloaded.h"

#include <QCoroFuture>
#include <QtConcurrentRun>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// A home with its session: where the functions of session_files.h find it.
struct Home
{
    DesktopConfig desktop;
    SessionId session;
};

Result<WireFrame> find(const Home &home, const OpenHomeItem &question)
{
    const auto item = openInHome(home.desktop, home.session, question.path);
    if (!item)
        return fail(item.error());
    HomeFinding finding{.size = item->size, .entries = item->entries};
    if (item->file) {
        const Result<QString> mark = markOf(*item->file);
        if (!mark)
            return fail(mark.error());
        finding.mark = *mark;
    }
    return valueOf(finding);
}

Result<WireFrame> read(const Home &home, const ReadHomeFile &question)
{
    const auto item = openInHome(home.desktop, home.session, question.path);
    if (!item)
        return fail(item.error());
    if (!item->file || markOf(*item->file).value_or(QString()) != question.mark)
        return fail(Errc::Conflict, u"Another file is there since it was opened."_s);
    auto bytes = readAt(*item->file, question.offset, question.most);
    if (!bytes)
        return fail(bytes.error());
    return WireFrame{.bytes = *std::move(bytes)};
}

Result<WireFrame> write(const Home &home, const WriteHomeFile &question)
{
    return writeInHome(home.desktop, home.session, question.path, question.bytes, question.ifThere)
        .map([](Written written) { return valueOf(written); });
}

/// Blocking.
Result<WireFrame> answerOf(const Home &home, const HomeQuestion &question)
{
    const Overloaded cases{
        [&](const OpenHomeItem &q) { return find(home, q); },
        [&](const ReadHomeFile &q) { return read(home, q); },
        [&](const WriteHomeFile &q) { return write(home, q); },
        [&](const RemoveHomeItem &q) {
            return removeInHome(home.desktop, home.session, q.path).map([] { return WireFrame(); });
        }};
    return std::visit(cases, question);
}

QCoro::Task<Result<WireFrame>> answerTo(ExchangePtr exchange, DesktopConfig desktop,
                                        HomeAdmission admit, std::stop_token stop)
{
    const auto session = sessionIdFrom(exchange->argument(0));
    if (!session)
        co_return fail(Errc::NotFound, u"No session has such an id."_s);
    const auto frame = frameFromBinary(exchange->body());
    const auto question = frame ? homeQuestionFrom(*frame) : fail(frame.error());
    if (!question)
        co_return fail(question.error());
    const qint64 fence = exchange->queryValue(u"fence").value_or(QString()).toLongLong();
    const Result<> admitted = co_await admit(*session, fence, stop);
    if (!admitted)
        co_return fail(admitted.error());
    const Home home{std::move(desktop), *session};
    const Result<WireFrame> answer = co_await QtConcurrent::run(answerOf, home, *question);
    co_return answer;
}

QCoro::Task<> answerHome(ExchangePtr exchange, DesktopConfig desktop, HomeAdmission admit,
                         std::stop_token stop)
{
    const Result<WireFrame> value = co_await answerTo(exchange, desktop, admit, stop);
    exchange->send(200, homeAnswerBody(value), "application/octet-stream");
}

} // namespace

void addHomeRoute(Router &router, TaskScope &tasks, const DesktopConfig &desktop,
                  const HomeAdmission &admit)
{
    const auto answer = [&tasks, desktop, admit](const ExchangePtr &exchange) {
        tasks.launch([=](std::stop_token stop) {
            return answerHome(exchange, desktop, admit, std::move(stop));
        });
    };
    router.on("POST", "/desktops/<arg>/files", answer, kLongestLinkFrame);
}

} // namespace pilothouse
