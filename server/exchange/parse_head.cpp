#include "exchange/http_head.h"
#include "exchange/request_target.h"

#include <algorithm>

namespace pilothouse {

namespace {

using Refusal = tl::unexpected<int>;

bool isTokenCharacter(char character)
{
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z') ||
           (character != 0 && QByteArrayView("!#$%&'*+-.^_`|~").contains(character));
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(),
                                          [](char each) { return each >= '0' && each <= '9'; });
}

bool isFieldText(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char each) {
        const auto code = static_cast<unsigned char>(each);
        return code == '\t' || (code >= 0x20 && code != 0x7f);
    });
}

/// Without the blanks and tabs around it. Nothing else may be dropped: what a proxy before us takes
/// for part of a value must not be a length to us.
QByteArrayView fieldValue(QByteArrayView text)
{
    const auto isBlank = [](char each) { return each == ' ' || each == '\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isVisibleAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char each) { return each > 0x20 && each < 0x7f; });
}

bool isSame(QByteArrayView text, QByteArrayView other)
{
    return text.compare(other, Qt::CaseInsensitive) == 0;
}

/// Reads one head line by line. Each step returns 0 or the status to refuse with.
class HeadParser
{
public:
    HeadParser(QByteArrayView head, const HttpLimits &limits) : m_rest(head), m_limits(limits) {}

    tl::expected<HttpHead, int> parse()
    {
        if (const int refusal = takeRequestLine(nextLine()))
            return Refusal(refusal);
        while (!m_rest.startsWith("\r\n"))
            if (const int refusal = takeField(nextLine()))
                return Refusal(refusal);
        if (const int refusal = conclude())
            return Refusal(refusal);
        return std::move(m_head);
    }

private:
    QByteArrayView nextLine()
    {
        const QByteArrayView line = m_rest.first(m_rest.indexOf("\r\n"));
        m_rest = m_rest.sliced(line.size() + 2);
        return line;
    }

    int takeRequestLine(QByteArrayView line);
    int takeVersion(QByteArrayView version);
    int takeField(QByteArrayView line);
    int takeValue(const QByteArray &name, const QByteArray &value);
    int takeLength(const QByteArray &value);
    int conclude();
    int concludeTarget();
    int concludeConnection();
    bool connectionHas(QByteArrayView token) const;

    QByteArrayView m_rest;
    const HttpLimits &m_limits;
    HttpHead m_head;
    QByteArrayView m_target;
    QByteArray m_connection;
    QByteArray m_upgrade;
    int m_fields = 0;
    int m_hosts = 0;
    int m_lengths = 0;
    int m_codings = 0;
    int m_unsupported = 0; ///< told last: a head that is wrong as a whole is a 400
};

int HeadParser::takeRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first + 1)
        return 400;
    m_target = line.sliced(first + 1, last - first - 1);
    m_head.method = line.first(first).toByteArray();
    if (!isToken(m_head.method) || m_target.contains('#') || !isVisibleAscii(m_target))
        return 400;
    if (const int refusal = takeVersion(line.sliced(last + 1)))
        return refusal;
    return m_target.size() > m_limits.targetBytes ? 414 : 0;
}

int HeadParser::takeVersion(QByteArrayView version)
{
    m_head.http10 = version == "HTTP/1.0";
    if (m_head.http10 || version == "HTTP/1.1")
        return 0;
    const bool isOther = version.size() == 8 && version.startsWith("HTTP/") && version[6] == '.' &&
                         isDigits(version.sliced(5, 1)) && isDigits(version.sliced(7));
    return isOther ? 505 : 400;
}

int HeadParser::takeField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon))) // folded lines and "Name :" end here, too
        return 400;
    const QByteArray value = fieldValue(line.sliced(colon + 1)).toByteArray();
    if (!isFieldText(value))
        return 400;
    if (++m_fields > m_limits.fields)
        return 431;
    return takeValue(line.first(colon).toByteArray().toLower(), value);
}

int HeadParser::takeValue(const QByteArray &name, const QByteArray &value)
{
    if (name == "host") {
        ++m_hosts;
        m_head.host = value;
    } else if (name == "content-length") {
        return takeLength(value);
    } else if (name == "transfer-encoding") {
        ++m_codings;
        m_head.chunked = isSame(value, "chunked");
        m_unsupported = m_head.chunked ? m_unsupported : 501;
    } else if (name == "expect") {
        m_head.expectContinue = isSame(value, "100-continue");
        m_unsupported = m_head.expectContinue ? m_unsupported : 417;
    } else if (name == "connection") {
        m_connection += value.toLower() + ',';
    } else if (name == "upgrade") {
        m_upgrade = value.toLower();
    } else if (name != "keep-alive" && name != "proxy-connection" && name != "te" &&
               name != "trailer") {
        m_head.fields.append({name, value});
    }
    return 0;
}

int HeadParser::takeLength(const QByteArray &value)
{
    constexpr qsizetype kMaxDigits = 18; // fits in 63 bits
    if (++m_lengths > 1 || value.size() > kMaxDigits || !isDigits(value))
        return 400;
    m_head.contentLength = value.toLongLong();
    return 0;
}

int HeadParser::conclude()
{
    const bool lengthUnclear = m_codings > 1 || (m_codings > 0 && (m_lengths > 0 || m_head.http10));
    const bool hostUnclear = m_hosts > 1 || (m_hosts == 0 && !m_head.http10);
    if (lengthUnclear || hostUnclear)
        return 400;
    if (const int refusal = concludeTarget())
        return refusal;
    static const QByteArrayList kKnown{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    if (!kKnown.contains(m_head.method))
        return 501;
    return concludeConnection();
}

int HeadParser::concludeTarget()
{
    if (m_target == "*" && m_head.method == "OPTIONS") // asks about the server as a whole
        m_target = "/";
    const auto target = parseTarget(m_target);
    if (!target)
        return 400;
    m_head.path = target->path;
    m_head.query = target->query;
    if (!target->authority.isNull())
        m_head.host = target->authority; // wins over Host (RFC 9112, section 3.2.2)
    else if (m_hosts == 0)
        m_head.host = "localhost"; // HTTP/1.0 need not say
    return isHost(m_head.host) ? 0 : 400;
}

int HeadParser::concludeConnection()
{
    m_head.keepAlive = m_head.http10 ? connectionHas("keep-alive") : !connectionHas("close");
    m_head.webSocket = !m_head.http10 && connectionHas("upgrade") && m_upgrade == "websocket";
    if (m_head.webSocket && (m_head.method != "GET" || m_head.hasBody()))
        return 400;
    return m_unsupported;
}

bool HeadParser::connectionHas(QByteArrayView token) const
{
    const auto tokens = m_connection.split(',');
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const QByteArray &each) { return each.trimmed() == token; });
}

} // namespace

qsizetype headSize(QByteArrayView bytes, qsizetype &searched)
{
    for (qsizetype at; (at = bytes.indexOf('\n', searched)) >= 0; searched = at + 1) {
        if (at == 0 || bytes[at - 1] != '\r')
            return -1;
        if (at >= 2 && bytes[at - 2] == '\n')
            return at + 1;
    }
    searched = bytes.size();
    return 0;
}

tl::expected<HttpHead, int> parseHead(QByteArrayView head, const HttpLimits &limits)
{
    return HeadParser(head, limits).parse();
}

} // namespace pilothouse
