#pragma once

#include <QByteArrayList>
#include <QSet>

namespace pilothouse {

/// Blocks of thinking that a server does not take back.
class RefusedThinking
{
public:
    bool contains(const QByteArray &block) const;
    void add(const QByteArrayList &blocks);

private:
    QSet<QByteArray> m_hashes;
};

} // namespace pilothouse
