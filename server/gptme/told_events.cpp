#include "gptme/told_events.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMostKept = 4000;
constexpr qsizetype kMostBytes = 2'000'000; // of them together

qint64 nextTelling()
{
    static qint64 telling = 0;
    return ++telling;
}

} // namespace

ToldEvents::ToldEvents() : m_telling(nextTelling()) {}

void ToldEvents::add(const QJsonObject &event)
{
    ++m_last;
    if (event["type"_L1].toString() == "generation_started"_L1)
        m_replyBegan = m_last;
    m_kept.push_back(compactJson(event));
    m_bytes += m_kept.back().size();
    while (m_kept.size() > kMostKept || (m_bytes > kMostBytes && !m_kept.empty())) {
        m_bytes -= m_kept.front().size();
        m_kept.pop_front();
    }
}

std::optional<QByteArray> ToldEvents::at(qint64 number) const
{
    const qint64 first = m_last - qint64(m_kept.size()) + 1;
    if (number < first || number > m_last)
        return std::nullopt;
    return m_kept[static_cast<size_t>(number - first)];
}

} // namespace pilothouse
