#pragma once

#include "store/event.h"
#include "store/search_text.h"

#include <memory>

namespace pilothouse {

class Connection;
class Database;

/// Where something was said. Within a title `seq` is 0 and `type` "title".
struct SearchHit
{
    qint64 place = 0; ///< newer sessions, and newer events of one, have higher ones
    SessionId session;
    QString title; ///< of the session, now
    EventSeq seq = 0;
    QString type; ///< as viewers know it: "user", "text", "tool_started", "thinking", …
    QString who;  ///< "person" or "agent"
    QDateTime at; ///< of the event; the session's beginning for a title
    Snippet snippet;
};

enum class SearchScope {
    Texts,     ///< titles, messages, answers, and the commands and files of tools
    Everything ///< also what the agent thought, gave to its tools, and what these printed
};

struct SearchQuery
{
    QString text;
    SearchScope scope = SearchScope::Texts;
    std::optional<SessionId> session = {}; ///< only there
    qint64 before = 0;                     ///< only places below this one; 0: all
    int limit = 30;
};

/// Full-text search in what was said and done in all sessions. The index is written in the
/// transaction of what it holds, after the journal's filter, so it knows nothing that was masked;
/// deleted sessions are gone from it. Main thread.
/// See docs/decisions/0047-searching-what-was-said.md.
class SearchIndex
{
    Q_DISABLE_COPY_MOVE(SearchIndex)
public:
    /// `database` outlives it.
    explicit SearchIndex(Database &database);
    ~SearchIndex();

    /// Newest session first, its newest event first. No query is an error of its syntax.
    Result<QList<SearchHit>> search(const SearchQuery &query) const;

    /// Fills in what older versions stored, the newest sessions first, in pieces between which
    /// others write. What is left at the end of the server goes on at the next call.
    void fillIn();
    /// Whether nothing is left to fill in.
    Result<bool> isComplete() const;

private:
    struct Filling;
    Database &m_database;
    std::shared_ptr<Filling> m_filling; ///< also of the piece that is being written
};

/// For those who write titles and events, in the same transaction. `session` is its key; `work` is
/// workOf(body), without what is secret.
Result<> indexTitle(Connection &connection, qint64 session);
Result<> indexEvent(Connection &connection, qint64 session, EventSeq seq, const EventBody &body,
                    const QString &work);

} // namespace pilothouse
