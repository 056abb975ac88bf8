#include "core/ids.h"

#include <QUuid>

namespace pilothouse {

std::optional<SessionId> sessionIdFrom(const QString &text)
{
    const QUuid id = QUuid::fromString(text);
    if (id.isNull() || id.toString(QUuid::WithoutBraces) != text)
        return std::nullopt;
    return SessionId{text};
}

QString randomUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace pilothouse
