#include "mcp/agent/session_resources.h"

#include "core/json.h"
#include "feed/session_json.h"
#include "mcp/change_notices.h"
#include "screen/png.h"

#include <QCoroFuture>
#include <QUrl>
#include <QUrlQuery>
#include <QtConcurrentRun>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kRoot = u"pilothouse://sessions"_s;
const QString kJson = u"application/json"_s;
constexpr int kMostListed = 50;
constexpr int kEvents = 500;                     // in one page
constexpr qint64 kLargestFile = 8 * 1024 * 1024; // bytes
const QString kNobodyLooks =
    u"A person has the wheel: no pictures are taken until they hand it back."_s;

QJsonObject textContent(const QString &uri, const QByteArray &text, const QString &type)
{
    return {{u"uri"_s, uri}, {u"mimeType"_s, type}, {u"text"_s, QString::fromUtf8(text)}};
}

QJsonObject blobContent(const QString &uri, const QByteArray &bytes, const QString &type)
{
    return {
        {u"uri"_s, uri}, {u"mimeType"_s, type}, {u"blob"_s, QString::fromLatin1(bytes.toBase64())}};
}

QJsonObject pattern(const QString &path, const QString &name, const QString &type = {})
{
    QJsonObject row{{u"uriTemplate"_s, QString(kRoot + path)}, {u"name"_s, name}};
    if (!type.isEmpty())
        row.insert(u"mimeType"_s, type);
    return row;
}

/// A whole file. TooLarge; HomeFile::read().
QCoro::Task<Result<QByteArray>> bytesOf(HomeContent content)
{
    if (content.size > kLargestFile)
        co_return fail(Errc::TooLarge, u"This file is larger than %1 bytes."_s.arg(kLargestFile));
    Result<QByteArray> bytes = co_await content.file->read(0, content.size);
    co_return bytes;
}

QByteArray listing(const HomeContent &folder)
{
    QJsonArray names;
    for (const HomeEntry &entry : folder.entries)
        names.append(entry.kind == HomeEntry::Kind::Folder ? QString(entry.name + u'/')
                                                           : entry.name);
    return compactJson(names);
}

bool isText(const QByteArray &bytes)
{
    return !bytes.contains('\0') && bytes.isValidUtf8();
}

} // namespace

McpResources SessionResources::resources()
{
    const QJsonArray templates{
        pattern(u"/{id}"_s, u"session"_s, kJson),
        pattern(u"/{id}/events{?after}"_s, u"events of a session"_s, kJson),
        pattern(u"/{id}/screenshot"_s, u"what its screen shows"_s, u"image/png"_s),
        pattern(u"/{id}/files/{+path}"_s, u"file or folder in its home"_s)};
    return {.list = [this] { return list(); },
            .templates = templates,
            .read = [this](QString uri,
                           std::stop_token stop) { return read(std::move(uri), std::move(stop)); },
            .isWatched = [this](const QString &uri) { return isWatched(uri); },
            .watch = [this](ChangeNotices &notices) { watch(notices); }};
}

/// All but files: nobody tells of those.
bool SessionResources::isWatched(const QString &uri) const
{
    if (uri == kRoot)
        return true;
    const QString path = uri.section(u'?', 0, 0);
    static const QStringList parts{QString(), u"events"_s, u"screenshot"_s};
    return path.startsWith(kRoot + u'/') &&
           parts.contains(path.mid(kRoot.size()).section(u'/', 2)) &&
           m_parts.registry.record(SessionId{path.mid(kRoot.size()).section(u'/', 1, 1)});
}

void SessionResources::watch(ChangeNotices &notices) const
{
    const auto ofSession = [&notices](const SessionId &session) {
        notices.resourceChanged(kRoot);
        notices.resourceChanged(kRoot + u'/' + session.value);
        notices.resourceChanged(kRoot + u'/' + session.value + u"/events"_s);
    };
    const auto ofList = [&notices](const SessionId &) {
        notices.resourceChanged(kRoot);
        notices.listChanged();
    };
    QObject::connect(
        &m_parts.journal, &Journal::appended, &notices, [=, &notices](const Event &event) {
            ofSession(event.session);
            const auto *result = std::get_if<ToolResult>(&event.body);
            if (result != nullptr && !result->images.isEmpty())
                notices.resourceChanged(kRoot + u'/' + event.session.value + u"/screenshot"_s);
            if (std::holds_alternative<TitleChanged>(event.body))
                notices.listChanged();
        });
    QObject::connect(&m_parts.registry, &SessionRegistry::created, &notices, ofList);
    QObject::connect(&m_parts.registry, &SessionRegistry::removed, &notices,
                     [=](const SessionId &session) {
                         ofSession(session);
                         ofList(session);
                     });
}

QJsonArray SessionResources::list() const
{
    QJsonArray rows{
        QJsonObject{{u"uri"_s, kRoot}, {u"name"_s, u"sessions"_s}, {u"mimeType"_s, kJson}}};
    const auto sessions = m_parts.registry.records(kMostListed, 0, SessionOrder::LastUsed);
    for (const SessionRecord &session : sessions.value_or(QList<SessionRecord>())) {
        const QString title = session.options.title;
        rows.append(QJsonObject{{u"uri"_s, QString(kRoot + u'/' + session.id.value)},
                                {u"name"_s, title.isEmpty() ? session.id.value : title},
                                {u"mimeType"_s, kJson}});
    }
    return rows;
}

QCoro::Task<Result<QJsonArray>> SessionResources::read(QString uri, std::stop_token stop)
{
    const Failure unknown = fail(Errc::NotFound, u"Resource not found"_s);
    if (!uri.startsWith(kRoot))
        co_return unknown;
    const QString rest = uri.sliced(kRoot.size());
    const QString path = rest.section(u'?', 0, 0);
    if (path.isEmpty()) {
        const auto text = sessions();
        if (!text)
            co_return fail(text.error());
        co_return QJsonArray{textContent(uri, *text, kJson)};
    }
    const auto session = m_parts.registry.record(SessionId{path.section(u'/', 1, 1)});
    if (!session)
        co_return unknown;
    const auto found = co_await readPart(uri, *session, path, stop);
    co_return found;
}

QCoro::Task<Result<QJsonArray>> SessionResources::readPart(QString uri, SessionRecord session,
                                                           QString path, std::stop_token stop)
{
    const SessionId id = session.id;
    const QString part = path.section(u'/', 2, 2);
    if (part.isEmpty())
        co_return QJsonArray{textContent(uri, sessionJson(session, m_parts.registry), kJson)};
    if (part == "events"_L1) {
        const EventSeq after =
            QUrlQuery(uri.section(u'?', 1)).queryItemValue(u"after"_s).toLongLong();
        const auto text = events(id, after);
        if (!text)
            co_return fail(text.error());
        co_return QJsonArray{textContent(uri, *text, kJson)};
    }
    if (part == "screenshot"_L1) {
        const Result<QByteArray> png = co_await screenshot(id, stop);
        if (!png)
            co_return fail(png.error());
        co_return QJsonArray{blobContent(uri, *png, u"image/png"_s)};
    }
    if (part != "files"_L1)
        co_return fail(Errc::NotFound, u"Resource not found"_s);
    const QString name = QUrl::fromPercentEncoding(path.section(u'/', 3).toUtf8());
    Result<QJsonObject> content = co_await file(id, name);
    if (!content)
        co_return fail(content.error());
    content->insert(u"uri"_s, uri);
    co_return QJsonArray{*content};
}

Result<QByteArray> SessionResources::sessions() const
{
    const auto records = m_parts.registry.records(kMostListed, 0, SessionOrder::LastUsed);
    if (!records)
        return fail(records.error());
    QByteArrayList rows;
    for (const SessionRecord &session : *records)
        rows.append(sessionJson(session, m_parts.registry));
    return QByteArray('[' + rows.join(',') + ']');
}

Result<QByteArray> SessionResources::events(const SessionId &session, EventSeq after) const
{
    const auto found = m_parts.journal.events(session, after, kEvents);
    if (!found)
        return fail(found.error());
    QByteArrayList rows;
    for (const Event &event : *found)
        rows.append(wireJson(event));
    return QByteArray('[' + rows.join(',') + ']');
}

QCoro::Task<Result<QByteArray>> SessionResources::screenshot(SessionId session,
                                                             std::stop_token stop)
{
    const Session *open = m_parts.registry.find(session);
    Screen *display = open == nullptr ? nullptr : open->display();
    if (display == nullptr)
        co_return fail(noDesktop());
    if (m_parts.registry.personSteers(session))
        co_return fail(Errc::Conflict, kNobodyLooks);
    const Result<QImage> screen = co_await display->capture(true, stop);
    if (!screen)
        co_return fail(screen.error());
    if (m_parts.registry.personSteers(session)) // since a moment ago
        co_return fail(Errc::Conflict, kNobodyLooks);
    const QByteArray png = co_await QtConcurrent::run(encodePng, *screen);
    co_return png;
}

QCoro::Task<Result<QJsonObject>> SessionResources::file(SessionId session, QString path)
{
    const auto item = co_await m_parts.actions.openFile(session, path);
    if (!item)
        co_return fail(item.error());
    if (!item->file)
        co_return textContent(QString(), listing(*item), kJson);
    const Result<QByteArray> bytes = co_await bytesOf(*item);
    if (!bytes)
        co_return fail(bytes.error());
    co_return isText(*bytes) ? textContent(QString(), *bytes, u"text/plain"_s)
                             : blobContent(QString(), *bytes, u"application/octet-stream"_s);
}

} // namespace pilothouse
