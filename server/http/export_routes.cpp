#include "http/export_routes.h"

#include "exchange/download.h"
#include "exchange/error_answer.h"
#include "export/session_export.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QCoro::Task<std::optional<QByteArray>> nextPart(std::shared_ptr<SessionExport> file)
{
    co_return file->next();
}

void exportSession(const ApiParts &parts, const ExchangePtr &exchange)
{
    const auto session = requestedSession(exchange, parts);
    if (!session)
        return;
    const QString format = exchange->queryValue(u"format"_s).value_or(u"html"_s);
    if (format != "html"_L1 && format != "json"_L1)
        return answerInvalid(*exchange, {u"query"_s, u"format"_s},
                             u"Input should be html or json"_s, u"enum"_s);
    const auto events = parts.journal.events(session->id);
    if (!events)
        return answerError(*exchange, events.error());
    BlobStore &blobs = parts.blobs;
    const auto file = std::make_shared<SessionExport>(
        *session, *events, [&blobs](const BlobHash &hash) { return blobs.read(hash); },
        format == "json"_L1 ? ExportFormat::Json : ExportFormat::Html);
    Download::start(exchange, 200, file->contentType(), file->fileName(), {},
                    [file] { return nextPart(file); });
}

} // namespace

void addExportRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/sessions/<arg>/export",
              [parts](const ExchangePtr &e) { exportSession(parts, e); });
}

} // namespace pilothouse
