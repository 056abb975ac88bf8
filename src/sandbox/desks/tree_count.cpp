#include "sandbox/desks/tree_count.h"

#include "sandbox/limits/home_usage.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<> TreeCount::add(const struct stat &found, const QByteArray &path, const QByteArray &points)
{
    ++m_facts.files;
    m_facts.bytes += countedBytes(found.st_blocks * 512);
    const bool isFile = S_ISREG(found.st_mode);
    const std::array numbers{qint64(found.st_mode & (S_IFMT | kCopiedRights)),
                             isFile ? qint64(found.st_size) : 0,
                             isFile ? inNanoseconds(found.st_mtim) : 0};
    for (const qint64 number : numbers)
        m_digest.addData(QByteArray(QByteArray::number(number) + ' '));
    m_digest.addData(QByteArray(path + '\0' + points + '\n'));
    if (m_most <= 0 || m_facts.bytes <= m_most)
        return {};
    return fail(Errc::Io, u"The files take up more than the %1 MiB that they may."_s.arg(
                              inMebibytes(m_most)));
}

TreeFacts TreeCount::facts() const
{
    TreeFacts facts = m_facts;
    facts.digest = m_digest.result().toHex();
    return facts;
}

} // namespace pilothouse
