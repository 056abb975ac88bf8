#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

namespace pilothouse {

/// One file of a form.
struct FormFile
{
    QString name; ///< the last part of what the client calls it; may still be no good name
    QByteArray bytes;
};

/// The files of a multipart/form-data body (RFC 7578), in their order; fields without a file name
/// are passed over. InvalidArgument: it is none, or broken, or has more than `most` files.
Result<QList<FormFile>> formFiles(const QByteArray &contentType, const QByteArray &body,
                                  qsizetype most);

} // namespace pilothouse
