#include "model/chat/chat_reasoning.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kBegin = "<think>"_L1;
constexpr auto kEnd = "</think>"_L1;

bool isSameDetail(const QJsonObject &one, const QJsonObject &other)
{
    for (const auto key : {"type"_L1, "index"_L1, "id"_L1})
        if (one.contains(key) && other.contains(key) && one.value(key) != other.value(key))
            return false;
    return one.value("type"_L1) == other.value("type"_L1);
}

// What is told in pieces is appended, all else said once.
QJsonObject joined(QJsonObject detail, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it) {
        const bool isPiece = it.key() == "text"_L1 || it.key() == "summary"_L1;
        if (isPiece && it.value().isString())
            detail.insert(it.key(),
                          QString(detail.value(it.key()).toString() + it.value().toString()));
        else if (!it.value().isNull())
            detail.insert(it.key(), it.value());
    }
    return detail;
}

} // namespace

QString ChatReasoning::take(const QJsonObject &delta)
{
    takeDetails(delta.value("reasoning_details"_L1).toArray());
    QString added;
    for (const QString &field : {u"reasoning_content"_s, u"reasoning"_s}) {
        const QString text = delta.value(field).toString();
        if (text.isEmpty())
            continue;
        if (!m_fields.contains(field))
            m_fields.append(field);
        if (added.isEmpty()) // some say the same under both names
            added = text;
    }
    m_text += added;
    return added;
}

void ChatReasoning::takeDetails(const QJsonArray &details)
{
    for (const QJsonValue &value : details) {
        const QJsonObject detail = value.toObject();
        const bool goesOn = !m_details.isEmpty() &&
                            detail.value("type"_L1) != "reasoning.encrypted"_L1 &&
                            isSameDetail(m_details.last().toObject(), detail);
        if (goesOn)
            m_details.replace(m_details.size() - 1, joined(m_details.last().toObject(), detail));
        else
            m_details.append(detail);
    }
}

std::optional<ReplyBlock> ChatReasoning::block() const
{
    if (isEmpty())
        return std::nullopt;
    QJsonObject item;
    for (const QString &field : m_fields)
        item.insert(field, true);
    if (!m_details.isEmpty())
        item.insert(u"reasoning_details"_s, m_details);
    const QString text = wellFormed(m_text);
    const QJsonObject block{{u"type"_s, u"thinking"_s}, {u"thinking"_s, text}, {u"item"_s, item}};
    return ReplyBlock{.raw = compactJson(block), .type = u"thinking"_s, .text = text};
}

QString thinkingIn(const QString &text, QString &rest)
{
    rest = text;
    const QString begun = text.trimmed();
    const qsizetype end = begun.indexOf(kEnd);
    if (end < 0 || !begun.startsWith(kBegin))
        return {};
    rest = begun.sliced(end + kEnd.size()).trimmed();
    return begun.sliced(kBegin.size(), end - kBegin.size()).trimmed();
}

} // namespace pilothouse
