#pragma once

#include <QList>
#include <QStringList>
#include <QVariantMap>

namespace pilothouse {

/// A stretch of the text of a template.
struct TemplatePiece
{
    QString text;  ///< as it is written
    QString field; ///< the name, if it is a field: {{name}}
};

/// The stretches of a text, put together the text. What is ours already, {{secret:NAME}}, is no
/// field. The same rules as the page's (templates/fields.js).
QList<TemplatePiece> templatePieces(const QString &text);

/// The names of its fields, each once, in their order.
QStringList fieldsIn(const QString &text);

/// The text with `values` (by name) in their places, as they are; a field without one stays.
QString filledIn(const QString &text, const QVariantMap &values);

} // namespace pilothouse
