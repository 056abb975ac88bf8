#include "door/request_reader.h"

#include "exchange/request_target.h"

#include <algorithm>

namespace pilothouse {

namespace {

bool isPrintable(char character)
{
    return character > 0x20 && character < 0x7f;
}

/// RFC 9112, section 2.2: before a request.
void skipBlankLines(QByteArrayView &input)
{
    while (input.startsWith("\r\n"))
        input = input.sliced(2);
}

/// The second word of a request line; empty: it has none.
QByteArrayView targetOf(QByteArrayView head)
{
    const QByteArrayView line = head.first(std::max<qsizetype>(0, head.indexOf('\r')));
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    return last > first + 1 ? line.sliced(first + 1, last - first - 1) : QByteArrayView();
}

} // namespace

RequestReader::Found RequestReader::read(QByteArrayView &input)
{
    if (m_stage == Stage::Between) {
        skipBlankLines(input);
        if (!input.isEmpty() && input != QByteArrayView("\r"))
            m_stage = Stage::Head;
    }
    if (m_stage == Stage::Head && !input.isEmpty())
        return readHead(input);
    return m_stage == Stage::Body ? readBody(input) : Found::Nothing;
}

RequestReader::Found RequestReader::readHead(QByteArrayView &input)
{
    const qsizetype size = headSize(input, m_searched);
    if (size < 0 || !isPrintable(input[0])) // e.g. TLS on the plain port
        return complain(400);
    if (size > m_limits.headBytes || (size == 0 && input.size() > m_limits.headBytes))
        return complain(431);
    if (size == 0)
        return Found::Nothing;
    auto head = parseHead(input.first(size), m_limits);
    if (!head) {
        const QByteArrayView target = targetOf(input);
        m_head.path = target.toByteArray(); // a refusal has the form of its place
        if (head.error() == 400 && !target.isEmpty() && !parseTarget(target))
            m_faultDetail = faultOfTarget(target);
        return complain(head.error());
    }
    m_head = std::move(*head);
    input = input.sliced(size);
    m_stage = Stage::Waiting;
    return Found::Head;
}

RequestReader::Found RequestReader::expectBody(qint64 most)
{
    if (m_head.contentLength > most)
        return complain(413);
    if (!m_head.hasBody())
        return Found::Request;
    m_body = RequestBody(m_head, most);
    m_stage = Stage::Body;
    return Found::Nothing;
}

RequestReader::Found RequestReader::readBody(QByteArrayView &input)
{
    switch (m_body.feed(input)) {
    case RequestBody::Result::More:
        return Found::Nothing;
    case RequestBody::Result::Done:
        m_stage = Stage::Waiting;
        return Found::Request;
    case RequestBody::Result::TooLarge:
        return complain(413);
    case RequestBody::Result::Bad:
        break;
    }
    return complain(400);
}

void RequestReader::next()
{
    m_stage = Stage::Between;
    m_searched = 0;
    if (m_head.hasBody())
        m_body = {};
    m_head = {};
}

RequestReader::Found RequestReader::complain(int status)
{
    m_stage = Stage::Waiting;
    m_fault = status;
    return Found::Fault;
}

} // namespace pilothouse
