#include "qml/client/session.h"

#include "core/clock.h"
#include "qml/client/answer.h"
#include "qml/client/item_fields.h"
#include "qml/client/server_connection.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kFirstPage = 300;
constexpr qint64 kOlderPage = 500;
constexpr qsizetype kPart = 200; // events that are read anew at a time
constexpr int kNotFound = 404;
constexpr int kDeleted = 4404; // close code of the WebSocket
const auto kLive = u"live"_s;
const auto kGone = u"gone"_s;
const auto kWaiting = u"waiting"_s;
const auto kConnecting = u"connecting"_s;

} // namespace

ViewedSession::ViewedSession(ServerConnection &server, const Clock &clock, const QString &id)
    : m_server(server), m_id(id), m_path(u"sessions/"_s + id), m_reducer(m_items),
      m_history(server, m_path), m_news(server.doors(), clock), m_wheel(server, clock, m_path),
      m_pause(clock), m_nextPart(clock)
{
    connect(&m_pause, &Alarm::rang, this, &ViewedSession::begin);
    connect(&m_nextPart, &Alarm::rang, this, &ViewedSession::reread);
    connectNews();
    begin();
}

void ViewedSession::connectNews()
{
    connect(&m_news, &NewsSocket::told, this,
            [this](const QJsonObject &event) { takeNews(event.toVariantMap()); });
    connect(&m_news, &NewsSocket::refused, this, [this](int code) {
        if (code == kDeleted)
            leave(tr("This session was deleted."));
        else
            enter(kWaiting, tr("The server does not take this token any more."));
    });
    connect(&m_news, &NewsSocket::stateChanged, this, [this] {
        switch (m_news.state()) {
        case NewsSocket::Live:
            enter(kLive);
            m_wheel.look();
            refresh(); // some of it no event tells
            break;
        case NewsSocket::Waiting:
            enter(kWaiting, tr("The connection to the server is lost. It is tried again."));
            break;
        case NewsSocket::Connecting:
            enter(kConnecting, m_trouble);
            break;
        case NewsSocket::Closed:
            break;
        }
    });
}

// ---- history

void ViewedSession::begin()
{
    m_pause.stop();
    m_nextPart.stop();
    m_rereading.reset();
    setLoading(true);
    Answer *answer = m_server.get(m_path);
    connect(answer, &Answer::failed, this, &ViewedSession::failToBegin);
    connect(answer, &Answer::done, this, [this](const QVariant &record) {
        takeRecord(record.toMap());
        loadEnd();
    });
}

void ViewedSession::failToBegin(const QString &why, const QVariantMap &details)
{
    setLoading(false);
    if (details.value(u"status"_s).toInt() == kNotFound) {
        leave(why);
        return;
    }
    enter(kWaiting, why);
    m_pause.start(m_backOff.next());
}

void ViewedSession::loadEnd()
{
    const qint64 last = m_record.value(u"last_seq"_s).toLongLong();
    const qint64 first = qMax(qint64(1), last - kFirstPage + 1);
    m_history.load(
        first, last, [this](const QVariantList &events) { takeEnd(events); },
        [this](const QString &why, const QVariantMap &details) { failToBegin(why, details); });
}

void ViewedSession::takeEnd(const QVariantList &events)
{
    ItemModel items;
    Reducer reducer(items);
    for (const QVariant &event : events)
        reducer.apply(event.toMap());
    m_reducer.standing() = reducer.standing();
    m_reducer.standing().status = m_record.value(u"status"_s).toString();
    if (m_record.value(u"control"_s).toString() == "person"_L1)
        m_reducer.standing().control[u"holder"_s] = u"person"_s;
    m_items.become(items);
    m_events = events;
    m_totals.take(m_record, m_events);
    m_backOff.reset();
    setLoading(false);
    emit stateChanged();
    m_news.start([this] { return pathTo(u"ws?events=all&after=%1"_s.arg(now().lastSeq)); });
    if (isBusy() && now().run.isEmpty())
        loadOlder(); // where the run began is not known
}

void ViewedSession::loadOlder()
{
    loadBackTo(qMax(qint64(1), now().firstSeq - kOlderPage));
}

void ViewedSession::loadBackTo(qint64 seq)
{
    if (!hasOlder() || m_isLoading || seq >= now().firstSeq)
        return;
    setLoading(true);
    m_history.load(
        qMax(qint64(1), seq), now().firstSeq - 1,
        [this](const QVariantList &older) { prepend(older); },
        [this](const QString &why, const QVariantMap &) {
            setLoading(false);
            emit problem(why);
        });
}

/// What is told of older events may change what newer ones show: all are read anew, in parts, so
/// that a window goes on drawing.
void ViewedSession::prepend(const QVariantList &older)
{
    m_rereading = std::make_unique<Rereading>();
    m_rereading->older = older;
    reread();
}

void ViewedSession::reread()
{
    const QVariantList &older = m_rereading->older;
    const qsizetype all = older.size() + m_events.size(); // some may have come meanwhile
    qsizetype &at = m_rereading->at;
    for (const qsizetype end = std::min(all, at + kPart); at < end; ++at)
        m_rereading->reducer.apply(
            (at < older.size() ? older.at(at) : m_events.at(at - older.size())).toMap());
    if (at < all)
        m_nextPart.start(0ms);
    else
        takeOlder(*std::exchange(m_rereading, nullptr));
}

void ViewedSession::takeOlder(Rereading &read)
{
    setLoading(false);
    if (read.older.isEmpty())
        return;
    m_events = read.older + m_events;
    for (int row = 0; row < m_items.count(); ++row)
        if (m_items.at(row).value(u"isDraft"_s).toBool())
            read.items.append(m_items.at(row));
    Reducer::Standing standing = read.reducer.standing();
    standing.status = now().status;
    standing.reason = now().reason;
    standing.control = now().control;
    standing.questions = now().questions;
    standing.draftFloor = now().draftFloor;
    m_reducer.standing() = standing;
    m_items.become(read.items);
    emit stateChanged();
    if (isBusy() && now().run.isEmpty())
        loadOlder();
}

void ViewedSession::setLoading(bool loads)
{
    if (loads == m_isLoading)
        return;
    m_isLoading = loads;
    emit loadingChanged();
}

// ---- live

bool ViewedSession::take(const QVariantMap &event)
{
    if (!m_reducer.apply(event))
        return false;
    if (event.value(kSeq).toLongLong() == 0)
        return true;
    m_events.append(event);
    m_totals.take(event);
    if (const auto record = amended(m_record, event)) {
        m_record = *record;
        emit recordChanged();
    }
    return true;
}

void ViewedSession::takeNews(const QVariantMap &event)
{
    const QString type = event.value(u"type"_s).toString();
    const QVariantMap content = event.value(u"content"_s).toMap();
    if (type == "error"_L1 && !event.contains(kSeq)) {
        emit problem(content.value(u"error"_s).toString());
        return;
    }
    if (!take(event))
        return;
    if (type == "control"_L1)
        m_wheel.onControl(content.value(u"reason"_s).toString());
    emit told(event);
    emit stateChanged();
}

void ViewedSession::hurry()
{
    if (m_pause.isActive()) {
        m_backOff.reset();
        begin();
    } else if (m_news.state() == NewsSocket::Closed && m_connection == kWaiting && !m_isLoading) {
        begin(); // it was refused; the token may be another one now
    } else {
        m_news.hurry();
    }
}

void ViewedSession::leave(const QString &why)
{
    m_pause.stop();
    m_news.close();
    if (isGone())
        return;
    enter(kGone, why);
    emit gone(why);
}

void ViewedSession::enter(const QString &connection, const QString &trouble)
{
    if (connection == m_connection && trouble == m_trouble)
        return;
    m_connection = connection;
    m_trouble = trouble;
    emit connectionChanged();
}

void ViewedSession::refresh()
{
    connect(m_server.get(m_path), &Answer::done, this,
            [this](const QVariant &record) { takeRecord(record.toMap()); });
}

void ViewedSession::takeRecord(const QVariantMap &record)
{
    m_record = record;
    m_totals.take(m_record, m_events);
    emit recordChanged();
    emit stateChanged();
}

} // namespace pilothouse
