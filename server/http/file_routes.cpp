#include "http/file_routes.h"

#include "core/log.h"
#include "exchange/byte_range.h"
#include "exchange/download.h"
#include "exchange/error_answer.h"
#include "exchange/static_content.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 64 * 1024 * 1024;
constexpr qint64 kPartBytes = 512 * 1024;

QString kindName(HomeEntry::Kind kind)
{
    switch (kind) {
    case HomeEntry::Kind::File:
        return u"file"_s;
    case HomeEntry::Kind::Folder:
        return u"folder"_s;
    case HomeEntry::Kind::Link:
        return u"link"_s;
    case HomeEntry::Kind::Other:
        break;
    }
    return u"other"_s;
}

QJsonObject listingJson(const QString &path, const QList<HomeEntry> &entries)
{
    QJsonArray list;
    for (const HomeEntry &entry : entries)
        list.append(QJsonObject{{u"name"_s, entry.name},
                                {u"type"_s, kindName(entry.kind)},
                                {u"size"_s, entry.size},
                                {u"modified"_s, isoTime(entry.modified)}});
    return {{u"path"_s, path}, {u"entries"_s, list}};
}

/// Nothing: it cannot be read, or has become shorter meanwhile.
QCoro::Task<std::optional<QByteArray>> readPart(std::shared_ptr<HomeFile> file, qint64 offset,
                                                qint64 size)
{
    Result<QByteArray> part = co_await file->read(offset, size);
    if (part && part->size() == size)
        co_return *std::move(part);
    if (!part)
        qCWarning(logHttp).noquote() << u"A download breaks off:"_s << part.error().message;
    co_return std::nullopt;
}

/// Bytes `range` of an open file, part by part.
Download::Source partsOf(std::shared_ptr<HomeFile> file, ByteRange range)
{
    return [file = std::move(file), range]() mutable {
        const qint64 size = std::min(kPartBytes, range.size());
        return readPart(file, std::exchange(range.first, range.first + size), size);
    };
}

QCoro::Task<> showFile(ApiParts parts, ExchangePtr exchange)
{
    const auto session = requestedSession(exchange, parts);
    if (!session)
        co_return;
    const QString path = exchange->argument(1);
    const auto content = co_await parts.actions.openFile(session->id, path);
    if (!content)
        answerError(*exchange, content.error());
    else if (content->file)
        sendHomeFile(exchange, *content, path.section(u'/', -1));
    else
        exchange->sendJson(200, listingJson(path, content->entries));
}

QCoro::Task<> putFile(ApiParts parts, ExchangePtr exchange)
{
    const QString path = exchange->argument(1);
    const QByteArray bytes = exchange->body();
    const bool keeps = exchange->head().value("if-none-match") == "*";
    const IfThere ifThere = keeps ? IfThere::Keep : IfThere::Replace;
    const auto written = co_await parts.actions.writeFile(sessionOf(exchange), path, bytes, ifThere,
                                                          actorOf(*exchange));
    if (!written) {
        answerError(*exchange, written.error());
        co_return;
    }
    if (*written == Written::Kept) {
        exchange->fail(412, u"There is a file of this name already."_s);
        co_return;
    }
    exchange->sendJson(*written == Written::New ? 201 : 200,
                       QJsonObject{{u"path"_s, path}, {u"size"_s, qint64(bytes.size())}});
}

QCoro::Task<> deleteFile(ApiParts parts, ExchangePtr exchange)
{
    const auto removed = co_await parts.actions.removeFile(
        sessionOf(exchange), exchange->argument(1), actorOf(*exchange));
    if (removed)
        exchange->send(204, {}, {});
    else
        answerError(*exchange, removed.error());
}

} // namespace

void sendHomeFile(const ExchangePtr &exchange, const HomeContent &content, const QString &name,
                  const HttpFields &extraFields)
{
    const QByteArray size = QByteArray::number(content.size);
    const auto asked = parseRange(exchange->head().value("range"), content.size);
    if (asked && !asked->isSatisfiable())
        return exchange->fail(416, {}, {{"content-range", "bytes */" + size}});
    const ByteRange range = asked.value_or(ByteRange{.first = 0, .last = content.size - 1});
    HttpFields fields{{"accept-ranges", "bytes"},
                      {"content-length", QByteArray::number(range.size())}};
    if (asked)
        fields.append({"content-range", "bytes " + QByteArray::number(range.first) + '-' +
                                            QByteArray::number(range.last) + '/' + size});
    Download::start(exchange, asked ? 206 : 200, contentTypeFor(name), name, fields + extraFields,
                    partsOf(content.file, range));
}

void addFileRoutes(Router &router, const ApiParts &parts)
{
    const QByteArray path = "/sessions/<arg>/files/<tail>";
    router.on("GET", "/sessions/<arg>/files", launching(parts, showFile));
    router.on("GET", path, launching(parts, showFile));
    router.on("PUT", path, launching(parts, putFile), kLargestFile);
    router.on("DELETE", path, launching(parts, deleteFile));
}

} // namespace pilothouse
