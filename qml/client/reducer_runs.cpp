// What the reducer takes of runs, and of what happens to a session.
#include "qml/client/item_fields.h"
#include "qml/client/item_model.h"
#include "qml/client/reducer.h"
#include "qml/client/reducer_event.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kHolder = u"holder"_s;
const auto kPerson = u"person"_s;
const auto kRows = u"rows"_s;
const auto kAllowedBy = u"allowedBy"_s;
const auto kEndedAt = u"endedAt"_s;

bool isOpenCall(const QVariantMap &item)
{
    if (item.value(kKind).toString() != "call"_L1)
        return false;
    const QString state = item.value(kState).toString();
    return state == "waiting"_L1 || state == "asking"_L1 || state == "running"_L1;
}

/// Whether an entry of a list, perhaps "*.debian.org", lets through what needs `entry`.
bool covers(const QString &allowed, const QString &entry)
{
    if (allowed == entry)
        return true;
    const QString pattern = allowed.section(u':', 0, 0);
    return allowed.section(u':', 1, 1) == entry.section(u':', 1, 1) &&
           pattern.startsWith("*."_L1) && entry.section(u':', 0, 0).endsWith(pattern.sliced(1));
}

bool isSet(const QVariantMap &map, const QString &name)
{
    return map.contains(name) && !map.value(name).isNull();
}

} // namespace

bool Reducer::takeStatus(const Event &event)
{
    const QString run = event.text(u"run"_s);
    m_now.status = event.text(u"status"_s);
    m_now.reason = event.text(u"reason"_s);
    if (!run.isEmpty()) {
        m_now.run = {{u"id"_s, run},
                     {u"startedAt"_s, event.time()},
                     {u"steps"_s, 0},
                     {u"tokens"_s, 0},
                     {u"cost"_s, 0.0},
                     {kEndedAt, nothing()},
                     {u"outcome"_s, nothing()},
                     {u"model"_s, event.value(u"model"_s)},
                     {u"provider"_s, event.value(u"provider"_s)}};
    } else if (!m_now.reason.isEmpty() && m_now.control.value(kHolder).toString() != kPerson) {
        addNote(event, u"status"_s,
                {{u"status"_s, m_now.status}, {kText, m_now.reason}}); // else it was said
    }
    return true;
}

bool Reducer::takeUsage(const Event &event)
{
    dropDrafts(event);
    if (m_now.run.isEmpty())
        return true;
    double tokens = m_now.run.value(u"tokens"_s).toDouble();
    const QVariantMap usage = event.value(u"usage"_s).toMap();
    for (const QVariant &number : usage)
        tokens += number.toDouble();
    m_now.run[u"tokens"_s] = tokens;
    m_now.run[u"steps"_s] = m_now.run.value(u"steps"_s).toInt() + 1;
    m_now.run[u"cost"_s] =
        m_now.run.value(u"cost"_s).toDouble() + event.value(u"cost_usd"_s).toDouble();
    return true;
}

/// Those before the last end were stopped by it.
void Reducer::stopCalls()
{
    for (int row = m_items->count() - 1; row >= 0; --row) {
        const QVariantMap &item = m_items->at(row);
        if (item.value(kKind).toString() == "end"_L1)
            return;
        if (isOpenCall(item))
            m_items->change(row, {{kState, u"stopped"_s}});
    }
}

bool Reducer::takeEnd(const Event &event)
{
    if (event.seq == 0)
        return true; // the answer to a command, not the end of a run
    dropDrafts(event);
    const QString outcome = event.text(u"outcome"_s);
    m_now.questions.clear();
    m_now.status = outcome == "budget"_L1 ? u"paused"_s : outcome;
    m_now.reason = event.text(u"message"_s);
    if (!m_now.run.isEmpty())
        m_now.run.insert(QVariantMap{{kEndedAt, event.time()},
                                     {u"outcome"_s, outcome},
                                     {u"steps"_s, event.value(u"steps"_s)},
                                     {u"budget"_s, orNothing(event.value(u"budget"_s))}});
    stopCalls();
    const QString why = isSet(event.content, u"message"_s) ? u"message"_s : u"error"_s;
    add(event, u"end"_s,
        {{u"outcome"_s, outcome},
         {kText, event.text(why)},
         {u"steps"_s, event.value(u"steps"_s)},
         {u"cost"_s, event.value(u"cost_usd"_s)},
         {u"durationMs"_s, event.value(u"duration_ms"_s)},
         {u"usage"_s, event.value(u"usage"_s)}});
    return true;
}

bool Reducer::takeControl(const Event &event)
{
    m_now.control = {{kHolder, event.value(kHolder)},
                     {u"name"_s, orNothing(event.value(u"name"_s))},
                     {u"since"_s, event.at}};
    addNote(event, u"control"_s,
            {{kHolder, event.value(kHolder)},
             {u"name"_s, event.value(u"name"_s)},
             {u"reason"_s, event.value(u"reason"_s)},
             {u"seconds"_s, event.value(u"seconds"_s)}});
    return true;
}

/// Refusals in a row are one item: a page asks for twenty hosts at once.
bool Reducer::takeDenied(const Event &event)
{
    QVariantMap denied = event.content;
    denied.insert(kAllowedBy, nothing());
    int last = m_items->count() - 1;
    while (last >= 0 && m_items->at(last).value(u"isDraft"_s).toBool())
        --last;
    if (last < 0 || m_items->at(last).value(kKind).toString() != "blocked"_L1) {
        add(event, u"blocked"_s, {{kRows, QVariantList{denied}}});
        return true;
    }
    QVariantList rows = m_items->at(last).value(kRows).toList();
    rows.append(denied);
    m_items->change(last, {{kRows, rows}});
    return true;
}

bool Reducer::takeAllowed(const Event &event)
{
    const QString host = event.text(u"host"_s);
    bool isMet = false;
    for (int row = 0; row < m_items->count(); ++row) {
        if (m_items->at(row).value(kKind).toString() != "blocked"_L1)
            continue;
        QVariantList rows = m_items->at(row).value(kRows).toList();
        bool isChanged = false;
        for (QVariant &each : rows) {
            QVariantMap denied = each.toMap();
            const QString entry = denied.value(u"entry"_s).toString();
            if (entry.isEmpty() || isSet(denied, kAllowedBy) || !covers(host, entry))
                continue;
            denied.insert(kAllowedBy, event.value(u"by"_s));
            each = denied;
            isChanged = true;
        }
        if (isChanged)
            m_items->change(row, {{kRows, rows}});
        isMet = isMet || isChanged;
    }
    if (!isMet)
        addNote(event, u"egress"_s, {{u"host"_s, host}, {u"by"_s, event.value(u"by"_s)}});
    return true;
}

bool Reducer::takeSettings(const Event &event)
{
    addNote(event, u"settings"_s, {{u"changes"_s, event.content}});
    return true;
}

bool Reducer::takeGrant(const Event &event)
{
    addNote(event, u"grant"_s, {{u"changes"_s, event.content}});
    return true;
}

bool Reducer::takeSummary(const Event &event)
{
    addNote(event, u"summary"_s, {{kText, event.value(kText)}});
    return true;
}

bool Reducer::takeForked(const Event &event)
{
    m_now.status = u"active"_s;
    if (!m_now.run.isEmpty() && !isSet(m_now.run, kEndedAt))
        m_now.run[kEndedAt] = event.time();
    addNote(event, u"forked"_s,
            {{u"origin"_s, event.value(u"session"_s)},
             {u"title"_s, event.value(u"title"_s)},
             {u"files"_s, event.value(u"files"_s)}});
    return true;
}

bool Reducer::takeFilesRestored(const Event &event)
{
    addNote(event, u"restored"_s, {{u"savedAt"_s, event.value(u"saved_at"_s)}});
    return true;
}

bool Reducer::takeGivenUp(const Event &event)
{
    addNote(event, u"desktop"_s, {{u"reason"_s, event.value(u"reason"_s)}});
    return true;
}

} // namespace pilothouse
