#pragma once

#include "desktop/screen_elements.h"

#include <QList>
#include <QString>

namespace pilothouse {

/// A part of what a page says.
struct PagePiece
{
    enum class Kind {
        Block, ///< a paragraph, heading or the like begins; `text` is its mark in Markdown: "## "
        Text,
        Use, ///< `element`
    };
    Kind kind = Kind::Text;
    QString text = {};
    ScreenElement element = {};
};

/// The page or document of the window in front, all of it, also what is not on the screen.
struct ScreenPage
{
    QString title;
    QString address = {}; ///< as the browser tells it; empty: it has none
    QList<PagePiece> pieces = {};
    bool isCut = false; ///< there is more than could be read in time
};

/// Asks its program. Unavailable: it tells of no document, or not in time; Stopped.
QCoro::Task<Result<ScreenPage>> screenPage(const ProgramSandbox &sandbox, const Clock &clock,
                                           std::stop_token stop);

} // namespace pilothouse
