#include "tools/told_text.h"

#include "core/visible.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString quoted(const QString &text)
{
    return u'"' + visibleLine(text).replace(u'"', u'\'') + u'"';
}

QString inSeconds(std::chrono::milliseconds time)
{
    return QString::number(static_cast<double>(time.count()) / 1000, 'f', 1) + u" s"_s;
}

} // namespace pilothouse
