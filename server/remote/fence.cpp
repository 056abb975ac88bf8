#include "remote/fence.h"

#include "wire/frame.h"

#include <QFile>
#include <QRandomGenerator>
#include <QSaveFile>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Two that begin in the same second, or after the same number, draw different ones.
constexpr int kDrawn = 1 << 20;

/// By the wall clock, in seconds, with room for a draw in each: until the year 2242.
qint64 fenceOfNow(const Clock &clock)
{
    return std::max<qint64>(clock.now().toSecsSinceEpoch(), 0) * kDrawn;
}

} // namespace

Result<qint64> nextFence(const QString &dataDir, const Clock &clock)
{
    const QString path = dataDir + u"/fence"_s;
    qint64 last = 0;
    if (QFile file(path); file.exists()) {
        bool isNumber = false;
        if (file.open(QIODevice::ReadOnly))
            last = file.read(32).trimmed().toLongLong(&isNumber);
        if (!isNumber || last < 0 || last >= kMostWireNumber)
            return fail(Errc::Corrupt,
                        u"%1 does not hold how often this server has started. Write a number into "
                        "it that is higher than ever before, or remove it."_s.arg(path));
    }
    const qint64 next =
        std::max(last + 1, fenceOfNow(clock)) + QRandomGenerator::system()->bounded(kDrawn);
    QSaveFile file(path); // on the disk when it is committed
    const QByteArray line = QByteArray::number(next) + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(line) != line.size() || !file.commit())
        return fail(Errc::Io, u"%1 cannot be written."_s.arg(path), file.errorString());
    return next;
}

} // namespace pilothouse
