#include "app/export_command.h"

#include "app/complain.h"
#include "core/clock.h"
#include "export/session_export.h"
#include "store/blob_store.h"
#include "store/database.h"
#include "store/journal.h"

#include <QDir>
#include <QSaveFile>

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Result<ExportFormat> formatOf(const Invocation &invocation)
{
    const QString ending = invocation.file.section(u'.', -1).toLower();
    const QString format = invocation.format.isEmpty() ? ending : invocation.format;
    if (format == "json"_L1)
        return ExportFormat::Json;
    if (format == "html"_L1 || format == "htm"_L1)
        return ExportFormat::Html;
    return fail(Errc::InvalidArgument,
                u"Give the file the ending .html or .json, or say --format html|json."_s);
}

Failure cannotWrite(const QSaveFile &file)
{
    return fail(Errc::Io, u"Cannot write %1: %2"_s.arg(file.fileName(), file.errorString()));
}

Result<> write(SessionExport &parts, const QString &name)
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(file);
    for (QByteArray part = parts.next(); !part.isEmpty(); part = parts.next())
        if (file.write(part) != part.size())
            return cannotWrite(file);
    if (!file.commit())
        return cannotWrite(file);
    return {};
}

} // namespace

Result<> exportSession(const Invocation &invocation)
{
    const StoreConfig &store = invocation.config.store;
    const auto format = formatOf(invocation);
    if (!format)
        return fail(format.error());
    auto database = Database::openToRead(store, systemClock());
    if (!database)
        return failAt(u"--database-url"_s, database.error());
    const SessionId id{invocation.session};
    const auto session = SessionStore(**database).find(id);
    if (!session)
        return fail(session.error());
    const auto events = Journal(**database, systemClock()).events(id);
    if (!events)
        return fail(events.error());
    const auto blobs = BlobStore::open(QDir(store.dataDir).filePath(u"blobs"_s));
    if (!blobs)
        return failAt(u"--data-dir"_s, blobs.error());
    const BlobReader reader = [&blobs](const BlobHash &hash) { return blobs->read(hash); };
    SessionExport parts(*session, *events, reader, *format);
    return write(parts, invocation.file);
}

} // namespace pilothouse
