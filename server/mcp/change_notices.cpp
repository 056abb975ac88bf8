#include "mcp/change_notices.h"

#include "core/ids.h"
#include "core/wait.h"
#include "mcp/rpc_message.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPause = std::chrono::milliseconds(250);
constexpr auto kHour = std::chrono::hours(1); // every wait ends

} // namespace

ChangeNotices::ChangeNotices(const Clock &clock) : m_clock(clock), m_pause(clock)
{
    connect(&m_pause, &Alarm::rang, this, &ChangeNotices::tellAll);
}

Result<> ChangeNotices::subscribe(const QByteArray &client, const QString &uri)
{
    Listener &own = listener(client);
    if (own.uris.size() >= kMostSubscriptions && !own.uris.contains(uri))
        return fail(Errc::RateLimited,
                    u"A client subscribes to %1 resources at most."_s.arg(kMostSubscriptions));
    own.uris.insert(uri);
    return {};
}

void ChangeNotices::unsubscribe(const QByteArray &client, const QString &uri)
{
    const auto found = m_listeners->find(client);
    if (found == m_listeners->end())
        return;
    found->second.uris.remove(uri);
    found->second.changed.remove(uri);
}

QCoro::Task<> ChangeNotices::follow(ChangeNotices &notices, QByteArray client, Tell tell,
                                    std::stop_token stop)
{
    const std::shared_ptr<Listeners> all = notices.m_listeners;
    Listener &own = notices.listener(client);
    const quint64 stream = own.lastUse;
    own.streams.emplace(stream, std::move(tell));
    ChangeNotices::tell(own); // what came before
    Waiter waiter(notices.m_clock);
    while (!stop.stop_requested())
        co_await waiter.wait(stop, kHour);
    const auto found = all->find(client); // stays while it has a stream
    found->second.streams.erase(stream);
    if (found->second.streams.empty() && found->second.uris.isEmpty())
        all->erase(found);
}

QCoro::Task<> ChangeNotices::listen(ChangeNotices &notices, QStringList uris, bool ofList,
                                    Tell tell, std::stop_token stop)
{
    const std::shared_ptr<Listeners> all = notices.m_listeners;
    const QByteArray client = randomUuid().toLatin1(); // this request alone
    Listener &own = notices.listener(client);
    own.uris = QSet<QString>(uris.begin(), uris.end());
    own.ofList = ofList;
    co_await follow(notices, client, std::move(tell), std::move(stop));
    all->erase(client);
}

void ChangeNotices::resourceChanged(const QString &uri)
{
    for (auto &[client, each] : *m_listeners)
        for (const QString &wanted : std::as_const(each.uris))
            if (wanted.section(u'?', 0, 0) == uri)
                each.changed.insert(wanted);
    if (!m_listeners->empty() && !m_pause.isActive())
        m_pause.start(kPause);
}

void ChangeNotices::listChanged()
{
    for (auto &[client, each] : *m_listeners)
        each.isListChanged = each.ofList;
    if (!m_listeners->empty() && !m_pause.isActive())
        m_pause.start(kPause);
}

ChangeNotices::Listener &ChangeNotices::listener(const QByteArray &client)
{
    if (!m_listeners->contains(client))
        forgetOldest();
    Listener &found = (*m_listeners)[client];
    found.lastUse = ++m_uses;
    return found;
}

void ChangeNotices::forgetOldest()
{
    const auto isWithout = [](const auto &each) { return each.second.streams.empty(); };
    if (std::ranges::count_if(*m_listeners, isWithout) < kMostClients)
        return;
    auto oldest = m_listeners->end();
    for (auto each = m_listeners->begin(); each != m_listeners->end(); ++each)
        if (isWithout(*each) &&
            (oldest == m_listeners->end() || each->second.lastUse < oldest->second.lastUse))
            oldest = each;
    m_listeners->erase(oldest);
}

void ChangeNotices::tellAll()
{
    for (auto &[client, each] : *m_listeners)
        tell(each);
}

void ChangeNotices::tell(Listener &listener)
{
    if (listener.streams.empty())
        return;
    const Tell say = listener.streams.rbegin()->second; // it may end its stream
    if (std::exchange(listener.isListChanged, false))
        say(rpcNotification(u"notifications/resources/list_changed"_s, {}));
    const QSet<QString> changed = std::exchange(listener.changed, {});
    for (const QString &uri : changed)
        say(rpcNotification(u"notifications/resources/updated"_s, {{u"uri"_s, uri}}));
}

} // namespace pilothouse

#include "moc_change_notices.cpp"
