#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// The usual phrase of a status, e.g. "Not Found"; of an unusual one that of its hundred.
QByteArray reasonPhrase(int status);

/// The body of a refusal: {"detail": detail}; the status's phrase when `detail` is empty.
QByteArray errorBody(int status, const QString &detail = {});

/// The same in the form that the clients of `path` read: below /api/v2 {"error": detail}, as
/// gptme's do; below /v1 {"error": {"message", "type", "param", "code"}}, as OpenAI's do.
QByteArray errorBodyAt(const QByteArray &path, int status, const QString &detail = {});

} // namespace pilothouse
