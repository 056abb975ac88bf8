#pragma once

#include <QByteArray>

/// JSON that is written with ' for ": moc 6.4 loses its way in raw strings.
inline QByteArray fromQuotes(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}
