#include "node/once_table.h"

#include <algorithm>

namespace pilothouse {

OnceTable::Arrival OnceTable::arrive(qint64 id, qint64 settled)
{
    m_answers.removeIf([settled](const auto &each) { return each.key() <= settled; });
    if (m_running.contains(id))
        return Arrival::Running;
    if (m_answers.contains(id))
        return Arrival::Answered;
    if (id <= m_last)
        return Arrival::Past;
    m_last = id;
    m_running.insert(id);
    return Arrival::New;
}

bool OnceTable::bar(qint64 id)
{
    m_last = std::max(m_last, id);
    return m_running.contains(id);
}

void OnceTable::keepAnswer(qint64 id, const WireFrame &answer)
{
    if (m_running.remove(id))
        m_answers.insert(id, answer);
}

} // namespace pilothouse
