// What the reducer takes of calls: what the model wants done, what people say to it, what came out.
#include "qml/client/calls.h"
#include "qml/client/item_model.h"
#include "qml/client/reducer.h"
#include "qml/client/item_fields.h"
#include "qml/client/reducer_event.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kCall = u"call"_s;
const auto kToolUse = u"tool_use_id"_s;
const auto kDecision = u"decision"_s;
const auto kDeny = u"deny"_s;

/// Who ends a run leaves its question without an answer.
QString stateOfDenial(const QVariant &by)
{
    return by.toString() == "interrupt"_L1 ? u"stopped"_s : u"denied"_s;
}

} // namespace

bool Reducer::takeToolUse(const Event &event)
{
    const QString id = event.text(u"id"_s);
    if (id.isEmpty())
        return false;
    add(event, kCall, {{kKey, id}, {kState, u"waiting"_s}, {kCall, callOf(event.content)}});
    return true;
}

/// The row of a call; made from what is at hand when its tool_use is on an older page.
int Reducer::callRow(const Event &event)
{
    const QString id = event.text(kToolUse);
    if (m_items->rowOf(id) < 0)
        add(event, kCall,
            {{kKey, id}, {kState, u"waiting"_s}, {kCall, callOfFacts(event.content)}});
    return m_items->rowOf(id);
}

bool Reducer::takeStarted(const Event &event)
{
    const int row = callRow(event);
    const QVariantMap call = m_items->at(row).value(kCall).toMap();
    m_items->change(row, {{kState, u"running"_s}, {u"startedAt"_s, event.time()}});
    if (!call.isEmpty())
        m_items->change(row, {{kCall, withElement(call, event.value(u"action"_s).toMap())}});
    return true;
}

QString Reducer::stateOfResult(const QVariantMap &item, const QVariantMap &result) const
{
    if (item.value(kDecision).toString() == kDeny)
        return stateOfDenial(item.value(u"decidedBy"_s));
    if (!result.value(u"is_error"_s).toBool())
        return u"done"_s;
    if (!item.contains(u"startedAt"_s))
        return u"stopped"_s; // refused before it began
    if (!result.value(u"stopped"_s).toBool())
        return u"failed"_s;
    const QVariantMap call = item.value(kCall).toMap();
    const bool isSteered = m_now.control.value(u"holder"_s).toString() == "person"_L1;
    return isOnScreen(call) && isSteered ? u"yielded"_s : u"ended"_s;
}

bool Reducer::takeResult(const Event &event)
{
    const int row = callRow(event);
    const QVariantMap item = m_items->at(row);
    const QVariantList images = event.value(u"images"_s).toList();
    const QVariantMap image = images.value(0).toMap();
    const QString action = item.value(kCall).toMap().value(u"action"_s).toString();
    if (!image.isEmpty() && action != "zoom"_L1) {
        m_now.picture = image;
        m_now.picture.insert(u"seq"_s, event.seq);
    }
    m_items->change(row, {{kState, stateOfResult(item, event.content)},
                          {kText, event.value(kText)},
                          {u"image"_s, image.isEmpty() ? nothing() : QVariant(image)},
                          {u"durationMs"_s, event.value(u"duration_ms"_s)},
                          {u"details"_s, event.value(u"details"_s)},
                          {u"endSeq"_s, event.seq}});
    const QVariantMap call = item.value(kCall).toMap();
    if (!call.isEmpty())
        m_items->change(row, {{kCall, withElement(call, event.value(u"details"_s).toMap())}});
    return true;
}

void Reducer::forgetQuestion(const QString &toolUse)
{
    m_now.questions.removeIf([&toolUse](const QVariant &question) {
        return question.toMap().value(kToolUse).toString() == toolUse;
    });
}

bool Reducer::takeQuestion(const Event &event)
{
    QVariantMap question = event.content;
    question.insert(u"askedAt"_s, event.time());
    forgetQuestion(event.text(kToolUse));
    m_now.questions.append(question);
    m_items->change(callRow(event), {{kState, u"asking"_s}});
    return true;
}

bool Reducer::takeDecision(const Event &event)
{
    forgetQuestion(event.text(kToolUse));
    const int row = callRow(event);
    const QString decision = event.text(kDecision);
    const QVariant by = event.value(u"by"_s);
    QVariantMap fields{{kDecision, decision},
                       {u"decidedBy"_s, by},
                       {u"decisionNote"_s, event.value(u"note"_s)},
                       {u"remembered"_s, event.value(u"remember"_s)},
                       {kState, decision == kDeny ? stateOfDenial(by) : u"waiting"_s}};
    if (decision == "edit"_L1) {
        QVariantMap call = m_items->at(row).value(kCall).toMap();
        call.insert(u"input"_s, event.value(u"input"_s));
        fields.insert(kCall, call);
    }
    m_items->change(row, fields);
    return true;
}

} // namespace pilothouse
