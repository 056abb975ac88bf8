#include "store/search_index.h"

#include "core/log.h"
#include "core/utc.h"
#include "store/database.h"
#include "store/said.h"

#include <algorithm>
#include <limits>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPiece = 200;                     // events; some tens of milliseconds
constexpr qsizetype kPieceBytes = 1'000'000;    // after which a piece takes no more of them
constexpr qint64 kMostEvents = qint64(1) << 32; // of a session

qint64 placeOf(qint64 session, EventSeq seq)
{
    return session * kMostEvents + seq;
}

const QString kSaid = u"said"_s;
const QString kWorked = u"worked"_s;

Result<> put(Connection &connection, const QString &table, qint64 place, const QString &text)
{
    return connection.run(u"INSERT OR REPLACE INTO %1 (rowid, text) VALUES (?, ?)"_s.arg(table),
                          {place, indexedText(text)});
}

/// The type that viewers know an event of this stored kind by, if it has words. `block`: of the
/// model's.
QString typeOf(const QString &kind, const QString &block)
{
    if (!block.isEmpty())
        return block;
    static const QHash<QString, QString> types{{u""_s, u"title"_s},
                                               {u"user_message"_s, u"user"_s},
                                               {u"approval_decided"_s, u"approval_decision"_s}};
    return types.value(kind, kind);
}

// FTS5 walks its rows in the order asked for and only as far as the limit; CROSS JOIN keeps SQLite
// from beginning with another table. %1: the table.
const QString kSearch =
    u"SELECT %1.rowid, sessions.id, sessions.title, coalesce(events.kind, ''),"
    " coalesce(events.at, sessions.created_at), snippet(%1, 0, ?, ?, '…', 24),"
    " CASE WHEN events.kind = 'model_block' AND json_valid(events.body)"
    " THEN coalesce(json_extract(events.body, '$.block.type'), '') ELSE '' END"
    " FROM %1 CROSS JOIN sessions ON sessions.key = %1.rowid >> 32"
    " LEFT JOIN events ON events.session = sessions.key AND events.seq = %1.rowid & 4294967295"
    " WHERE %1 MATCH ? AND %1.rowid >= ? AND %1.rowid < ?"
    " ORDER BY %1.rowid DESC LIMIT ?"_s;

SearchHit hitFrom(const Row &row)
{
    const QString kind = row.text(3);
    return {.place = row.integer(0),
            .session = {row.text(1)},
            .title = row.text(2),
            .seq = row.integer(0) % kMostEvents,
            .type = typeOf(kind, row.text(6)),
            .who = speakerOf(kind),
            .at = QDateTime::fromMSecsSinceEpoch(row.integer(4), kUtc),
            .snippet = snippetFrom(row.text(5))};
}

struct Places
{
    qint64 from = 0;
    qint64 to = std::numeric_limits<qint64>::max();
};

Result<Places> placesFor(Connection &connection, const SearchQuery &query)
{
    Places places;
    if (query.session) {
        const auto key =
            connection.value(u"SELECT key FROM sessions WHERE id = ?"_s, {query.session->value});
        if (!key)
            return fail(key.error());
        places = {placeOf(key->toLongLong(), 0), placeOf(key->toLongLong() + 1, 0)};
    }
    if (query.before > 0)
        places.to = std::min(places.to, query.before);
    return places;
}

struct Search
{
    QString match;
    Places places;
    int limit = 0;
};

Result<QList<SearchHit>> hitsIn(Connection &connection, const QString &table, const Search &search)
{
    QList<SearchHit> hits;
    const auto take = [&hits](const Row &row) -> Result<> {
        hits.append(hitFrom(row));
        return {};
    };
    const Result<> done = connection.run(kSearch.arg(table),
                                         {QString(kMarkStart), QString(kMarkEnd), search.match,
                                          search.places.from, search.places.to, search.limit},
                                         take);
    if (!done)
        return fail(done.error());
    return hits;
}

/// Both in order of their places, what was said of an event before what was thought of it.
QList<SearchHit> merged(QList<SearchHit> said, const QList<SearchHit> &worked, int limit)
{
    said += worked;
    const auto isNewer = [](const SearchHit &one, const SearchHit &other) {
        return one.place > other.place;
    };
    std::stable_sort(said.begin(), said.end(), isNewer);
    const auto isSame = [](const SearchHit &one, const SearchHit &other) {
        return one.place == other.place;
    };
    said.erase(std::unique(said.begin(), said.end(), isSame), said.end());
    return said.first(std::min<qsizetype>(said.size(), limit));
}

// What is to be filled in of one session.
struct Rest
{
    qint64 session = 0; ///< none
    EventSeq upTo = 0;
};

Result<Rest> nextRest(Connection &connection)
{
    Rest rest;
    const auto take = [&rest](const Row &row) -> Result<> {
        rest = {row.integer(0), row.integer(1)};
        return {};
    };
    const auto done = connection.run(
        u"SELECT session, up_to FROM said_before ORDER BY session DESC LIMIT 1"_s, {}, take);
    if (!done)
        return fail(done.error());
    return rest;
}

/// Indexes the newest events of `rest`; what is left then: nothing if up to 0.
Result<Rest> indexNewest(Connection &connection, const Rest &rest)
{
    Rest left{rest.session, 0};
    int count = 0;
    qsizetype bytes = 0;
    QList<std::pair<EventSeq, EventBody>> events;
    const auto take = [&](const Row &row) -> Result<> {
        ++count;
        if (bytes >= kPieceBytes)
            return {};
        left.upTo = row.integer(0) - 1;
        const QByteArray json = row.bytes(2);
        bytes += json.size();
        // What cannot be read is told to who opens the session, and hinders no search.
        if (auto body = bodyFromJson(row.text(1), json))
            events.append({row.integer(0), *std::move(body)});
        return {};
    };
    Result<> done =
        connection.run(u"SELECT seq, kind, CAST(body AS BLOB) FROM events"
                       " WHERE session = ? AND seq <= ? AND kind IN ('user_message',"
                       " 'model_block', 'reply_stopped', 'tool_started',"
                       " 'tool_result', 'approval_decided') ORDER BY seq DESC LIMIT ?"_s,
                       {rest.session, rest.upTo, kPiece}, take);
    for (const auto &[seq, body] : events)
        if (done)
            done = indexEvent(connection, rest.session, seq, body, workOf(body));
    if (!done)
        return fail(done.error());
    if (count < kPiece && bytes < kPieceBytes)
        left.upTo = 0;
    return left;
}

/// Fills in one piece; says in `isLeft` whether there was one.
Result<> fillPiece(Connection &connection, bool &isLeft)
{
    const Result<Rest> rest = nextRest(connection);
    if (!rest)
        return fail(rest.error());
    isLeft = rest->session != 0;
    if (!isLeft)
        return {};
    const Result<Rest> left = indexNewest(connection, *rest);
    if (!left)
        return fail(left.error());
    if (left->upTo > 0)
        return connection.run(u"UPDATE said_before SET up_to = ? WHERE session = ?"_s,
                              {left->upTo, left->session});
    if (const auto titled = indexTitle(connection, left->session); !titled)
        return titled;
    return connection.run(u"DELETE FROM said_before WHERE session = ?"_s, {left->session});
}

} // namespace

struct SearchIndex::Filling
{
    bool stopped = false;
    bool isLeft = false; ///< the writer's while a piece is being written

    static void goOn(Database &database, const std::shared_ptr<Filling> &filling);
};

void SearchIndex::Filling::goOn(Database &database, const std::shared_ptr<Filling> &filling)
{
    database.submit(
        [filling](Connection &connection) { return fillPiece(connection, filling->isLeft); },
        [&database, filling](const Result<> &done) {
            if (!done)
                qCWarning(logStore).noquote()
                    << "old conversations are not searchable yet:" << done.error().message;
            else if (filling->isLeft && !filling->stopped)
                goOn(database, filling);
        },
        kPiece);
}

SearchIndex::SearchIndex(Database &database)
    : m_database(database), m_filling(std::make_shared<Filling>())
{
}

SearchIndex::~SearchIndex()
{
    m_filling->stopped = true;
}

Result<QList<SearchHit>> SearchIndex::search(const SearchQuery &query) const
{
    const QString match = matchExpression(query.text);
    if (match.isEmpty())
        return QList<SearchHit>();
    return m_database.read([&](Connection &connection) -> Result<QList<SearchHit>> {
        const Result<Places> places = placesFor(connection, query);
        if (!places)
            return fail(places.error());
        const Search search{match, *places, query.limit};
        auto said = hitsIn(connection, kSaid, search);
        if (!said || query.scope == SearchScope::Texts)
            return said;
        auto worked = hitsIn(connection, kWorked, search);
        return worked ? merged(*std::move(said), *worked, query.limit) : worked;
    });
}

void SearchIndex::fillIn()
{
    Filling::goOn(m_database, m_filling);
}

Result<bool> SearchIndex::isComplete() const
{
    return m_database.read([](Connection &connection) -> Result<bool> {
        const auto left = connection.value(u"SELECT 1 FROM said_before LIMIT 1"_s);
        if (!left)
            return fail(left.error());
        return !left->isValid();
    });
}

Result<> indexTitle(Connection &connection, qint64 session)
{
    const auto title = connection.value(u"SELECT title FROM sessions WHERE key = ?"_s, {session});
    if (!title)
        return fail(title.error());
    const qint64 place = placeOf(session, 0);
    if (title->toString().isEmpty())
        return connection.run(u"DELETE FROM said WHERE rowid = ?"_s, {place});
    return put(connection, kSaid, place, title->toString());
}

Result<> indexEvent(Connection &connection, qint64 session, EventSeq seq, const EventBody &body,
                    const QString &work)
{
    const qint64 place = placeOf(session, seq);
    Result<> done;
    if (const QString words = wordsOf(body); !words.isEmpty())
        done = put(connection, kSaid, place, words);
    if (done && !work.isEmpty())
        done = put(connection, kWorked, place, work);
    return done;
}

} // namespace pilothouse
