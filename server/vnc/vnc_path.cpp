#include "vnc/vnc_path.h"

namespace pilothouse {

bool isVncPath(const HttpHead &head)
{
    const QList<QByteArray> parts = head.path.split('/');
    const bool slash = parts.size() == 5 && parts.last().isEmpty();
    return (parts.size() == 4 || slash) && parts[1] == "sessions" && parts[3] == "vnc";
}

SessionId sessionOfVncPath(const HttpHead &head)
{
    return SessionId{QString::fromLatin1(head.path.split('/').value(2))};
}

} // namespace pilothouse
