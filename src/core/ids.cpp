#include "core/ids.h"

#include <QUuid>

namespace pilothouse {

QString randomUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace pilothouse
