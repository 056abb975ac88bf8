#include "model/anthropic/refused_thinking.h"

#include <QCryptographicHash>

namespace pilothouse {

namespace {

QByteArray hashOf(const QByteArray &block)
{
    return QCryptographicHash::hash(block, QCryptographicHash::Sha1);
}

} // namespace

bool RefusedThinking::contains(const QByteArray &block) const
{
    return m_hashes.contains(hashOf(block));
}

// Forgotten, it would be refused once more: that costs one request.
void RefusedThinking::add(const QByteArrayList &blocks)
{
    constexpr qsizetype most = 100'000;
    if (m_hashes.size() + blocks.size() > most)
        m_hashes.clear();
    for (const QByteArray &block : blocks)
        m_hashes.insert(hashOf(block));
}

} // namespace pilothouse
