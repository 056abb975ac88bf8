#include "demo/demo_http_reader.h"

#include <QByteArrayList>

#include <algorithm>

namespace pilothouse {

namespace {

/// RFC 9110 5.6.2.
bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               QByteArray("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool hasControl(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (quint8(c) < 0x20 && c != '\t') || c == 0x7F; });
}

/// Digits only, and few enough that they cannot overflow.
std::optional<qsizetype> number(const QByteArray &text, int base)
{
    const QByteArray digits = base == 16 ? "0123456789abcdefABCDEF" : "0123456789";
    const bool plain =
        std::all_of(text.begin(), text.end(), [&digits](char c) { return digits.contains(c); });
    if (text.isEmpty() || text.size() > 12 || !plain)
        return std::nullopt;
    return qsizetype(text.toLongLong(nullptr, base));
}

} // namespace

QByteArray DemoHttpRequest::header(const QByteArray &lowerName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerName)
            return value;
    }
    return {};
}

bool DemoHttpRequest::has(const QByteArray &lowerName) const
{
    return std::any_of(headers.begin(), headers.end(),
                       [&lowerName](const auto &header) { return header.first == lowerName; });
}

QByteArray DemoHttpRequest::path() const
{
    const qsizetype query = target.indexOf('?');
    return query < 0 ? target : target.first(query);
}

void DemoHttpReader::feed(const QByteArray &bytes)
{
    m_buffer += bytes;
    advance();
}

void DemoHttpReader::advance()
{
    bool more = true;
    while (more) {
        if (m_state == State::Head)
            more = readHead();
        else if (m_state == State::Body)
            more = m_chunked ? readChunk() : readPlainBody();
        else
            more = false;
    }
    if (m_state == State::Failed)
        m_buffer.clear();
}

bool DemoHttpReader::fail(int status)
{
    m_state = State::Failed;
    m_status = status;
    return false;
}

bool DemoHttpReader::readHead()
{
    while (m_buffer.startsWith("\r\n")) // RFC 9112 2.2: empty lines before a request are skipped
        m_buffer.remove(0, 2);
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end > kMaxHead || (end < 0 && m_buffer.size() > kMaxHead))
        return fail(431);
    if (end < 0)
        return false;
    const QByteArray head = m_buffer.first(end);
    m_buffer.remove(0, end + 4);
    QByteArrayList lines;
    for (const QByteArray &line : head.split('\n'))
        lines << (line.endsWith('\r') ? line.chopped(1)
                                      : line + '\n'); // a bare LF stays to be refused
    if (!head.isEmpty() && lines.last().endsWith('\n'))
        lines.last().chop(1); // the last line's CRLF was cut off with the end
    m_request = {};
    return readHeadLines(lines) && readFraming();
}

bool DemoHttpReader::readHeadLines(const QByteArrayList &lines)
{
    const QByteArrayList start = lines.first().split(' ');
    const bool versioned = start.last().startsWith("HTTP/") && start.last().size() == 8;
    if (start.size() != 3 || !isToken(start.at(0)) || !versioned)
        return fail(400);
    if (start.at(2) != "HTTP/1.1")
        return fail(505);
    if (!start.at(1).startsWith('/') || hasControl(start.at(1)))
        return fail(400);
    m_request.method = start.at(0);
    m_request.target = start.at(1);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(qMax<qsizetype>(colon, 0));
        const QByteArray value = line.mid(colon + 1).trimmed();
        // Folded lines and spaces before the colon end here too: neither leaves a token.
        if (!isToken(name) || hasControl(line))
            return fail(400);
        m_request.headers << std::pair(name.toLower(), value);
    }
    return true;
}

bool DemoHttpReader::readFraming()
{
    const auto count = [this](const QByteArray &name) {
        return std::count_if(m_request.headers.begin(), m_request.headers.end(),
                             [&name](const auto &header) { return header.first == name; });
    };
    const auto lengths = count("content-length");
    m_chunked = m_request.has("transfer-encoding");
    if (count("host") != 1 || lengths > 1 || (m_chunked && lengths > 0))
        return fail(400);
    if (m_chunked && m_request.header("transfer-encoding").toLower() != "chunked")
        return fail(501);
    const std::optional<qsizetype> length =
        lengths == 1 ? number(m_request.header("content-length"), 10) : 0;
    if (!length)
        return fail(400);
    if (*length > kMaxBody)
        return fail(413);
    m_length = *length;
    m_trailer = false;
    m_state = State::Body;
    m_expects =
        m_request.header("expect").toLower() == "100-continue" && (m_chunked || m_length > 0);
    return true;
}

bool DemoHttpReader::readPlainBody()
{
    if (m_buffer.size() < m_length)
        return false;
    m_request.body = m_buffer.first(m_length);
    m_buffer.remove(0, m_length);
    m_state = State::Done;
    return false;
}

/// One chunk, or one trailer line, of RFC 9112 7.1.
bool DemoHttpReader::readChunk()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end < 0)
        return m_buffer.size() > kMaxHead ? fail(400) : false;
    const QByteArray line = m_buffer.first(end);
    if (m_trailer) {
        m_buffer.remove(0, end + 2);
        if (line.isEmpty())
            m_state = State::Done;
        m_length += line.size(); // counted, so that trailers cannot go on for ever
        return m_length > kMaxHead ? fail(431) : !line.isEmpty();
    }
    const std::optional<qsizetype> size = number(line.split(';').first().trimmed(), 16);
    if (!size)
        return fail(400);
    if (m_request.body.size() + *size > kMaxBody)
        return fail(413);
    if (*size == 0) {
        m_trailer = true;
        m_length = 0;
        m_buffer.remove(0, end + 2);
        return true;
    }
    if (m_buffer.size() < end + 2 + *size + 2)
        return false;
    if (m_buffer.mid(end + 2 + *size, 2) != "\r\n")
        return fail(400);
    m_request.body += m_buffer.mid(end + 2, *size);
    m_buffer.remove(0, end + 2 + *size + 2);
    return true;
}

bool DemoHttpReader::takeExpectation()
{
    return std::exchange(m_expects, false);
}

DemoHttpRequest DemoHttpReader::take()
{
    DemoHttpRequest request = std::move(m_request);
    m_request = {};
    m_state = State::Head;
    m_expects = false;
    advance();
    return request;
}

} // namespace pilothouse
