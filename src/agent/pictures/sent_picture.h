#pragma once

#include "core/result.h"
#include "model/messages.h"
#include "model/model_table.h"

#include <QJsonValue>

/// Pictures that people send with a message, which may be anything.
namespace pilothouse {

inline constexpr qsizetype kMostSentPictures = 8;
inline constexpr qsizetype kLargestSentPicture = 10 * 1024 * 1024; ///< bytes

/// The files in what clients send as "images": [{"data": BASE64}, …]; none where it is null or
/// missing. InvalidArgument: another form, or more than kMostSentPictures.
Result<QList<QByteArray>> sentFiles(const QJsonValue &images);

/// A picture as `model` gets it, whatever `file` is called: PNG, JPEG, WebP or GIF (of one that
/// moves, the first) by its content; upright, scaled down as screenshots are, on white where it was
/// transparent, and without what else the file says, e.g. where it was taken.
/// InvalidArgument: none of these, damaged, or more pixels than anybody's camera takes.
/// TooLarge: more than kLargestSentPicture. Blocking, about a second at the most; any thread.
Result<Picture> readSentPicture(const QByteArray &file, const ModelInfo &model);

} // namespace pilothouse
