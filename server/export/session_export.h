#pragma once

#include "store/session_store.h"

#include <functional>
#include <memory>

namespace pilothouse {

/// The bytes of a stored picture; see BlobStore::read.
using BlobReader = std::function<Result<QByteArray>(const BlobHash &)>;

enum class ExportFormat {
    Json, ///< {"session":{…},"events":[…],"blobs":{HASH:{"media_type","data"}}}
    Html, ///< one page for people: self-contained, printable, no scripts, no requests
};

/// One session as one file, handed out in parts so that a download with back-pressure never holds
/// more than one event and its pictures. Each picture is read when its part is due, and is in the
/// file once; one that cannot be read is named there as missing.
/// JSON: the events are in wire form (wireJson), base64 in `blobs`; a missing one has "error".
class SessionExport
{
    Q_DISABLE_COPY_MOVE(SessionExport)
public:
    SessionExport(SessionRecord session, QList<Event> events, BlobReader blobs,
                  ExportFormat format);
    ~SessionExport();

    /// The next part; empty: that was all.
    QByteArray next();

    QByteArray contentType() const;
    /// What to call the file: "pilothouse-5a1e0c1d.html".
    QString fileName() const;

    /// Writes the parts of one format.
    class Format
    {
    public:
        virtual ~Format() = default;
        virtual QByteArray head() = 0;
        virtual QByteArray event(const Event &event, bool first) = 0;
        /// What follows the events, part by part, until it is empty.
        virtual QByteArray tail() = 0;
    };

private:
    const SessionRecord m_session;
    const QList<Event> m_events;
    const ExportFormat m_format;
    std::unique_ptr<Format> m_writer;
    qsizetype m_next = -1; ///< event; -1: the head
};

} // namespace pilothouse
