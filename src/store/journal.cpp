#include "store/journal.h"

#include "core/clock.h"
#include "core/promise.h"
#include "core/utc.h"
#include "store/database.h"
#include "store/said.h"
#include "store/search_index.h"
#include "store/session_change.h"

#include <deque>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// What one append() is about, shared between the main thread and the writer. The writer alone
// touches it between submit() and the callback.
struct Append
{
    SessionId session;
    QDateTime at;
    QList<EventBody> bodies;
    QStringList work; ///< of each, to be searched
    EventSeq last = 0;
    Journal::Alongside alongside = {};
};
using Waiting = Promise<Result<EventSeq>>;

Result<> insert(Connection &connection, qint64 session, EventSeq seq, const Append &append,
                qsizetype index)
{
    const EventBody &body = append.bodies.at(index);
    // The casts keep the text byte for byte: as a string it would pass through UTF-16 twice.
    Result<> done = connection.run(
        u"INSERT INTO events (session, seq, at, kind, body) VALUES (?, ?, ?, ?, CAST(? AS TEXT))"_s,
        {session, seq, append.at.toMSecsSinceEpoch(), kindOf(body), bodyToJson(body)});
    if (done)
        done = indexEvent(connection, session, seq, body, append.work.at(index));
    const QList<ImageRef> *images = imagesIn(body);
    if (!images)
        return done;
    for (const ImageRef &image : *images)
        if (done)
            done = connection.run(
                u"INSERT OR IGNORE INTO blob_references (blob, session) VALUES (?, ?)"_s,
                {image.blob.value, session});
    return done;
}

Result<> store(Connection &connection, Append &append)
{
    const Result<SessionPlace> place =
        applyToSession(connection, append.session, append.at, append.bodies);
    if (!place)
        return fail(place.error());
    EventSeq seq = place->lastSeq - append.bodies.size();
    for (qsizetype i = 0; i < append.bodies.size(); ++i)
        if (Result<> done = insert(connection, place->key, ++seq, append, i); !done)
            return done;
    append.last = seq;
    if (!append.alongside)
        return {};
    return append.alongside(connection, place->key, seq - append.bodies.size() + 1, append.at,
                            append.bodies);
}

Result<Event> eventFrom(const SessionId &session, const Row &row)
{
    Result<EventBody> body = bodyFromJson(row.text(2), row.bytes(3));
    if (!body)
        return fail(body.error());
    return Event{.session = session,
                 .seq = row.integer(0),
                 .at = QDateTime::fromMSecsSinceEpoch(row.integer(1), kUtc),
                 .body = std::move(*body)};
}

} // namespace

struct Journal::Private
{
    // What is to be told, in order. Told one by one from here, so that a slot that starts an event
    // loop or flushes cannot let a later event overtake an earlier one.
    struct Told
    {
        std::optional<Event> event;
        std::optional<Waiting> waiting; ///< of the append that ends here
        Result<EventSeq> result = 0;
    };
    Database &database;
    const Clock &clock;
    std::deque<Told> outbox = {};
    bool closing = false;
    Filter filter = {};
    Alongside alongside = {};

    void enqueue(const Append &append, const Waiting &waiting, const Result<> &stored);
    void tell(Journal &journal);
    void filterAll(Append &append) const;
    QString workWithoutSecrets(const SessionId &session, const EventBody &body) const;
};

// Blocks of the model stay as they are, yet nobody finds in them what is masked elsewhere.
QString Journal::Private::workWithoutSecrets(const SessionId &session, const EventBody &body) const
{
    const QString work = workOf(body);
    if (!filter || work.isEmpty() || !std::holds_alternative<ModelBlock>(body))
        return work;
    return std::get<UserMessage>(filter(session, UserMessage{.text = work})).text;
}

void Journal::Private::filterAll(Append &append) const
{
    for (EventBody &body : append.bodies) {
        if (filter)
            body = filter(append.session, std::move(body));
        append.work.append(workWithoutSecrets(append.session, body));
    }
}

void Journal::Private::enqueue(const Append &append, const Waiting &waiting, const Result<> &stored)
{
    if (!stored) {
        outbox.push_back({.event = {}, .waiting = waiting, .result = fail(stored.error())});
        return;
    }
    EventSeq seq = append.last - append.bodies.size();
    for (const EventBody &body : append.bodies)
        outbox.push_back({.event = Event{append.session, ++seq, append.at, body}, .waiting = {}});
    outbox.push_back({.event = {}, .waiting = waiting, .result = append.last});
}

void Journal::Private::tell(Journal &journal)
{
    while (!outbox.empty()) {
        const Told told = std::move(outbox.front());
        outbox.pop_front();
        if (told.event)
            emit journal.appended(*told.event);
        // A session that is not there is the caller's business; the rest concerns the whole server.
        if (!told.result && told.result.error().code != Errc::NotFound)
            emit journal.failed(told.result.error());
        if (told.waiting)
            told.waiting->set(told.result);
    }
}

Journal::Journal(Database &database, const Clock &clock)
    : d(std::make_unique<Private>(Private{.database = database, .clock = clock}))
{
}

Journal::~Journal()
{
    d->closing = true; // a slot that appends for ever must not keep us here
    d->database.flush();
}

void Journal::setFilter(Filter filter)
{
    d->filter = std::move(filter);
}

void Journal::setAlongside(Alongside alongside)
{
    d->alongside = std::move(alongside);
}

QCoro::Task<Result<EventSeq>> Journal::append(SessionId session, QList<EventBody> bodies)
{
    if (d->closing)
        co_return fail(Errc::Stopped, u"The server is stopping."_s);
    if (bodies.isEmpty())
        co_return fail(Errc::InvalidArgument, u"There is no event to append."_s);
    const int events = int(bodies.size());
    auto append = std::make_shared<Append>();
    append->session = std::move(session);
    append->at = d->clock.now();
    append->bodies = std::move(bodies);
    append->alongside = d->alongside;
    d->filterAll(*append);
    Waiting waiting;
    d->database.submit([append](Connection &connection) { return store(connection, *append); },
                       [this, append, waiting](const Result<> &stored) {
                           d->enqueue(*append, waiting, stored);
                           d->tell(*this);
                       },
                       events);
    // From here on nothing of the journal is touched: it may be gone when this resumes.
    const Result<EventSeq> result = co_await waiting;
    co_return result;
}

QCoro::Task<Result<>> Journal::tryToStore()
{
    if (d->closing)
        co_return fail(Errc::Stopped, u"The server is stopping."_s);
    const auto work = [](Connection &connection) -> Result<> {
        qint64 version = 0;
        const auto take = [&version](const Row &row) -> Result<> {
            version = row.integer(0);
            return {};
        };
        if (const auto read = connection.run(u"PRAGMA user_version"_s, {}, take); !read)
            return read;
        return connection.run(u"PRAGMA user_version = %1"_s.arg(version)); // writes it again
    };
    const Result<> stored = co_await d->database.write(work);
    co_return stored;
}

Result<QList<Event>> Journal::events(const SessionId &session, EventSeq after, int limit) const
{
    return d->database.read([&](Connection &connection) -> Result<QList<Event>> {
        QList<Event> events;
        const auto take = [&events, &session](const Row &row) -> Result<> {
            Result<Event> event = eventFrom(session, row);
            if (!event)
                return fail(event.error());
            events.append(std::move(*event));
            return {};
        };
        const Result<> done =
            connection.run(u"SELECT seq, at, kind, CAST(body AS BLOB) FROM events"
                           " WHERE session = (SELECT key FROM sessions WHERE id = ?) AND seq > ?"
                           " ORDER BY seq LIMIT ?"_s,
                           {session.value, after, limit}, take);
        if (!done)
            return fail(done.error());
        return events;
    });
}

Result<bool> Journal::namesSecrets(const SessionId &session) const
{
    return d->database.read([&](Connection &connection) -> Result<bool> {
        bool found = false;
        const Result<> done = connection.run(
            u"SELECT 1 FROM events WHERE session = (SELECT key FROM sessions WHERE id = ?)"
            " AND instr(body, '{{secret:') LIMIT 1"_s,
            {session.value}, [&found](const Row &) -> Result<> {
                found = true;
                return {};
            });
        if (!done)
            return fail(done.error());
        return found;
    });
}

Result<QList<SessionId>> Journal::sessionsWithOpenRun() const
{
    return d->database.read([](Connection &connection) -> Result<QList<SessionId>> {
        QList<SessionId> sessions;
        const auto take = [&sessions](const Row &row) -> Result<> {
            sessions.append(SessionId{row.text(0)});
            return {};
        };
        const Result<> done = connection.run(
            u"SELECT id FROM sessions WHERE open_run IS NOT NULL AND status <> 'finished'"
            " ORDER BY key"_s,
            {}, take);
        if (!done)
            return fail(done.error());
        return sessions;
    });
}

} // namespace pilothouse

#include "moc_journal.cpp"
