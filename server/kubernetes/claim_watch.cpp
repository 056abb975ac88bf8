#include "kubernetes/claim_watch.h"

#include "core/deadline.h"
#include "core/log.h"
#include "core/wait.h"
#include "kubernetes/claim.h"
#include "kubernetes/watch_line.h"

#include <QJsonArray>
#include <QUrl>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kWatchTime = 240s; // then the API ends it, and we ask anew
constexpr std::chrono::seconds kSilence = 120s;   // longer than between two bookmarks
constexpr std::chrono::milliseconds kFirstPause = 200ms;
constexpr std::chrono::milliseconds kLongestPause = 10s;

QString nameIn(const QJsonObject &claim)
{
    return claim.value("metadata"_L1).toObject().value("name"_L1).toString();
}

QString ours()
{
    return QString::fromLatin1(QUrl::toPercentEncoding(claimSelector()));
}

} // namespace

ClaimWatch::ClaimWatch(KubeClient &client) : m_client(client) {}

void ClaimWatch::start()
{
    m_tasks.launch([this](std::stop_token stop) { return run(stop); });
}

QCoro::Task<Result<>> ClaimWatch::listed(std::chrono::milliseconds patience, std::stop_token stop)
{
    const Deadline deadline(m_client.clock(), patience);
    Waiter waiter(m_client.clock());
    connect(this, &ClaimWatch::changed, &waiter, &Waiter::wake);
    while (!m_isListed) {
        if (stop.stop_requested())
            co_return fail(Errc::Stopped, u"Stopped."_s);
        if (deadline.hasPassed())
            co_return fail(
                m_trouble.value_or(Error{Errc::Unavailable, u"The cluster does not answer."_s}));
        co_await waiter.wait(stop, deadline.left());
    }
    co_return Result<>();
}

QCoro::Task<> ClaimWatch::run(std::stop_token stop)
{
    std::chrono::milliseconds pause = kFirstPause;
    while (!stop.stop_requested()) {
        const bool lists = m_version.isEmpty();
        Result<> done;
        if (lists)
            done = co_await list(stop);
        else
            done = co_await watch(stop);
        if (done) {
            m_trouble.reset();
            pause = kFirstPause;
        } else if (done.error().code != Errc::Stopped) {
            if (m_trouble != done.error())
                qCWarning(logAgent).noquote() << u"Claims of desktops:"_s << done.error().message;
            m_trouble = done.error();
            pause = std::min(pause * 2, kLongestPause);
        }
        emit changed();
        if (!lists || !done)
            co_await sleepFor(m_client.clock(), pause, stop);
    }
}

QCoro::Task<Result<>> ClaimWatch::list(std::stop_token stop)
{
    QHash<QString, QJsonObject> found;
    QString next;
    do {
        QString target =
            claimsPath(m_client.space()) + u"?limit=500&labelSelector=%1"_s.arg(ours());
        if (!next.isEmpty())
            target += u"&continue="_s + QString::fromLatin1(QUrl::toPercentEncoding(next));
        const KubeRequest request{.target = target};
        const Result<QJsonObject> page = co_await m_client.ask(request, stop);
        if (!page)
            co_return fail(page.error());
        for (const QJsonValue &each : page->value("items"_L1).toArray())
            found.insert(nameIn(each.toObject()), each.toObject());
        const QJsonObject metadata = page->value("metadata"_L1).toObject();
        m_version = metadata.value("resourceVersion"_L1).toString();
        next = metadata.value("continue"_L1).toString();
    } while (!next.isEmpty());
    m_claims = found;
    m_isListed = true;
    co_return Result<>();
}

QCoro::Task<Result<>> ClaimWatch::watch(std::stop_token stop)
{
    const QString target =
        claimsPath(m_client.space()) +
        u"?watch=true&allowWatchBookmarks=true&timeoutSeconds=%1&labelSelector=%2&resourceVersion=%3"_s
            .arg(kWatchTime.count())
            .arg(ours(), m_version);
    const auto each = [this](const QByteArray &line) { return take(line); };
    const Result<> done = co_await m_client.follow(target, each, kSilence, stop);
    if (!done && done.error().code == Errc::Io) // 410 before the first line
        m_version.clear();
    co_return done;
}

bool ClaimWatch::take(const QByteArray &line)
{
    using Kind = WatchLine::Kind;
    const Result<WatchLine> told = watchLineFrom(line);
    if (!told || told->kind == Kind::Gone || told->kind == Kind::Error) {
        m_version.clear(); // whatever we missed, a list has it
        return false;
    }
    m_version = told->version();
    if (told->kind == Kind::Changed)
        m_claims.insert(told->name(), told->object);
    else if (told->kind == Kind::Deleted)
        m_claims.remove(told->name());
    emit changed();
    return true;
}

QCoro::Task<> ClaimWatch::stop()
{
    m_tasks.stop();
    co_await m_tasks.allEnded(m_client.clock());
}

} // namespace pilothouse

#include "moc_claim_watch.cpp"
