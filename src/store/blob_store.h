#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QByteArray>
#include <QCoroTask>

namespace pilothouse {

/// Files named by the SHA-256 of their bytes, below one private folder (0700), two-level:
/// "ab/abcdef…". Written once, never changed. Main thread; the writing happens in the pool.
class BlobStore
{
public:
    /// Creates `folder` if missing. Io: it cannot be created or written.
    static Result<BlobStore> open(const QString &folder);

    /// Stores the bytes durably (file and folder synced) and returns their name. Storing the same
    /// bytes again is cheap. Io: the disk is full or read-only; nothing half-written remains.
    QCoro::Task<Result<BlobHash>> put(QByteArray bytes);
    /// NotFound: no such blob. Corrupt: the bytes do not match the name.
    Result<QByteArray> read(const BlobHash &hash) const;
    /// Absolute path of an existing blob. InvalidArgument: not a hash. NotFound.
    Result<QString> path(const BlobHash &hash) const;
    Result<> remove(const BlobHash &hash);

private:
    explicit BlobStore(QString folder);
    QString m_folder;
};

} // namespace pilothouse
