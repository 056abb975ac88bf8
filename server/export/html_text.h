#pragma once

#include <QHash>
#include <QString>

namespace pilothouse {

/// `text` as HTML text or the value of a quoted attribute: markup escaped, what nobody would see
/// named as visible() does.
QString htmlText(const QString &text);

/// 1234567 as "1,234,567".
QString groupedNumber(qint64 value);

/// `page` with each {{name}} replaced by its value, in one pass: a value is never looked into.
QString fillTemplate(const QString &page, const QHash<QString, QString> &values);

} // namespace pilothouse
