#include "mcp/session_id.h"

#include "core/ids.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                         QByteArray::AbortOnBase64DecodingErrors;

} // namespace

QByteArray mcpSessionId(const McpCaller &beginner)
{
    return randomUuid().toLatin1() + (beginner.canElicit ? ".e." : ".-.") +
           beginner.name.toUtf8().toBase64(kBase64);
}

McpCaller mcpBeginner(const QByteArray &id)
{
    McpCaller beginner;
    const QByteArrayList parts = id.split('.');
    if (parts.size() != 3)
        return beginner;
    beginner.canElicit = parts.at(1) == "e";
    const auto name = QByteArray::fromBase64Encoding(parts.at(2), kBase64);
    if (name)
        beginner.name = programName({{u"name"_s, QString::fromUtf8(name.decoded)}});
    return beginner;
}

} // namespace pilothouse
