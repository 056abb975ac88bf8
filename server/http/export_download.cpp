#include "http/export_download.h"

namespace pilothouse {

void ExportDownload::start(const ExchangePtr &exchange, std::unique_ptr<SessionExport> file)
{
    // Should a browser show it all the same: no scripts, no requests, no origin.
    const HttpFields fields{
        {"content-disposition", "attachment; filename=\"" + file->fileName().toUtf8() + '"'},
        {"content-security-policy",
         "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"},
        {"cache-control", "no-store"}};
    if (exchange->begin(200, file->contentType(), fields))
        (new ExportDownload(exchange, std::move(file)))->goOn();
}

ExportDownload::ExportDownload(ExchangePtr exchange, std::unique_ptr<SessionExport> file)
    : m_exchange(std::move(exchange)), m_file(std::move(file))
{
    m_exchange->onGone = [this] { end(); };
    m_exchange->onDrain = [this] { goOn(); };
}

ExportDownload::~ExportDownload() = default;

void ExportDownload::goOn()
{
    bool hasRoom = true;
    while (hasRoom) {
        const QByteArray part = m_file->next();
        if (part.isEmpty())
            return end();
        hasRoom = m_exchange->write(part);
    }
}

void ExportDownload::end()
{
    m_exchange->onGone = nullptr;
    m_exchange->onDrain = nullptr;
    m_exchange->end();
    deleteLater();
}

} // namespace pilothouse
