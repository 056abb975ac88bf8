#include "agent/hooks/webhooks.h"

#include "agent/hooks/hook_rules.h"
#include "agent/hooks/push_message.h"
#include "core/hooks/webhook_spelling.h"
#include "core/log.h"
#include "core/wait.h"

#include <QNetworkProxy>
#include <QRandomGenerator>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr int kMostAtOnce = 8;
constexpr int kMostOfOneReceiver = 2;         // one that hangs leaves room for the others
constexpr milliseconds kLongestSleep = 10min; // the wall clock may be set meanwhile
constexpr int kGone = 410;
constexpr int kUnknown = 404; // what push services say of browsers that are gone (RFC 8030, 7.3)

QString idOf(const Delivery &delivery)
{
    return u"%1:%2:%3"_s.arg(delivery.key).arg(delivery.seq).arg(delivery.receiver);
}

QString receiverIn(const Delivery &delivery)
{
    return delivery.receiver == kSessionReceiver ? delivery.webhook : delivery.receiver;
}

/// The next try would be more than a day after the event.
bool isTooOld(const Delivery &delivery, const QDateTime &now)
{
    const milliseconds age(delivery.firstAt.msecsTo(now));
    return !pauseAfter(delivery.tries + 1, age, 0.5);
}

/// What the audit trail tells of a delivery that has ended so.
std::optional<AuditAction> deedOf(DeliveryState state)
{
    if (state == DeliveryState::Refused)
        return AuditAction::WebhookRefused;
    return state == DeliveryState::Gone ? std::optional(AuditAction::WebhookGone) : std::nullopt;
}

/// What an append has to say to receivers. What a fork copies was told by its original.
Result<> noteAll(Connection &connection, qint64 session, EventSeq first, const QDateTime &at,
                 const QList<EventBody> &bodies, const QStringList &receivers)
{
    if (!bodies.isEmpty() && std::holds_alternative<Forked>(bodies.last()))
        return {};
    for (qsizetype i = 0; i < bodies.size(); ++i)
        if (const auto kind = noticeIn(bodies.at(i)))
            if (auto noted =
                    DeliveryStore::note(connection, session, first + i, at, name(*kind), receivers);
                !noted)
                return noted;
    return {};
}

} // namespace

Webhooks::Webhooks(Parts parts, WebhookConfig config)
    : m_parts(std::move(parts)), m_config(std::move(config)), m_next(m_parts.clock)
{
    if (!m_parts.chance)
        m_parts.chance = [] { return QRandomGenerator::global()->generateDouble(); };
    m_network.setProxy(QNetworkProxy::NoProxy);
    QStringList receivers;
    for (const QString &url : std::as_const(m_config.urls))
        receivers.append(receiverOf(url));
    m_parts.journal.setAlongside([receivers](Connection &connection, qint64 session, EventSeq first,
                                             const QDateTime &at, const QList<EventBody> &bodies) {
        return noteAll(connection, session, first, at, bodies, receivers);
    });
    connect(&m_next, &Alarm::rang, this, &Webhooks::look);
    connect(&m_parts.journal, &Journal::appended, this, [this](const Event &event) {
        if (m_isGoing && noticeIn(event.body))
            m_next.start(0ms);
    });
}

Webhooks::~Webhooks() = default;

void Webhooks::start(const QString &page)
{
    if (m_config.page.isEmpty())
        m_config.page = page;
    m_isGoing = true;
    m_next.start(0ms);
}

QCoro::Task<> Webhooks::stop(milliseconds grace)
{
    // What was appended just now is looked at once more.
    if (m_isGoing && m_next.isActive())
        look();
    m_isGoing = false;
    m_next.stop();
    Waiter waiter(m_parts.clock);
    connect(this, &Webhooks::tried, &waiter, &Waiter::wake);
    const milliseconds end = m_parts.clock.elapsed() + grace;
    while (!m_tasks.isEmpty() && m_parts.clock.elapsed() < end)
        co_await waiter.wait(std::stop_token(), end - m_parts.clock.elapsed());
    m_tasks.stop();
    co_await m_tasks.allEnded(m_parts.clock);
}

void Webhooks::look()
{
    const QDateTime now = m_parts.clock.now();
    const auto due = m_parts.deliveries.due(now);
    const auto next = m_parts.deliveries.nextAfter(now);
    if (!due || !next) {
        qCWarning(logAgent).noquote() << "webhooks:" << (due ? next.error() : due.error()).message;
        m_next.start(kLongestSleep);
        return;
    }
    for (const Delivery &delivery : *due)
        if (m_underWay.size() < kMostAtOnce && !m_underWay.contains(idOf(delivery)) &&
            m_ofReceiver.value(receiverIn(delivery)) < kMostOfOneReceiver)
            begin(delivery);
    if (m_isGoing && next->isValid())
        m_next.start(std::clamp(milliseconds(now.msecsTo(*next)), 1ms, kLongestSleep));
}

void Webhooks::begin(const Delivery &delivery)
{
    m_underWay.insert(idOf(delivery));
    ++m_ofReceiver[receiverIn(delivery)];
    m_tasks.launch([this, delivery](std::stop_token stop) { return tell(delivery, stop); });
}

QCoro::Task<> Webhooks::tell(Delivery delivery, std::stop_token stop)
{
    Outcome outcome = co_await attempt(delivery, stop);
    if (stop.stop_requested() && outcome.state == DeliveryState::Waiting)
        co_return;
    if (outcome.state == DeliveryState::Waiting && isTooOld(delivery, m_parts.clock.now()))
        outcome.state = DeliveryState::GivenUp;
    const Result<> stored = co_await record(delivery, outcome);
    const QString receiver = receiverIn(delivery);
    if (--m_ofReceiver[receiver] == 0)
        m_ofReceiver.remove(receiver);
    if (stored) // else it would be told again at once
        m_underWay.remove(idOf(delivery));
    emit tried(delivery, outcome.state);
    if (m_isGoing)
        m_next.start(0ms);
}

QCoro::Task<Result<>> Webhooks::record(Delivery delivery, Outcome outcome)
{
    const QDateTime now = m_parts.clock.now();
    const QString shown = shownWebhook(urlOf(delivery));
    const auto pause = pauseAfter(delivery.tries + 1, 0ms, m_parts.chance());
    if (outcome.state != DeliveryState::Delivered)
        qCWarning(logAgent).noquote() << "webhook" << shown << name(outcome.state) << outcome.reason
                                      << "session" << delivery.session.value;
    const QString browser = pushIdIn(delivery.receiver);
    const bool isForgotten = outcome.state == DeliveryState::Gone && !browser.isEmpty();
    if (const auto deed = deedOf(outcome.state); deed && !isForgotten)
        (void)m_parts.audit.append(auditWebhook(delivery.session, *deed, urlOf(delivery)));
    Result<> stored;
    if (outcome.state == DeliveryState::Waiting)
        stored = co_await m_parts.deliveries.postpone(delivery, now.addMSecs(pause->count()));
    else
        stored = co_await m_parts.deliveries.settle(delivery, outcome.state);
    if (isForgotten && m_parts.push)
        (void)co_await m_parts.push->unsubscribe(browser, u"server"_s);
    co_return stored;
}

QCoro::Task<Webhooks::Outcome> Webhooks::attempt(Delivery delivery, std::stop_token stop)
{
    const Result<HookTarget> target = co_await targetOf(delivery, stop);
    if (target)
        co_return co_await post(delivery, *target, stop);
    Outcome outcome;
    outcome.reason = target.error().message;
    if (target.error().code == Errc::Denied)
        outcome.state = DeliveryState::Refused;
    else if (target.error().code == Errc::NotFound)
        outcome.state = DeliveryState::GivenUp;
    co_return outcome;
}

QCoro::Task<Webhooks::Outcome> Webhooks::post(Delivery delivery, HookTarget target,
                                              std::stop_token stop)
{
    Outcome outcome;
    const std::optional<HookRequest> request = requestFor(delivery);
    if (!request) {
        outcome.state = DeliveryState::GivenUp;
        outcome.reason = u"its event cannot be read"_s;
        co_return outcome;
    }
    const int status =
        co_await postHook(m_network, m_parts.clock, std::move(target), *request, stop);
    outcome.reason = status == 0 ? u"no answer"_s : u"status %1"_s.arg(status);
    if (status >= 200 && status < 300)
        outcome.state = DeliveryState::Delivered;
    else if (status == kGone || (status == kUnknown && !pushIdIn(delivery.receiver).isEmpty()))
        outcome.state = DeliveryState::Gone;
    co_return outcome;
}

/// Denied: a private address. NotFound: nobody knows the receiver any more. Unavailable: its host
/// has no address now.
QCoro::Task<Result<HookTarget>> Webhooks::targetOf(Delivery delivery, std::stop_token stop)
{
    const QString url = urlOf(delivery);
    HookTarget target;
    target.url = webhookAddress(url);
    if (url.isEmpty())
        co_return fail(Errc::NotFound, u"it is none of this server's any more"_s);
    const bool isOperators =
        delivery.receiver != kSessionReceiver && pushIdIn(delivery.receiver).isEmpty();
    if (isOperators || isNamedHost(url, m_config))
        co_return target;
    const QList<QHostAddress> found =
        co_await m_parts.lookup(m_parts.clock, webhookHost(target.url), stop);
    if (found.isEmpty())
        co_return fail(Errc::Unavailable, u"its host has no address"_s);
    const QList<QHostAddress> addresses = publicAddresses(found);
    if (addresses.isEmpty())
        co_return fail(Errc::Denied, u"it leads to a private address"_s);
    target.address = addresses.at(delivery.tries % addresses.size());
    co_return target;
}

QString Webhooks::urlOf(const Delivery &delivery) const
{
    if (delivery.receiver == kSessionReceiver)
        return delivery.webhook;
    if (const auto browser = browserOf(delivery))
        return browser->endpoint;
    for (const QString &url : m_config.urls)
        if (receiverOf(url) == delivery.receiver)
            return url;
    return {};
}

std::optional<PushSubscription> Webhooks::browserOf(const Delivery &delivery) const
{
    const QString id = pushIdIn(delivery.receiver);
    if (id.isEmpty() || !m_parts.push)
        return std::nullopt;
    const auto found = m_parts.push->find(id);
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<HookRequest> Webhooks::requestFor(const Delivery &delivery) const
{
    const auto events = m_parts.journal.events(delivery.session, delivery.seq - 1, 1);
    if (!events || events->isEmpty())
        return std::nullopt;
    const auto kind = noticeIn(events->first().body);
    if (!kind)
        return std::nullopt;
    const Notice notice{
        .kind = *kind, .event = events->first(), .title = delivery.title, .page = m_config.page};
    if (const auto browser = browserOf(delivery))
        return pushRequest(notice, *browser, m_parts.push->key(), m_parts.push->contact(),
                           m_parts.clock.now().toSecsSinceEpoch());
    const QString url = urlOf(delivery);
    return hookRequest(notice, webhookFormat(url, m_config), webhookSecret(url, m_config).toUtf8(),
                       m_parts.clock.now().toSecsSinceEpoch());
}

} // namespace pilothouse

#include "moc_webhooks.cpp"
