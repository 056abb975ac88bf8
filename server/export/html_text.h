#pragma once

#include <QHash>
#include <QString>

namespace pilothouse {

/// `text` as HTML text or the value of a quoted attribute: markup escaped, control characters that
/// HTML forbids shown as their symbols (U+2400 …), line ends as \n, overrides of the
/// reading direction as U+FFFD.
QString htmlText(const QString &text);

/// 1234567 as "1,234,567".
QString groupedNumber(qint64 value);

/// `page` with each {{name}} replaced by its value, in one pass: a value is never looked into.
QString fillTemplate(const QString &page, const QHash<QString, QString> &values);

} // namespace pilothouse
