#pragma once

#include "store/blob_store.h"
#include "store/session_store.h"

namespace pilothouse {

/// Removes those of `blobs` to which nothing refers. Failures are logged: what is left is private.
void removeUnneeded(const QList<BlobHash> &blobs, const SessionStore &sessions, BlobStore &store);

/// Removes the pictures of a session that does not store them, once its run has ended. Those that
/// other sessions show as well stay.
QCoro::Task<> forgetPictures(SessionId session, SessionStore &sessions, BlobStore &store);

} // namespace pilothouse
