#pragma once

#include <QJsonObject>
#include <QStringList>

namespace pilothouse {

/// What is wrong with `value` by `schema`, each with its place; empty: nothing. `document` is where
/// "$ref" leads. Knows the part of JSON Schema 2020-12 that our OpenAPI document uses, and
/// complains about any other keyword. Stricter in one thing: an object with "properties" has no
/// others, unless "additionalProperties" says so. Thus a field that nobody described is found.
QStringList schemaProblems(const QJsonObject &document, const QJsonObject &schema,
                           const QJsonValue &value, const QString &place = QStringLiteral("$"));

} // namespace pilothouse
