#pragma once

#include "export/session_export.h"

#include <QSet>

namespace pilothouse {

/// The JSON form of an exported session; see ExportFormat.
class ExportJson final : public SessionExport::Format
{
public:
    ExportJson(const SessionRecord &session, BlobReader blobs)
        : m_session(session), m_blobs(std::move(blobs))
    {
    }
    QByteArray head() override;
    QByteArray event(const Event &event, bool first) override;
    QByteArray tail() override;

private:
    QByteArray blob(const ImageRef &image) const;

    const SessionRecord &m_session;
    BlobReader m_blobs;
    QSet<BlobHash> m_known;
    QList<ImageRef> m_images; ///< each picture once, in order
    qsizetype m_next = -1;    ///< picture; -1: the end of the events
};

} // namespace pilothouse
