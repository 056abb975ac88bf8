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
qint64 drawnOfNow(const Clock &clock, qint64 last)
{
    const qint64 now = std::max<qint64>(clock.now().toSecsSinceEpoch(), 0) * kDrawn;
    return std::max(last + 1, now) + QRandomGenerator::system()->bounded(kDrawn);
}

QString fileIn(const QString &dataDir)
{
    return dataDir + u"/fence"_s;
}

} // namespace

Result<qint64> lastFence(const QString &dataDir)
{
    QFile file(fileIn(dataDir));
    if (!file.exists())
        return 0;
    bool isNumber = false;
    const qint64 last =
        file.open(QIODevice::ReadOnly) ? file.read(32).trimmed().toLongLong(&isNumber) : 0;
    if (!isNumber || last < 0 || last >= kMostWireNumber)
        return fail(Errc::Corrupt,
                    u"%1 does not hold how often this server has started. Write a number into "
                    "it that is higher than ever before, or remove it."_s.arg(file.fileName()));
    return last;
}

Result<qint64> nextFence(const QString &dataDir, const Clock &clock, qint64 epoch)
{
    const Result<qint64> last = lastFence(dataDir);
    if (!last)
        return last;
    const qint64 next = epoch > 0 ? std::max(*last + 1, epoch) : drawnOfNow(clock, *last);
    QSaveFile file(fileIn(dataDir)); // on the disk when it is committed
    const QByteArray line = QByteArray::number(next) + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(line) != line.size() || !file.commit())
        return fail(Errc::Io, u"%1 cannot be written."_s.arg(file.fileName()), file.errorString());
    return next;
}

} // namespace pilothouse
