#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonArray>
#include <QStringView>

namespace pilothouse {

/// Parses `text` as one JSON object. Corrupt: not JSON, or not an object; the message names the
/// byte. QJsonObject sorts its keys: never use it for text that must go back as it came.
Result<QJsonObject> parseJsonObject(const QByteArray &text);

/// Compact UTF-8 text, keys sorted.
QByteArray compactJson(const QJsonObject &object);
QByteArray compactJson(const QJsonArray &array);

/// `text` as a JSON string literal with its quotes. Lone surrogates, which the model API refuses,
/// become U+FFFD.
QByteArray jsonString(const QString &text);
/// The same at the end of `to`, without a text in between.
void appendJsonString(QByteArray &to, QStringView text);

/// `text` without lone surrogates and NUL: each becomes U+FFFD.
QString wellFormed(const QString &text);

} // namespace pilothouse
