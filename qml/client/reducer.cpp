#include "qml/client/reducer.h"

#include "core/json.h"
#include "qml/client/item_model.h"
#include "qml/client/item_fields.h"
#include "qml/client/reducer_event.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kThinking = u"thinking"_s;
const auto kRetry = u"retry"_s;

QString draftKey(const QString &kind)
{
    return u"draft-"_s + kind;
}

bool isText(const QVariant &value)
{
    return value.typeId() == QMetaType::QString;
}

} // namespace

Reducer::Taker Reducer::takerOf(const QString &type)
{
    static const QHash<QString, Taker> takers = {
        {u"user"_s, &Reducer::takeUser},
        {kText, &Reducer::takeText},
        {kThinking, &Reducer::takeThinking},
        {u"reply_stopped"_s, &Reducer::takeReplyStopped},
        {u"text_delta"_s, &Reducer::takeTextDelta},
        {u"thinking_delta"_s, &Reducer::takeThinkingDelta},
        {u"retrying"_s, &Reducer::takeRetrying},
        {u"status"_s, &Reducer::takeStatus},
        {u"usage"_s, &Reducer::takeUsage},
        {u"completed"_s, &Reducer::takeEnd},
        {u"error"_s, &Reducer::takeEnd},
        {u"tool_use"_s, &Reducer::takeToolUse},
        {u"tool_started"_s, &Reducer::takeStarted},
        {u"tool_result"_s, &Reducer::takeResult},
        {u"approval_request"_s, &Reducer::takeQuestion},
        {u"approval_decision"_s, &Reducer::takeDecision},
        {u"control"_s, &Reducer::takeControl},
        {u"egress_denied"_s, &Reducer::takeDenied},
        {u"egress_allowed"_s, &Reducer::takeAllowed},
        {u"settings_changed"_s, &Reducer::takeSettings},
        {u"grant_changed"_s, &Reducer::takeGrant},
        {u"summary"_s, &Reducer::takeSummary},
        {u"forked"_s, &Reducer::takeForked},
        {u"files_restored"_s, &Reducer::takeFilesRestored},
        {u"desktop_given_up"_s, &Reducer::takeGivenUp},
        {u"snapshot"_s, &Reducer::takeSnapshot},
    };
    return takers.value(type, nullptr);
}

bool Reducer::apply(const QVariantMap &event)
{
    const Event read{.type = event.value(u"type"_s).toString(),
                     .content = event.value(u"content"_s).toMap(),
                     .seq = event.value(u"seq"_s).toLongLong(),
                     .at = event.value(u"timestamp"_s).toString()};
    if (read.seq > 0) {
        if (read.seq <= m_now.lastSeq)
            return false;
        m_now.lastSeq = read.seq;
        if (m_now.firstSeq == 0)
            m_now.firstSeq = read.seq;
    }
    const Taker taker = takerOf(read.type);
    if (!taker || (this->*taker)(read) || read.seq == 0)
        return true;
    // Something in it is not what it should be: shown to the letter, and nothing else is lost.
    const QJsonObject letter{{u"type"_s, read.type},
                             {u"content"_s, QJsonObject::fromVariantMap(read.content)}};
    add(read, u"plain"_s, {{kText, QString::fromUtf8(compactJson(letter))}});
    return true;
}

void Reducer::add(const Event &event, const QString &kind, const QVariantMap &fields)
{
    QVariantMap item{
        {kKey, event.key()}, {kKind, kind}, {u"seq"_s, event.seq}, {u"at"_s, event.at}};
    item.insert(fields);
    m_items->append(item);
}

void Reducer::addNote(const Event &event, const QString &note, const QVariantMap &fields)
{
    QVariantMap whole = fields;
    whole.insert(u"note"_s, note);
    add(event, u"note"_s, whole);
}

// ---- what the model says

void Reducer::dropDraft(const Event &event, const QString &kind)
{
    if (event.seq > 0 && event.seq <= m_now.draftFloor)
        return;
    m_items->remove(draftKey(kind));
    m_items->remove(draftKey(kRetry));
}

void Reducer::dropDrafts(const Event &event)
{
    dropDraft(event, kThinking);
    dropDraft(event, kText);
}

void Reducer::growDraft(const Event &event, const QString &kind, const QString &text)
{
    if (text.isEmpty())
        return;
    m_items->remove(draftKey(kRetry));
    const QString key = draftKey(kind);
    if (const int row = m_items->rowOf(key); row >= 0) {
        const QString before = m_items->at(row).value(kText).toString();
        m_items->change(row, {{kText, QString(before + text)}});
        return;
    }
    m_items->append(
        {{kKey, key}, {kKind, kind}, {kText, text}, {u"at"_s, event.at}, {u"isDraft"_s, true}});
}

/// The model could not be asked and will be again.
void Reducer::addRetry(const Event &event, const QVariantMap &retry)
{
    m_items->remove(draftKey(kRetry)); // one key, one item
    m_items->append({{kKey, draftKey(kRetry)},
                     {kKind, kRetry},
                     {u"isDraft"_s, true},
                     {u"attempt"_s, retry.value(u"attempt"_s)},
                     {u"reason"_s, retry.value(u"reason"_s)},
                     {u"until"_s, event.time() + retry.value(u"delay_ms"_s).toLongLong()}});
}

bool Reducer::takeUser(const Event &event)
{
    add(event, u"user"_s,
        {{kText, event.value(kText)},
         {u"aside"_s, event.value(u"note"_s)},
         {u"images"_s, event.value(u"images"_s).toList()}});
    return true;
}

bool Reducer::takeText(const Event &event)
{
    dropDraft(event, kText);
    if (!isText(event.value(kText)))
        return false;
    if (!event.text(kText).trimmed().isEmpty())
        add(event, kText, {{kText, event.value(kText)}});
    return true;
}

bool Reducer::takeThinking(const Event &event)
{
    dropDraft(event, kThinking);
    if (!event.text(kThinking).isEmpty())
        add(event, kThinking, {{kText, event.value(kThinking)}});
    return true;
}

bool Reducer::takeReplyStopped(const Event &event)
{
    dropDrafts(event);
    const QString text = event.text(kText);
    const QString thinking = event.text(kThinking);
    if (!thinking.isEmpty())
        add(event, kThinking,
            {{kKey, QString(event.key() + u"-thinking"_s)},
             {kText, thinking},
             {u"isStopped"_s, text.isEmpty()}});
    if (!text.isEmpty())
        add(event, kText, {{kText, text}, {u"isStopped"_s, true}});
    return true;
}

bool Reducer::takeTextDelta(const Event &event)
{
    growDraft(event, kText, event.text(kText));
    return true;
}

bool Reducer::takeThinkingDelta(const Event &event)
{
    growDraft(event, kThinking, event.text(kText));
    return true;
}

bool Reducer::takeRetrying(const Event &event)
{
    dropDrafts(event);
    addRetry(event, event.content);
    return true;
}

bool Reducer::takeSnapshot(const Event &event)
{
    m_now.status = event.text(u"status"_s);
    m_now.draftFloor = event.value(u"last_seq"_s).toLongLong();
    const QVariantMap control = event.value(u"control"_s).toMap();
    if (!control.value(u"holder"_s).toString().isEmpty())
        m_now.control = control;
    const auto askedAt = [this](const QVariant &toolUse) -> QVariant {
        for (const QVariant &known : std::as_const(m_now.questions))
            if (known.toMap().value(u"tool_use_id"_s) == toolUse)
                return known.toMap().value(u"askedAt"_s);
        return nothing();
    };
    QVariantList questions;
    const QVariantList pending = event.value(u"pending_approvals"_s).toList();
    for (const QVariant &each : pending) {
        QVariantMap question = each.toMap();
        question.insert(u"askedAt"_s, askedAt(question.value(u"tool_use_id"_s)));
        questions.append(question);
    }
    m_now.questions = questions;
    const QVariantMap partial = event.value(u"partial"_s).toMap();
    for (const QString &kind : {kThinking, kText}) {
        m_items->remove(draftKey(kind));
        growDraft(event, kind, partial.value(kind).toString());
    }
    m_items->remove(draftKey(kRetry));
    if (const QVariantMap retry = event.value(u"retrying"_s).toMap(); !retry.isEmpty())
        addRetry(event, retry);
    return true;
}

} // namespace pilothouse
