#pragma once

#include <QVariantMap>

namespace pilothouse {

class ItemModel;

/// What a session looks like, made from its events. The same events in the same order always give
/// the same state, however often the connection broke between them; the page's reducer
/// (resources/web/ui/session/reducer.js) gives the same, which tests/fixtures/states holds both to.
/// No clock, no connection. Main thread.
class Reducer
{
public:
    /// `items` outlive it, and are changed by nobody else.
    explicit Reducer(ItemModel &items) : m_items(&items) {}

    /// What is true after the events so far, besides the items.
    struct Standing
    {
        qint64 firstSeq = 0;
        qint64 lastSeq = 0;
        qint64 draftFloor = 0; ///< stored events up to this number say nothing about the drafts
        QString status = QStringLiteral("active");
        QString reason = {};
        /// {id, startedAt, endedAt (ms), steps, tokens, cost, outcome, budget, model, provider};
        /// empty before the first.
        QVariantMap run = {};
        QVariantList questions = {}; ///< unanswered approval requests, with askedAt (ms)
        QVariantMap control = {{QStringLiteral("holder"), QStringLiteral("agent")}};
        /// The last one of the whole screen that the model saw: {url, width, height, seq}.
        QVariantMap picture = {};
    };
    const Standing &standing() const { return m_now; }
    Standing &standing() { return m_now; }

    /// Takes one event in, as the server tells it. False: a stored one that was there already.
    bool apply(const QVariantMap &event);

private:
    struct Event;
    using Taker = bool (Reducer::*)(const Event &);
    static Taker takerOf(const QString &type);

    bool takeUser(const Event &event);
    bool takeText(const Event &event);
    bool takeThinking(const Event &event);
    bool takeReplyStopped(const Event &event);
    bool takeTextDelta(const Event &event);
    bool takeThinkingDelta(const Event &event);
    bool takeRetrying(const Event &event);
    bool takeStatus(const Event &event);
    bool takeUsage(const Event &event);
    bool takeEnd(const Event &event);
    bool takeToolUse(const Event &event);
    bool takeStarted(const Event &event);
    bool takeResult(const Event &event);
    bool takeQuestion(const Event &event);
    bool takeDecision(const Event &event);
    bool takeControl(const Event &event);
    bool takeDenied(const Event &event);
    bool takeAllowed(const Event &event);
    bool takeSettings(const Event &event);
    bool takeGrant(const Event &event);
    bool takeSummary(const Event &event);
    bool takeForked(const Event &event);
    bool takeFilesRestored(const Event &event);
    bool takeGivenUp(const Event &event);
    bool takeSnapshot(const Event &event);

    void add(const Event &event, const QString &kind, const QVariantMap &fields);
    void addNote(const Event &event, const QString &note, const QVariantMap &fields);
    void addRetry(const Event &event, const QVariantMap &retry);
    void dropDraft(const Event &event, const QString &kind);
    void dropDrafts(const Event &event);
    void growDraft(const Event &event, const QString &kind, const QString &text);
    void stopCalls();
    int callRow(const Event &event);
    QString stateOfResult(const QVariantMap &item, const QVariantMap &result) const;
    void forgetQuestion(const QString &toolUse);

    ItemModel *m_items;
    Standing m_now;
};

} // namespace pilothouse
