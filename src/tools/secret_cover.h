#pragma once

#include <QImage>
#include <QList>
#include <QRect>

#include <cstdint>
#include <vector>

namespace pilothouse {

/// Keeps pictures of a screen from showing the secrets that were typed at it. What typing one drew
/// is remembered as a pattern of edges, which neither another place nor other colours change, and
/// found wherever it shows later: scrolled, selected, or printed once more in the same letters.
/// What draws a value in another way is not found. Pure; screens are RGB32.
class SecretCover
{
public:
    /// The screen without the pointer just before and after a secret was typed. Of more than a
    /// quarter of the screen changed nothing is learnt: that is another page and no text.
    void learn(const QImage &before, const QImage &after);

    bool isEmpty() const { return m_traces.empty(); }
    /// Each place where a secret shows.
    QList<QRect> find(const QImage &screen) const;

private:
    static constexpr int kWidth = 16; // of a strip, in pixels

    /// Some columns of a trace: which pixels differ from their left neighbour; a number is a row.
    struct Strip
    {
        int x = 0;   ///< within the trace
        int key = 0; ///< the row that is looked for first
        std::vector<std::uint16_t> rows;
    };
    /// One line of text as it was drawn.
    struct Trace
    {
        QSize size;
        std::vector<Strip> strips;
    };
    class Edges;
    struct Sought;

    static QList<QRect> changes(const QImage &before, const QImage &after);
    static Trace traceOf(const Edges &edges, const QRect &place);
    static bool isAt(const Strip &strip, const Edges &edges, QPoint place);
    QList<QRect> findIn(const Edges &edges) const;

    std::vector<Trace> m_traces;
};

} // namespace pilothouse
