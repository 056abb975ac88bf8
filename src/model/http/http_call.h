#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace pilothouse {

/// One HTTP request, ready to be posted. `headers` hold the key: never print them.
struct HttpCall
{
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int maxTokens = 0;    ///< that the body allows for the reply
    QString keyName = {}; ///< how people set its key: "ANTHROPIC_API_KEY"
};

/// Those of every call: JSON is sent, an event stream wanted, and not compressed, as that would
/// come in lumps.
QList<std::pair<QByteArray, QByteArray>> usualHeaders();

} // namespace pilothouse
