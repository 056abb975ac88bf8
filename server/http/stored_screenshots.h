#pragma once

#include "store/blob_store.h"
#include "store/session_store.h"

#include <QHash>

namespace pilothouse {

/// JPEGs of stored pictures, as the original server kept them.
using Screenshots = QHash<BlobHash, QByteArray>;

/// The pictures that `events` show, with the session's `screenshot_scale` and
/// `screenshot_quality`; none for a session that does not store them. One that cannot be read is
/// empty. Made in the pool, for each call anew.
QCoro::Task<Screenshots> storedScreenshots(QList<Event> events, SessionOptions options,
                                           const BlobStore &blobs);

} // namespace pilothouse
