#pragma once

#include <QImage>
#include <QList>

#include <algorithm>
#include <cstdio>

namespace pilothouse {

/// How many pixels have that colour, and the box around them.
inline int inColour(const QImage &picture, QRgb colour, QRect *where = nullptr)
{
    int count = 0;
    QRect box;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (picture.pixel(x, y) != colour)
                continue;
            ++count;
            box |= QRect(x, y, 1, 1);
        }
    }
    if (where)
        *where = box;
    return count;
}

/// How many pixels differ in two pictures of one size.
inline int differences(const QImage &one, const QImage &other)
{
    int count = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            count += one.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
    }
    return count;
}

/// What came of some actions.
struct Tally
{
    int count = 0;
    int final = 0;
    int said = 0;    ///< early, and the answer says so
    int slept = 0;   ///< final after the fixed sleep
    int doubted = 0; ///< final, and the answer says that more may come
    QList<qint64> waits;

    void add(bool isFinal, bool isDoubted, qint64 waited, bool sleepIsFinal)
    {
        ++count;
        final += isFinal;
        said += !isFinal && isDoubted;
        doubted += isFinal && isDoubted;
        slept += sleepIsFinal;
        waits += waited;
    }
    void add(const Tally &other)
    {
        count += other.count;
        final += other.final;
        said += other.said;
        doubted += other.doubted;
        slept += other.slept;
        waits += other.waits;
    }
    void print(const QString &name) const
    {
        QList<qint64> sorted = waits;
        std::sort(sorted.begin(), sorted.end());
        std::printf("  %-34s %3d of %3d %6d %8d %10d %8lld ms %8d\n", qPrintable(name), final,
                    count, said, count - final - said, doubted,
                    static_cast<long long>(sorted.value((count - 1) / 2)), slept);
        std::fflush(stdout);
    }
    static void head(const char *title)
    {
        std::printf("\n%-36s %10s %6s %8s %10s %11s %8s\n", title, "final", "said", "silent",
                    "final+said", "median", "sleep 2");
    }
};

} // namespace pilothouse
