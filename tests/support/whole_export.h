#pragma once

#include "export/session_export.h"

namespace pilothouse {

/// All parts of a session's file at once.
inline QByteArray wholeExport(ExportFormat format, const SessionRecord &session,
                              const QList<Event> &events, const BlobReader &blobs)
{
    SessionExport parts(session, events, blobs, format);
    QByteArray file;
    for (QByteArray part = parts.next(); !part.isEmpty(); part = parts.next())
        file += part;
    return file;
}

} // namespace pilothouse
