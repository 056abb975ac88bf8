#pragma once

#include <QJsonObject>
#include <QString>

namespace pilothouse {

/// What is wrong with the arguments of a call by the tool's own input schema, one sentence for the
/// model that made the call; empty: nothing. Knows the keywords that our tools use: type, enum,
/// minimum, maximum, minLength, maxLength, items, minItems, maxItems, properties, required. An
/// argument that the schema does not name is wrong: a misspelt one must not be lost in silence.
/// A null counts as not given. Pure.
QString argumentProblem(const QJsonObject &schema, const QJsonObject &arguments);

} // namespace pilothouse
