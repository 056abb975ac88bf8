#pragma once

#include "core/result.h"

#include <QJsonObject>

namespace pilothouse {

/// One line of a watch: https://kubernetes.io/docs/reference/using-api/api-concepts
struct WatchLine
{
    enum class Kind {
        Changed,  ///< is there, as `object` says
        Deleted,  ///< `object` is how it was last
        Bookmark, ///< nothing happened up to its resourceVersion
        Gone,     ///< what happened since our resourceVersion is not known any more: list again
        Error,    ///< anything else that is wrong; `words` says what
    };
    Kind kind = Kind::Error;
    QJsonObject object = {};
    QString words = {};

    QString name() const;
    QString version() const; ///< resourceVersion
};

/// Corrupt: it is none.
Result<WatchLine> watchLineFrom(const QByteArray &line);

} // namespace pilothouse
