#include "http/picture_routes.h"

#include "exchange/error_answer.h"
#include "exchange/static_content.h"
#include "http/picture_form.h"

#include <QCoroFuture>
#include <QtConcurrent>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kNobodyLooks = u"A person has the wheel: no pictures are taken until they hand it "
                             "back."_s;

std::optional<PictureForm> requestedForm(const ExchangePtr &exchange, const SessionOptions &options)
{
    const QString format = exchange->queryValue(u"format"_s).value_or(u"png"_s);
    if (format != "png"_L1 && format != "jpeg"_L1 && format != "jpg"_L1) {
        answerInvalid(*exchange, {u"query"_s, u"format"_s}, u"Input should be png or jpeg"_s,
                      u"enum"_s);
        return std::nullopt;
    }
    const auto quality = queryNumber(exchange, u"quality"_s, options.screenshotQuality, 10, 100);
    if (!quality)
        return std::nullopt;
    const auto scale = queryNumber(exchange, u"scale"_s, 1, 1, 8);
    if (!scale)
        return std::nullopt;
    return PictureForm{.jpeg = format != "png"_L1,
                       .quality = static_cast<int>(*quality),
                       .divisor = static_cast<int>(*scale)};
}

QCoro::Task<> takeScreenshot(ApiParts parts, ExchangePtr exchange, std::stop_token stop)
{
    const auto session = requestedSession(exchange, parts);
    if (!session)
        co_return;
    const std::optional<PictureForm> form = requestedForm(exchange, session->options);
    if (!form)
        co_return;
    const Session *open = parts.registry.find(session->id);
    Screen *display = open == nullptr ? nullptr : open->display();
    if (display == nullptr) {
        answerError(*exchange, noDesktop());
        co_return;
    }
    if (parts.registry.personSteers(session->id)) {
        exchange->fail(409, kNobodyLooks);
        co_return;
    }
    const Result<QImage> screen = co_await display->capture(true, stop);
    if (!screen) {
        answerError(*exchange, screen.error());
        co_return;
    }
    if (parts.registry.personSteers(session->id)) { // since a moment ago
        exchange->fail(409, kNobodyLooks);
        co_return;
    }
    const QByteArray bytes = co_await QtConcurrent::run(encodePicture, *screen, *form);
    const HttpFields fields = HttpFields() << std::pair("Cache-Control", "no-store");
    exchange->send(200, bytes, form->jpeg ? "image/jpeg" : "image/png", fields);
}

/// A smaller picture as JPEG; empty: these bytes are no picture.
QByteArray thumbnail(const QByteArray &bytes, int divisor)
{
    const QImage picture = QImage::fromData(bytes);
    return picture.isNull() ? QByteArray()
                            : encodePicture(picture, {.jpeg = true, .divisor = divisor});
}

QCoro::Task<> sendBlob(ApiParts parts, ExchangePtr exchange)
{
    const BlobHash hash{exchange->argument(0)};
    return sendPicture(parts, exchange, hash);
}

} // namespace

QCoro::Task<> sendPicture(ApiParts parts, ExchangePtr exchange, BlobHash hash)
{
    const auto scale = queryNumber(exchange, u"scale"_s, 1, 1, 8);
    if (!scale)
        co_return;
    const auto bytes = parts.blobs.read(hash);
    if (!bytes) {
        answerError(*exchange, bytes.error());
        co_return;
    }
    const bool png = bytes->startsWith("\x89PNG");
    StaticContent content;
    content.bytes = *bytes;
    content.contentType = png ? "image/png" : "application/octet-stream";
    content.etag = '"' + hash.value.toLatin1() + '"';
    content.cacheControl = "no-store"; // the page keeps it as long as it is open
    if (png && *scale > 1) {
        const int divisor = static_cast<int>(*scale);
        content.bytes = co_await QtConcurrent::run(thumbnail, *bytes, divisor);
        content.contentType = "image/jpeg";
        content.etag.insert(content.etag.size() - 1, "-1:" + QByteArray::number(*scale));
    }
    if (content.bytes.isEmpty())
        answerInvalid(*exchange, {u"query"_s, u"scale"_s}, u"This picture cannot be read."_s);
    else
        sendContent(*exchange, content);
}

void addPictureRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/sessions/<arg>/screenshot", launching(parts, takeScreenshot));
    router.on("GET", "/blobs/<arg>", launching(parts, sendBlob));
}

} // namespace pilothouse
