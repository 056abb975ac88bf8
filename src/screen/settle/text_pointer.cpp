#include "screen/settle/text_pointer.h"

#include <algorithm>
#include <vector>

namespace pilothouse {

namespace {

constexpr uint32_t kOpaque = 160; // of 255: shadows are not
constexpr int kShortest = 9;      // pixels
constexpr int kSerif = 3;         // pixels that an end is wider than the line

/// The opaque part of a row.
struct Run
{
    int left = 0;
    int right = -1;
    int width() const { return right - left + 1; }
};

Run runOf(std::span<const uint32_t> row)
{
    Run run;
    for (int x = 0; x < static_cast<int>(row.size()); ++x) {
        if (row[static_cast<size_t>(x)] >> 24 < kOpaque)
            continue;
        if (run.right < 0)
            run.left = x;
        run.right = x;
    }
    return run;
}

/// The rows that have one, from the first to the last.
std::vector<Run> runs(QSize size, std::span<const uint32_t> pixels)
{
    std::vector<Run> rows;
    const auto width = static_cast<size_t>(size.width());
    for (int y = 0; y < size.height(); ++y) {
        const Run run = runOf(pixels.subspan(static_cast<size_t>(y) * width, width));
        if (run.width() > 0)
            rows.push_back(run);
        else if (!rows.empty())
            break;
    }
    return rows;
}

} // namespace

bool isTextBeam(QSize size, std::span<const uint32_t> pixels)
{
    const std::vector<Run> rows = runs(size, pixels);
    const int height = static_cast<int>(rows.size());
    if (height < kShortest)
        return false;
    const auto widest = std::ranges::max(rows, {}, &Run::width).width();
    const Run line = rows[rows.size() / 2];
    if (widest * 3 > height * 2 || line.width() * 4 > height)
        return false;
    const auto isLine = [line](const Run &run) {
        return run.left == line.left && run.right == line.right;
    };
    const auto quarter = height / 4;
    if (!std::all_of(rows.begin() + quarter, rows.end() - quarter, isLine))
        return false;
    // An arrow has its tip there.
    const auto hasSerif = [line](const Run &outer, const Run &inner) {
        return std::max(outer.width(), inner.width()) >= line.width() + kSerif;
    };
    return hasSerif(rows[0], rows[1]) && hasSerif(rows[rows.size() - 1], rows[rows.size() - 2]);
}

} // namespace pilothouse
