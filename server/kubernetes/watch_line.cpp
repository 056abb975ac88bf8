#include "kubernetes/watch_line.h"

#include "core/json.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString metadataText(const QJsonObject &object, QLatin1StringView key)
{
    return object.value("metadata"_L1).toObject().value(key).toString();
}

} // namespace

QString WatchLine::name() const
{
    return metadataText(object, "name"_L1);
}

QString WatchLine::version() const
{
    return metadataText(object, "resourceVersion"_L1);
}

Result<WatchLine> watchLineFrom(const QByteArray &line)
{
    using Kind = WatchLine::Kind;
    static const QHash<QString, Kind> kinds{{u"ADDED"_s, Kind::Changed},
                                            {u"MODIFIED"_s, Kind::Changed},
                                            {u"DELETED"_s, Kind::Deleted},
                                            {u"BOOKMARK"_s, Kind::Bookmark},
                                            {u"ERROR"_s, Kind::Error}};
    const Result<QJsonObject> json = parseJsonObject(line);
    const Failure none = fail(Errc::Corrupt, u"The cluster says what makes no sense."_s);
    if (!json)
        return none;
    const auto kind = kinds.constFind(json->value("type"_L1).toString());
    WatchLine found;
    found.object = json->value("object"_L1).toObject();
    if (kind == kinds.cend() || found.object.isEmpty())
        return none;
    found.kind = *kind;
    if (found.kind != Kind::Error) {
        const bool isWhole =
            !found.version().isEmpty() && (found.kind == Kind::Bookmark || !found.name().isEmpty());
        return isWhole ? Result<WatchLine>(found) : none;
    }
    found.words = found.object.value("message"_L1).toString();
    if (found.object.value("code"_L1).toInt() == 410)
        found.kind = Kind::Gone;
    return found;
}

} // namespace pilothouse
