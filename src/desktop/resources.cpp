#include "desktop/resources.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace pilothouse {

QByteArray resourceContent(const QString &name)
{
    QFile file(u":/pilothouse/desktop/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace pilothouse
