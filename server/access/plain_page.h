#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// A page that is all in one answer: no scripts, nothing from elsewhere.
struct PlainPage
{
    QByteArray html;   ///< in both languages: send it through inLanguage()
    QByteArray policy; ///< its Content-Security-Policy: its own style and forms, nothing else
};

/// resources/web/`name` with the colours of the pages.
PlainPage loadPlainPage(const QString &name);

} // namespace pilothouse
