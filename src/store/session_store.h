#pragma once

#include "core/config.h"
#include "core/places/coordinates.h"
#include "core/egress.h"
#include "core/tool_call.h"
#include "store/event.h"
#include "store/writer.h"

#include <QCache>
#include <QCoroTask>

namespace pilothouse {

class Database;

/// The most hosts that a session's list may have.
inline constexpr int kMostAllowedHosts = 1000;

/// How a session works. What SettingsChanged names can be changed; the rest is fixed for its life,
/// because models bind their thinking to the exact prefix of the conversation: system prompt, tools
/// and picture size never change.
struct SessionOptions
{
    QString title = {}; ///< without one, the first line of the first message becomes it
    Provider provider = Provider::Auto; ///< whose model answers
    QString model = {};
    QString dialect = {};
    QString systemPrompt = {};    ///< the whole text, as sent
    QSize displaySize{1280, 800}; ///< pixels of the desktop
    QSize pictureSize{1280, 800}; ///< pixels of the pictures the model gets
    CoordinateSpace coordinates = CoordinateSpace::Pixels; ///< how it names places on them
    QStringList tools = toolNames();                       ///< those the model may call
    QString thinking = {};
    QString effort = {};
    ApprovalPolicy approval = ApprovalPolicy::Auto;
    BudgetConfig budget = {};
    QString desk = {};       ///< its home began as the files of it; empty: with none
    QString locale = {};     ///< of its programs; empty: C.UTF-8
    QString timeZone = {};   ///< of its programs; empty: the machine's
    bool software = false;   ///< its programs may install software, for this session alone
    EgressRules egress = {}; ///< where its programs may connect to
    QString webhook = {};    ///< that is told of it, as webhookUrl() gives it; may hold a token
    bool storeScreenshots = true; ///< false: pictures are kept no longer than their run
    int screenshotScale = 2;      ///< 1..8, for pictures handed to clients
    int screenshotQuality = 70;   ///< 10..100
};

/// A session as stored: options, and the sums its events have made so far.
struct SessionRecord
{
    SessionId id;
    QDateTime createdAt;
    QDateTime updatedAt;    ///< of the last event but DesktopGivenUp
    SessionOptions options; ///< as they are now: SettingsChanged
    SessionStatus status = SessionStatus::Active;
    Usage usage = {};
    double costUsd = 0;
    EventSeq lastSeq = 0;
    QStringList allowedHosts = {};   ///< by people since: EgressAllowed
    QList<GrantChanged> grants = {}; ///< that hold, in the order of their ids
};
/// What holds for a session now: the rules it was created with, and the hosts allowed since.
EgressRules egressOf(const SessionRecord &session);

enum class SessionOrder { Newest, LastUsed };

/// The table of sessions. Title, status, usage, cost, allowed hosts, changed settings, grants and
/// last_seq follow from events: Journal::append updates them in the event's own transaction; nobody
/// else writes them. Main thread.
class SessionStore
{
public:
    /// `unstored` holds for sessions of versions that stored no rules: those of the server.
    explicit SessionStore(Database &database, EgressRules unstored = {});

    /// Stores a new session and returns its record once that is durable.
    QCoro::Task<Result<SessionRecord>> create(SessionOptions options);
    /// NotFound: no such session.
    Result<SessionRecord> find(const SessionId &id) const;
    /// The newest, or the last used, first. `limit` < 0: all.
    Result<QList<SessionRecord>> list(int limit = -1, int offset = 0,
                                      SessionOrder order = SessionOrder::Newest) const;
    /// Sessions whose last event is not younger than `time`, oldest session first.
    Result<QList<SessionId>> unchangedSince(const QDateTime &time) const;
    /// Removes the session with its events. Returns the blobs that nothing refers to any more: the
    /// caller removes them from the BlobStore. `alongside` is done in the same transaction.
    /// NotFound: no such session.
    QCoro::Task<Result<QList<BlobHash>>> remove(SessionId id, Writer::Work alongside = {});
    /// The session's pictures count as not shown by its events any more. Returns those that nothing
    /// refers to, as remove(). NotFound: no such session.
    QCoro::Task<Result<QList<BlobHash>>> releasePictures(SessionId id);
    /// Whether an event of any session shows this picture.
    Result<bool> refersTo(const BlobHash &blob) const;

private:
    Result<SessionRecord> recordFrom(Connection &connection, const Row &row) const;
    Result<SessionOptions> optionsOf(Connection &connection, const SessionId &id) const;
    Result<QList<SessionRecord>> select(Connection &connection, const QString &condition,
                                        const QVariantList &values) const;

    Database &m_database;
    EgressRules m_unstored;
    /// Options as created, without titles: parsing a whole system prompt for each look at a
    /// session would cost more than all the rest of it. They never change.
    mutable QCache<SessionId, SessionOptions> m_options;
};

} // namespace pilothouse
