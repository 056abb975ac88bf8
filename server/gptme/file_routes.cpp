#include "gptme/file_routes.h"

#include "core/clock.h"
#include "exchange/static_content.h"
#include "gptme/form_parts.h"
#include "gptme/request_body.h"
#include "gptme/retold_texts.h"
#include "http/file_routes.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestFile = 50 * 1024 * 1024;
constexpr qint64 kLargestForm = 64 * 1024 * 1024;
constexpr qsizetype kMostFiles = 20;
constexpr int kMostNames = 100; // of files that are called alike

/// A page on another port of this host shows them, too; it has to have the cookie.
const HttpFields kForSameSite{{"cross-origin-resource-policy", "same-site"}};

/// The picture that a message names: pictureName().
std::optional<ImageRef> pictureAt(const Journal &journal, const SessionId &session,
                                  const QString &path)
{
    static const QRegularExpression form(u"^screenshots/(\\d{1,12})(?:-(\\d{1,4}))?\\.png$"_s);
    const auto match = form.match(path);
    if (!match.hasMatch())
        return std::nullopt;
    const EventSeq seq = match.captured(1).toLongLong();
    const auto events = journal.events(session, seq - 1, 1);
    if (!events || events->isEmpty() || events->first().seq != seq)
        return std::nullopt;
    const QList<ImageRef> *images = imagesIn(events->first().body);
    const qsizetype index = match.captured(2).toInt();
    return images && index < images->size() ? std::optional(images->at(index)) : std::nullopt;
}

void sendImage(const GptmeParts &parts, const ExchangePtr &exchange, const ImageRef &image)
{
    const auto bytes = parts.api.blobs.read(image.blob);
    if (!bytes)
        return answerWithError(*exchange, bytes.error());
    sendContent(*exchange,
                {.bytes = *bytes,
                 .contentType = image.mediaType.toLatin1(),
                 .etag = '"' + image.blob.value.toLatin1() + '"',
                 .cacheControl = "private, no-cache"},
                kForSameSite);
}

QCoro::Task<> showFile(GptmeParts parts, ExchangePtr exchange)
{
    const auto conversation = requestedConversation(parts, exchange);
    if (!conversation)
        co_return;
    const QString path = exchange->argument(1);
    if (const auto image = pictureAt(parts.api.journal, conversation->session(), path)) {
        sendImage(parts, exchange, *image);
        co_return;
    }
    const auto item = co_await parts.api.actions.openFile(conversation->session(), path);
    if (item && item->file)
        sendHomeFile(exchange, *item, path.section(u'/', -1), kForSameSite);
    else if (item)
        exchange->fail(400, u"Not a file: %1"_s.arg(path));
    else if (item.error().code == Errc::NotFound)
        exchange->fail(404, u"File not found: %1"_s.arg(path));
    else
        answerWithError(*exchange, item.error());
}

/// Taken names get -1, -2 before their ending.
QString nameNumbered(const QString &name, int number)
{
    if (number == 0)
        return name;
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString ending = dot > 0 ? name.sliced(dot) : QString();
    return u"%1-%2%3"_s.arg(name.chopped(ending.size())).arg(number).arg(ending);
}

/// Where the file came to lie.
QCoro::Task<Result<QString>> keepFile(GptmeParts parts, SessionId session, FormFile file,
                                      QString actor)
{
    for (int number = 0; number < kMostNames; ++number) {
        const QString path = u"attachments/"_s + nameNumbered(file.name, number);
        const auto written =
            co_await parts.api.actions.writeFile(session, path, file.bytes, IfThere::Keep, actor);
        if (!written)
            co_return fail(written.error());
        if (*written != Written::Kept)
            co_return path;
    }
    co_return fail(Errc::Conflict, u"Too many files are called %1"_s.arg(file.name));
}

QString faultOf(const Result<QList<FormFile>> &files)
{
    if (!files)
        return files.error().message;
    for (const FormFile &file : *files)
        if (file.bytes.size() > kLargestFile)
            return u"%1 is larger than 50 MiB"_s.arg(file.name);
    return files->isEmpty() ? u"No file was sent"_s : QString();
}

QJsonObject fileJson(const FormFile &file, const QString &path, const QDateTime &now)
{
    return {{u"name"_s, path.section(u'/', -1)},
            {u"path"_s, path},
            {u"type"_s, u"file"_s},
            {u"size"_s, file.bytes.size()},
            {u"modified"_s, isoTime(now)},
            {u"mime_type"_s, QString::fromLatin1(contentTypeFor(file.name).split(';').first())}};
}

QCoro::Task<> upload(GptmeParts parts, ExchangePtr exchange)
{
    const auto conversation = requestedConversation(parts, exchange);
    if (!conversation)
        co_return;
    const QByteArray type = exchange->head().value("content-type");
    const auto files = formFiles(type, exchange->body(), kMostFiles);
    if (const QString fault = faultOf(files); !fault.isEmpty()) {
        exchange->fail(400, fault);
        co_return;
    }
    QJsonArray kept;
    for (const FormFile &file : *files) {
        const auto path =
            co_await keepFile(parts, conversation->session(), file, actorOf(*exchange));
        if (!path) {
            answerWithError(*exchange, path.error());
            co_return;
        }
        kept.append(fileJson(file, *path, parts.api.clock.now()));
    }
    exchange->sendJson(200, QJsonObject{{u"files"_s, kept}});
}

} // namespace

void addConversationFileRoutes(Router &router, const GptmeParts &parts)
{
    const QByteArray one = "/api/v2/conversations/<arg>";
    router.on("GET", one + "/files/<tail>", launching(parts, showFile));
    router.on("POST", one + "/workspace/upload", launching(parts, upload), kLargestForm,
              Router::Parts::Taken);
}

} // namespace pilothouse
