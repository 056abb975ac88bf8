#include "app/options.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QHash<QString, QString> parseDotenv(const QString &text)
{
    QHash<QString, QString> values;
    for (QString line : text.split(u'\n')) {
        line = line.trimmed();
        if (line.startsWith("export "_L1))
            line = line.sliced(7).trimmed();
        const qsizetype equals = line.indexOf(u'=');
        if (line.startsWith(u'#') || equals < 1)
            continue;
        QString value = line.sliced(equals + 1).trimmed();
        const bool quoted = value.size() >= 2 &&
                            (value.front() == u'"' || value.front() == u'\'') &&
                            value.back() == value.front();
        if (quoted)
            value = value.sliced(1, value.size() - 2);
        else if (const qsizetype comment = value.indexOf(" #"_L1); comment >= 0)
            value = value.first(comment).trimmed();
        values.insert(line.first(equals).trimmed(), value);
    }
    return values;
}

} // namespace pilothouse
