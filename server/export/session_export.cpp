#include "export/session_export.h"

#include "export/export_json.h"
#include "export/export_page.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<SessionExport::Format> writerFor(ExportFormat format, const SessionRecord &session,
                                                 const BlobReader &blobs)
{
    if (format == ExportFormat::Json)
        return std::make_unique<ExportJson>(session, blobs);
    return std::make_unique<ExportPage>(session, blobs);
}

} // namespace

SessionExport::SessionExport(SessionRecord session, QList<Event> events, BlobReader blobs,
                             ExportFormat format)
    : m_session(std::move(session)), m_events(std::move(events)), m_format(format),
      m_writer(writerFor(format, m_session, blobs))
{
}

SessionExport::~SessionExport() = default;

QByteArray SessionExport::next()
{
    if (m_next < 0) {
        ++m_next;
        return m_writer->head();
    }
    while (m_next < m_events.size()) {
        const Event &event = m_events.at(m_next);
        const QByteArray part = m_writer->event(event, m_next == 0);
        ++m_next;
        if (!part.isEmpty()) // some events show only with a later one
            return part;
    }
    return m_writer->tail();
}

QByteArray SessionExport::contentType() const
{
    return m_format == ExportFormat::Json ? "application/json" : "text/html; charset=utf-8";
}

QString SessionExport::fileName() const
{
    const QString suffix = m_format == ExportFormat::Json ? u".json"_s : u".html"_s;
    return u"pilothouse-"_s + m_session.id.value.left(8) + suffix;
}

} // namespace pilothouse
