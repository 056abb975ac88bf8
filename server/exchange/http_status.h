#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// The usual phrase of a status, e.g. "Not Found"; of an unusual one that of its hundred.
QByteArray reasonPhrase(int status);

/// The body of a refusal: {"detail": detail}; the status's phrase when `detail` is empty.
QByteArray errorBody(int status, const QString &detail = {});

} // namespace pilothouse
