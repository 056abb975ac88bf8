#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QString>

#include <algorithm>
#include <functional>

namespace pilothouse {

/// Median of `times` runs of `work`, in milliseconds.
inline double medianMs(int times, const std::function<void()> &work)
{
    QList<double> all;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        all.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

/// One line of a comparison: ours, the reference, and how many times the reference takes.
inline void printRow(const QString &name, double ours, double reference)
{
    std::printf("  %-44s %9.1f ms %9.1f ms %8.1f x\n", qPrintable(name), ours, reference,
                ours > 0 ? reference / ours : 0.0);
    std::fflush(stdout);
}

} // namespace pilothouse
