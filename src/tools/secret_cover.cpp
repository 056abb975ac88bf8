#include "tools/secret_cover.h"

#include <algorithm>
#include <bit>
#include <bitset>
#include <cstring>
#include <map>
#include <tuple>
#include <unordered_map>

namespace pilothouse {

namespace {

constexpr int kStep = 8;        // between strips; narrow letters have several within one
constexpr int kLeastHeight = 6; // of a line of text; a cursor's bar has no more
constexpr int kGap = 2;         // rows without change within one line: the dot of an i
constexpr int kLeastEdges = 3;  // in the row that is looked for first
constexpr int kMostTraces = 400;

const QRgb *line(const QImage &image, int y)
{
    return reinterpret_cast<const QRgb *>(image.constScanLine(y));
}

/// The first and last column in which the rows differ; nothing: they do not.
QRect changedPart(const QImage &before, const QImage &after, int y)
{
    const QRgb *was = line(before, y);
    const QRgb *is = line(after, y);
    const int width = after.width();
    if (std::memcmp(was, is, size_t(width) * sizeof(QRgb)) == 0)
        return {};
    const auto differ = [](QRgb a, QRgb b) { return (a & 0xffffff) != (b & 0xffffff); };
    int first = 0;
    while (first < width && !differ(was[first], is[first]))
        ++first;
    int last = width - 1;
    while (last > first && !differ(was[last], is[last]))
        --last;
    return first < width ? QRect(first, y, last - first + 1, 1) : QRect();
}

} // namespace

/// Which pixels of a picture differ from their left neighbour.
class SecretCover::Edges
{
public:
    explicit Edges(const QImage &image)
        : m_width(image.width()), m_height(image.height()),
          m_edges(size_t(m_width) * size_t(m_height))
    {
        for (int y = 0; y < m_height; ++y) {
            const QRgb *pixels = line(image, y);
            std::uint8_t *edges = row(y);
            for (int x = 1; x < m_width; ++x)
                edges[x] = (pixels[x] & 0xffffff) != (pixels[x - 1] & 0xffffff);
        }
    }
    int width() const { return m_width; }
    int height() const { return m_height; }
    const std::uint8_t *row(int y) const { return &m_edges[size_t(y) * size_t(m_width)]; }
    /// kWidth of them from x on, the first in the lowest bit. That one is left out: what stands
    /// before a text does not belong to it.
    std::uint16_t bits(int x, int y) const
    {
        unsigned bits = 0;
        for (int i = 1; i < kWidth; ++i)
            bits |= unsigned(row(y)[x + i]) << i;
        return std::uint16_t(bits);
    }

private:
    std::uint8_t *row(int y) { return &m_edges[size_t(y) * size_t(m_width)]; }

    int m_width;
    int m_height;
    std::vector<std::uint8_t> m_edges;
};

void SecretCover::learn(const QImage &before, const QImage &after)
{
    if (before.size() != after.size())
        return;
    const QList<QRect> places = changes(before, after);
    qint64 area = 0;
    for (const QRect &place : places)
        area += qint64(place.width()) * place.height();
    if (area > qint64(after.width()) * after.height() / 4)
        return;
    const Edges edges(after);
    for (const QRect &place : places) {
        Trace trace = traceOf(edges, place);
        if (!trace.strips.empty() && m_traces.size() < kMostTraces)
            m_traces.push_back(std::move(trace));
    }
}

/// The lines in which the two differ, as rectangles.
QList<QRect> SecretCover::changes(const QImage &before, const QImage &after)
{
    QList<QRect> found;
    for (int y = 0; y < after.height(); ++y) {
        const QRect part = changedPart(before, after, y);
        if (part.isEmpty())
            continue;
        if (!found.isEmpty() && y - found.last().bottom() <= kGap)
            found.last() |= part;
        else
            found.append(part);
    }
    found.removeIf([](const QRect &place) { return place.height() < kLeastHeight; });
    return found;
}

SecretCover::Trace SecretCover::traceOf(const Edges &edges, const QRect &place)
{
    Trace trace{place.size(), {}};
    for (int x = 0; x + kWidth <= place.width(); x += kStep) {
        Strip strip{x, 0, {}};
        for (int y = 0; y < place.height(); ++y)
            strip.rows.push_back(edges.bits(place.x() + x, place.y() + y));
        const auto most = std::ranges::max_element(
            strip.rows, {}, [](std::uint16_t row) { return std::popcount(row); });
        strip.key = int(most - strip.rows.begin());
        if (std::popcount(*most) >= kLeastEdges)
            trace.strips.push_back(std::move(strip));
    }
    return trace;
}

bool SecretCover::isAt(const Strip &strip, const Edges &edges, QPoint place)
{
    const int height = int(strip.rows.size());
    if (place.y() < 0 || place.y() + height > edges.height())
        return false;
    for (int y = 0; y < height; ++y)
        if (edges.bits(place.x(), place.y() + y) != strip.rows[size_t(y)])
            return false;
    return true;
}

/// All strips by the row that tells most places apart from theirs.
struct SecretCover::Sought
{
    struct Place
    {
        size_t trace;
        const Strip *strip;
    };
    explicit Sought(const std::vector<Trace> &traces)
    {
        for (size_t trace = 0; trace < traces.size(); ++trace)
            for (const Strip &strip : traces[trace].strips) {
                const std::uint16_t key = strip.rows[size_t(strip.key)];
                keys.set(key);
                places.emplace(key, Place{trace, &strip});
            }
    }
    std::unordered_multimap<std::uint16_t, Place> places;
    std::bitset<1 << kWidth> keys;
};

/// One pass over the screen for all of them.
QList<QRect> SecretCover::findIn(const Edges &edges) const
{
    const Sought sought(m_traces);
    std::map<std::tuple<size_t, int, int>, size_t> seen; // trace, where it begins → strips
    const auto note = [&](std::uint16_t key, QPoint at) {
        const auto [first, last] = sought.places.equal_range(key);
        for (auto one = first; one != last; ++one) {
            const auto &[trace, strip] = one->second;
            const QPoint top = at - QPoint(0, strip->key);
            if (isAt(*strip, edges, top))
                ++seen[{trace, at.x() - strip->x, top.y()}];
        }
    };
    for (int y = 0; y < edges.height(); ++y) {
        const std::uint8_t *row = edges.row(y);
        unsigned bits = 0; // as Edges::bits(x, y), from the one before
        for (int x = 1 - kWidth; x + kWidth <= edges.width(); ++x) {
            bits = bits >> 1 | unsigned(row[x + kWidth - 1]) << (kWidth - 1);
            const auto key = std::uint16_t(bits & ~1U);
            if (x >= 0 && sought.keys.test(key))
                note(key, QPoint(x, y));
        }
    }
    QList<QRect> found;
    for (const auto &[place, strips] : seen) {
        const auto &[trace, x, y] = place;
        const Trace &known = m_traces[trace];
        if (strips >= std::min<size_t>(2, known.strips.size()))
            found.append(QRect(QPoint(x, y), known.size));
    }
    return found;
}

QList<QRect> SecretCover::find(const QImage &screen) const
{
    return isEmpty() ? QList<QRect>() : findIn(Edges(screen));
}

} // namespace pilothouse
