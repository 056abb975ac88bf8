#pragma once

#include <QVariantMap>

#include <optional>

namespace pilothouse {

/// What a session has cost: what its record says, and the events that are newer than it.
class SessionTotals
{
public:
    /// `events`: all that are known, in order.
    void take(const QVariantMap &record, const QVariantList &events);
    void take(const QVariantMap &event);
    QVariantMap asMap() const; ///< {cost, tokens}

private:
    qint64 m_seq = 0; ///< until here the record knows
    double m_cost = 0;
    qint64 m_tokens = 0;
};

/// A session's record after an event, if that is newer and changes it.
std::optional<QVariantMap> amended(QVariantMap record, const QVariantMap &event);

} // namespace pilothouse
