#include "mcp/tool_set.h"

#include "core/json.h"

#include <QFile>
#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

QJsonObject mcpTextBlock(const QString &text)
{
    return {{u"type"_s, u"text"_s}, {u"text"_s, wellFormed(text)}};
}

QJsonObject mcpPictureBlock(const QByteArray &bytes, const QString &mediaType)
{
    return {{u"type"_s, u"image"_s},
            {u"data"_s, QString::fromLatin1(bytes.toBase64())},
            {u"mimeType"_s, mediaType}};
}

McpToolReply mcpText(const QString &text)
{
    McpToolReply reply;
    reply.content.append(mcpTextBlock(text));
    return reply;
}

McpToolReply mcpFailure(const QString &text)
{
    McpToolReply reply = mcpText(text);
    reply.isError = true;
    return reply;
}

McpToolReply mcpFailure(const Error &error)
{
    return mcpFailure(error.message);
}

McpToolReply mcpFacts(const QJsonObject &facts)
{
    McpToolReply reply = mcpText(QString::fromUtf8(compactJson(facts)));
    reply.structured = facts;
    return reply;
}

QList<QJsonObject> mcpDeclarations(const QString &resource)
{
    QFile file(resource);
    [[maybe_unused]] const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    const QJsonArray all = QJsonDocument::fromJson(file.readAll()).array();
    Q_ASSERT(!all.isEmpty());
    QList<QJsonObject> declarations;
    for (const QJsonValue &each : all)
        declarations.append(each.toObject());
    return declarations;
}

} // namespace pilothouse
