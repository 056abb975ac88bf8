#include "model/http/answer_reader.h"

#include "core/json.h"
#include "model/http/server_error.h"
#include "model/http/unpack.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxErrorBody = 64 * 1024;
constexpr QByteArrayView kBom = "\xEF\xBB\xBF";
constexpr QByteArrayView kGzip = "\x1F\x8B";
constexpr QByteArrayView kFields[] = {"event:", "data:", "id:", "retry:", "error:", ":"};

QByteArrayView withoutBlanks(QByteArrayView body)
{
    if (body.startsWith(kBom))
        body = body.sliced(kBom.size());
    return body.trimmed();
}

ApiFailure noReply(const QString &words)
{
    QString message = u"The model server did not answer with an event stream: check its "
                      "address."_s;
    if (!words.isEmpty())
        message += u" It says: "_s + words;
    return {.error = {Errc::Unavailable, message}};
}

} // namespace

AnswerReader::AnswerReader(const Clock &clock, const ProgressSink &progress,
                           std::unique_ptr<ReplyAssembler> assembler)
    : m_clock(clock), m_progress(progress), m_assembler(std::move(assembler))
{
}

bool AnswerReader::isFailure(const AnswerHead &head) const
{
    return head.status != 0 && (!head.isSuccess() || m_kind == Kind::Other);
}

AnswerReader::Kind AnswerReader::kindOf(const AnswerHead &head) const
{
    if (!m_body.isEmpty() && looksPacked(m_body, head.encoding) && !m_body.startsWith(kBom[0]))
        return Kind::Packed;
    const QByteArrayView start = withoutBlanks(m_body);
    if (start.isEmpty() || kBom.startsWith(m_body) || kGzip.startsWith(m_body))
        return Kind::Unknown;
    if (start.front() == '{' || start.front() == '[')
        return Kind::Json;
    for (const QByteArrayView field : kFields) {
        if (start.startsWith(field))
            return Kind::Events;
        if (field.startsWith(start))
            return Kind::Unknown;
    }
    const bool isLabelled = head.type.trimmed().toLower().startsWith("text/event-stream");
    return isLabelled && start.front() != '<' ? Kind::Events : Kind::Other;
}

ApiResult<> AnswerReader::read(const AnswerHead &head, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return {};
    if (!head.isSuccess()) {
        keep(bytes, kMaxErrorBody);
        return {};
    }
    if (m_kind == Kind::Events)
        return readEvents(bytes);
    keep(bytes, m_kind == Kind::Other ? kMaxErrorBody : kLargestReply);
    if (m_kind == Kind::Unknown) {
        m_kind = kindOf(head);
        if (m_kind == Kind::Events)
            return readEvents(std::exchange(m_body, {}));
    }
    m_pieces += m_kind == Kind::Json || m_kind == Kind::Packed ? 1 : 0;
    if (m_body.size() > kLargestReply)
        return tl::unexpected(
            brokenStream(u"The reply is larger than %1 bytes"_s.arg(kLargestReply)));
    return {};
}

// One byte more than there may be is enough to know.
void AnswerReader::keep(const QByteArray &bytes, qsizetype most)
{
    m_body += bytes.left(std::max<qsizetype>(most + 1 - m_body.size(), 0));
    const bool isBlank = m_kind == Kind::Unknown && withoutBlanks(m_body).isEmpty();
    if (isBlank && m_body.size() > kBom.size())
        m_body.clear(); // to keep the connection open
}

ApiResult<> AnswerReader::readEvents(const QByteArray &bytes)
{
    const auto frames = m_parser.feed(bytes);
    if (!frames)
        return tl::unexpected(brokenStream(frames.error().message));
    for (const SseFrame &frame : *frames)
        if (auto read = readFrame(frame); !read)
            return read;
    return {};
}

ApiResult<> AnswerReader::readFrame(const SseFrame &frame)
{
    const auto progress = m_assembler->accept(frame, m_clock.now());
    if (!progress)
        return tl::unexpected(progress.error());
    if (*progress && m_progress)
        m_progress(**progress);
    return {};
}

ApiResult<> AnswerReader::readJson()
{
    const auto document = QJsonDocument::fromJson(withoutBlanks(m_body).toByteArray());
    if (document.isNull())
        return readLines();
    if (document.isObject())
        return readFrame({.event = {}, .data = compactJson(document.object())});
    const QJsonArray events = document.array();
    for (const QJsonValue &event : events)
        if (auto read = readFrame({.event = {}, .data = compactJson(event.toObject())}); !read)
            return read;
    return {};
}

// One event a line, as servers do whose own dialect streams so.
ApiResult<> AnswerReader::readLines()
{
    for (const QByteArray &line : m_body.split('\n'))
        if (!line.trimmed().isEmpty())
            if (auto read = readFrame({.event = {}, .data = line.trimmed()}); !read)
                return read;
    return {};
}

// What is inside is read as if it had come as it is.
ApiResult<> AnswerReader::unpack(const AnswerHead &head)
{
    const auto body = unpacked(m_body, head.encoding, kLargestReply);
    if (!body) {
        if (body.error().code == Errc::Corrupt)
            return tl::unexpected(brokenStream(body.error().message));
        return tl::unexpected(ApiFailure{.error = body.error()});
    }
    m_body.clear();
    m_kind = Kind::Unknown;
    return read({.status = head.status, .type = head.type}, *body);
}

ApiResult<ModelReply> AnswerReader::finish(const AnswerHead &head, ErrorAnswer failed)
{
    if (!m_body.isEmpty() && looksPacked(m_body, head.encoding))
        if (auto done = unpack(head); !done && head.isSuccess())
            return tl::unexpected(done.error());
    if (!head.isSuccess()) {
        failed.body = m_body;
        return tl::unexpected(failureOf(failed, m_clock.now()));
    }
    if (m_kind == Kind::Other)
        return tl::unexpected(noReply(readServerError(m_body).words));
    if (m_kind == Kind::Json)
        if (auto done = readJson(); !done)
            return tl::unexpected(done.error());
    return m_assembler->finish();
}

} // namespace pilothouse
