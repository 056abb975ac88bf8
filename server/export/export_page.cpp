#include "export/export_page.h"

#include "export/html_text.h"

#include <QCryptographicHash>
#include <QFile>
#include <QLocale>

// Resources of a static library are dropped by the linker unless something asks for them; the
// macro must stand outside of any namespace.
static void registerExportPage()
{
    Q_INIT_RESOURCE(export_page);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString pageResource(const QString &name)
{
    registerExportPage();
    QFile file(u":/pilothouse/web/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString fact(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString()
                           : QString(u"<div><dt>"_s + name + u"</dt><dd>"_s + htmlText(value) +
                                     u"</dd></div>\n"_s);
}

QString dayAndTime(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"d MMM yyyy, hh:mm:ss 'UTC'"_s);
}

QString facts(const SessionRecord &session)
{
    const SessionOptions &options = session.options;
    const QSize size = options.displaySize;
    const QString money = u'$' + QString::number(session.costUsd, 'f', 4);
    return fact(u"Model"_s, options.model) + fact(u"Provider"_s, name(options.provider)) +
           fact(u"Cost"_s, session.costUsd > 0 ? money : u"none"_s) +
           fact(u"Tokens in"_s, groupedNumber(session.usage.prompt())) +
           fact(u"Tokens out"_s, groupedNumber(session.usage.output)) +
           fact(u"Desktop"_s, u"%1 × %2"_s.arg(size.width()).arg(size.height())) +
           fact(u"Created"_s, dayAndTime(session.createdAt)) +
           fact(u"Last event"_s, dayAndTime(session.updatedAt)) +
           fact(u"Approval"_s, name(options.approval)) + fact(u"Session"_s, session.id.value);
}

// Only what every browser shows as a picture and nothing else: the type goes into an address.
bool isPicture(const QString &mediaType)
{
    return QStringList{u"image/png"_s, u"image/jpeg"_s, u"image/webp"_s, u"image/gif"_s}.contains(
        mediaType);
}

} // namespace

ExportPage::ExportPage(const SessionRecord &session, BlobReader blobs)
    : m_session(session), m_blobs(std::move(blobs))
{
}

QByteArray ExportPage::head()
{
    const QString style = pageResource(u"ui/style/tokens.css"_s) + pageResource(u"export.css"_s);
    const QByteArray hash =
        QCryptographicHash::hash(style.toUtf8(), QCryptographicHash::Sha256).toBase64();
    const QString title = m_session.options.title;
    const QString status = name(m_session.status);
    return fillTemplate(pageResource(u"export.html"_s),
                        {{u"style"_s, style},
                         {u"style-hash"_s, QString::fromLatin1(hash)},
                         {u"title"_s, htmlText(title.isEmpty() ? u"Untitled session"_s : title)},
                         {u"status"_s, status},
                         {u"status-text"_s, QString(status).replace(u'_', u' ')},
                         {u"facts"_s, facts(m_session)}})
        .toUtf8();
}

QByteArray ExportPage::event(const Event &event, bool)
{
    m_seq = event.seq;
    m_time = QLocale::c().toString(event.at.toUTC(), u"hh:mm:ss"_s);
    return std::visit([this](const auto &body) { return show(body); }, event.body).toUtf8();
}

QByteArray ExportPage::tail()
{
    if (std::exchange(m_ended, true))
        return {};
    return (unanswered() + u"</main>\n</body>\n</html>\n"_s).toUtf8();
}

QString ExportPage::item(const QString &kind, const QString &label, const QString &body,
                         const QString &took) const
{
    const QString time = took.isEmpty() ? m_time : QString(took + u" · "_s + m_time);
    return u"<article class=\"item %1\" id=\"e%2\">\n<header><b>%3</b><time>%4</time></header>\n"_s
               .arg(kind, QString::number(m_seq), label, time) +
           body + u"</article>\n"_s;
}

QString ExportPage::line(const QString &kind, const QString &text) const
{
    return u"<p class=\"line "_s + kind + u"\" id=\"e"_s + QString::number(m_seq) + u"\"><span>"_s +
           text + u"</span><time>"_s + m_time + u"</time></p>\n"_s;
}

QString ExportPage::picture(const ImageRef &image)
{
    if (const int known = m_pictures.value(image.blob); known > 0)
        return u"<p class=\"again\"><a href=\"#picture-%1\">The same as picture %1</a></p>\n"_s.arg(
            known);
    const Result<QByteArray> bytes = m_blobs(image.blob);
    if (!bytes)
        return u"<p class=\"missing\">A picture is missing: "_s + htmlText(bytes.error().message) +
               u"</p>\n"_s;
    if (!isPicture(image.mediaType))
        return u"<p class=\"missing\">A picture is of a kind that cannot be shown: "_s +
               htmlText(image.mediaType) + u"</p>\n"_s;
    const int count = int(m_pictures.size()) + 1;
    m_pictures.insert(image.blob, count);
    return u"<figure id=\"picture-%1\"><img alt=\"Picture %1\" width=\"%2\" height=\"%3\" src=\""_s
               .arg(count)
               .arg(image.size.width())
               .arg(image.size.height()) +
           u"data:"_s + image.mediaType + u";base64,"_s + QString::fromLatin1(bytes->toBase64()) +
           u"\"><figcaption>Picture "_s + QString::number(count) + u"</figcaption></figure>\n"_s;
}

} // namespace pilothouse
