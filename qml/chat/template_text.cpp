#include "qml/chat/template_text.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

QList<TemplatePiece> templatePieces(const QString &text)
{
    static const QRegularExpression kField(
        uR"(\{\{[ \t]*(\p{L}[\p{L}\p{N} _-]{0,39}?)[ \t]*\}\})"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    QList<TemplatePiece> pieces;
    qsizetype at = 0;
    auto found = kField.globalMatch(text);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        if (match.capturedStart() > at)
            pieces.append({.text = text.mid(at, match.capturedStart() - at), .field = {}});
        pieces.append({.text = match.captured(), .field = match.captured(1)});
        at = match.capturedEnd();
    }
    if (at < text.size())
        pieces.append({.text = text.mid(at), .field = {}});
    return pieces;
}

QStringList fieldsIn(const QString &text)
{
    QStringList names;
    for (const TemplatePiece &piece : templatePieces(text))
        if (!piece.field.isEmpty() && !names.contains(piece.field))
            names.append(piece.field);
    return names;
}

QString filledIn(const QString &text, const QVariantMap &values)
{
    QString whole;
    for (const TemplatePiece &piece : templatePieces(text))
        whole +=
            piece.field.isEmpty() ? piece.text : values.value(piece.field, piece.text).toString();
    return whole;
}

} // namespace pilothouse
