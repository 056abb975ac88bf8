#pragma once

#include "mcp/stdio/stdio_client.h"

#include <QUrl>

namespace pilothouse {

/// Answers by the server at `address` (http://HOST:PORT, with or without /mcp), with its `token`
/// (may be empty): messages pass as they are. What goes wrong on the way is an error of the
/// request.
StdioClient::Answer answerThere(const QUrl &address, const QByteArray &token, const Clock &clock);

/// Takes messages out of an answer that may be a stream of events: fed in parts, gives those that
/// are whole. Pure.
class EventLines
{
public:
    QByteArrayList take(const QByteArray &part);

private:
    QByteArray m_buffer;
    QByteArray m_data;
};

} // namespace pilothouse
