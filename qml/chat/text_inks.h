#pragma once

#include <QColor>
#include <QVariantMap>

namespace pilothouse {

/// The colours that texts are written in, by the names of the theme.
struct TextInks
{
    QColor ink;
    QColor soft;
    QColor ground; ///< of code
    QColor line;
    QColor accent;
    QColor good;
    QColor bad;
    QColor warn;
    QColor info;
    QColor infoSoft;
    QColor violet;
    QColor onBad;

    /// What is missing is black or, of grounds, white.
    static TextInks of(const QVariantMap &colours);
};

} // namespace pilothouse
