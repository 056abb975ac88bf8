#include "qml/client/session_totals.h"

#include "qml/client/item_fields.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kGrantId = u"id"_s;
const auto kCost = u"cost_usd"_s;
const auto kGrants = u"grants"_s;
const auto kHosts = u"allow_hosts"_s;

qint64 tokensOf(const QVariant &usage)
{
    qint64 sum = 0;
    const QVariantMap numbers = usage.toMap();
    for (const QVariant &number : numbers)
        sum += number.toLongLong();
    return sum;
}

QVariantList grantsAfter(const QVariantList &grants, QVariantMap change)
{
    const bool isGranted = change.take(u"granted"_s).toBool();
    QVariantList left = grants;
    left.removeIf([&change](const QVariant &grant) {
        return grant.toMap().value(kGrantId) == change.value(kGrantId);
    });
    if (isGranted)
        left.append(change);
    return left;
}

} // namespace

void SessionTotals::take(const QVariantMap &record, const QVariantList &events)
{
    m_seq = record.value(u"last_seq"_s).toLongLong();
    m_cost = record.value(kCost).toDouble();
    m_tokens = tokensOf(record.value(u"usage"_s));
    auto newer = events.cend();
    while (newer != events.cbegin() && (newer - 1)->toMap().value(kSeq).toLongLong() > m_seq)
        --newer;
    for (; newer != events.cend(); ++newer)
        take(newer->toMap());
}

void SessionTotals::take(const QVariantMap &event)
{
    if (event.value(u"type"_s).toString() != "usage"_L1 || event.value(kSeq).toLongLong() <= m_seq)
        return;
    const QVariantMap content = event.value(u"content"_s).toMap();
    m_cost += content.value(kCost).toDouble();
    m_tokens += tokensOf(content.value(u"usage"_s));
}

QVariantMap SessionTotals::asMap() const
{
    return {{u"cost"_s, m_cost}, {u"tokens"_s, m_tokens}};
}

std::optional<QVariantMap> amended(QVariantMap record, const QVariantMap &event)
{
    if (event.value(kSeq).toLongLong() <= record.value(u"last_seq"_s).toLongLong())
        return {};
    const QString type = event.value(u"type"_s).toString();
    QVariantMap content = event.value(u"content"_s).toMap();
    if (type == "title_changed"_L1) {
        record[u"title"_s] = content.value(u"title"_s);
    } else if (type == "egress_allowed"_L1) {
        QVariantList hosts = record.value(kHosts).toList();
        hosts.append(content.value(u"host"_s));
        record[kHosts] = hosts;
    } else if (type == "settings_changed"_L1) {
        content.remove(u"by"_s);
        record.insert(content);
    } else if (type == "grant_changed"_L1) {
        record[kGrants] = grantsAfter(record.value(kGrants).toList(), content);
    } else {
        return {};
    }
    return record;
}

} // namespace pilothouse
