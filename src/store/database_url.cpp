#include "store/database_url.h"

#include <QFileInfo>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Failure unsupported(const QString &what)
{
    return fail(Errc::InvalidArgument,
                what + u" Use sqlite:///relative/file, sqlite:////absolute/file or sqlite:// "
                       "(in memory)."_s);
}

} // namespace

Result<DatabaseLocation> parseDatabaseUrl(const QString &url)
{
    const QString text = url.trimmed();
    const qsizetype colon = text.indexOf(u':');
    if (text.left(colon) != "sqlite"_L1 || !text.startsWith("sqlite://"_L1)) {
        const QString scheme = colon > 0 ? text.left(colon) : QString();
        return unsupported(scheme.isEmpty() || scheme == "sqlite"_L1
                               ? u"The database URL is not complete."_s
                               : u"Databases of the kind \"%1\" are not supported."_s.arg(scheme));
    }
    const QString rest = text.sliced(9);
    if (rest.isEmpty() || rest == "/:memory:"_L1)
        return DatabaseLocation{};
    if (!rest.startsWith(u'/'))
        return unsupported(u"A SQLite URL has no host: a slash is missing."_s);
    const QString file = rest.sliced(1);
    if (file.contains(u'?') || file.contains(u'#') || file.contains(QChar(0)))
        return unsupported(u"A SQLite URL takes no parameters."_s);
    if (file.isEmpty() || file.endsWith(u'/'))
        return unsupported(u"The database URL names no file."_s);
    return DatabaseLocation{.file = QFileInfo(file).absoluteFilePath()};
}

} // namespace pilothouse
