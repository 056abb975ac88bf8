#include "qml/chat/attachments.h"

#include "core/visible.h"
#include "qml/chat/numbers.h"

#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostPictures = 8; // the server's limits
constexpr qsizetype kLargest = 10 * 1024 * 1024;
constexpr qsizetype kRoomy = 2'500'000; // bytes; eight of these fit into one message
constexpr int kLongestSide = 2576;      // more than any model sees
constexpr int kQuality = 90;
constexpr qsizetype kSignature = 12;

/// The media type that these first bytes are of; empty: no picture that a model sees.
QByteArray mediaTypeOf(const QByteArray &head)
{
    if (head.startsWith("\x89PNG\r\n\x1a\n"))
        return "image/png";
    if (head.startsWith("\xff\xd8\xff"))
        return "image/jpeg";
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a"))
        return "image/gif";
    return head.startsWith("RIFF") && head.mid(8, 4) == "WEBP" ? "image/webp" : QByteArray();
}

/// The picture as a JPEG that fits; what cannot be read here stays, and the server tells.
QByteArray smaller(const QByteArray &bytes)
{
    QImage image = QImage::fromData(bytes);
    if (image.isNull())
        return {};
    if (qMax(image.width(), image.height()) > kLongestSide)
        image =
            image.scaled(kLongestSide, kLongestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QByteArray jpeg;
    QBuffer buffer(&jpeg);
    image.save(&buffer, "JPEG", kQuality);
    return jpeg;
}

QString dataUrl(const QByteArray &mediaType, const QByteArray &bytes)
{
    return u"data:%1;base64,%2"_s.arg(QString::fromLatin1(mediaType),
                                      QString::fromLatin1(bytes.toBase64()));
}

} // namespace

QList<QUrl> Attachments::add(const QList<QUrl> &files)
{
    QList<QUrl> others;
    for (const QUrl &url : files) {
        QFile file(url.toLocalFile());
        const QString name = QFileInfo(file).fileName();
        if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly)) {
            emit refused(tr("%1 cannot be read. Is it a folder, or gone?").arg(visibleLine(name)));
            continue;
        }
        const QByteArray mediaType = mediaTypeOf(file.peek(kSignature));
        if (mediaType.isEmpty())
            others.append(url);
        else if (file.size() > kLargest)
            emit refused(
                tr("%1 has %2; a picture may have %3 at most.")
                    .arg(visibleLine(name), bytes(double(file.size())), bytes(double(kLargest))));
        else
            append({.name = name, .mediaType = mediaType, .bytes = file.readAll()});
    }
    return others;
}

bool Attachments::paste()
{
    const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
    if (!copied || copied->hasText() || !copied->hasImage())
        return false;
    QByteArray png;
    QBuffer buffer(&png);
    copied->imageData().value<QImage>().save(&buffer, "PNG");
    if (png.isEmpty())
        return false;
    append({.name = tr("Copied picture"), .mediaType = "image/png", .bytes = png});
    return true;
}

void Attachments::append(Picture picture)
{
    if (count() >= kMostPictures) {
        emit refused(tr("A message takes %1 pictures at the most.").arg(kMostPictures));
        return;
    }
    beginInsertRows({}, count(), count());
    m_pictures.append(std::move(picture));
    endInsertRows();
    emit countChanged();
}

void Attachments::remove(int row)
{
    if (row < 0 || row >= count())
        return;
    beginRemoveRows({}, row, row);
    m_pictures.removeAt(row);
    endRemoveRows();
    emit countChanged();
}

QVariantList Attachments::images() const
{
    QVariantList images;
    for (const Picture &picture : m_pictures) {
        const QByteArray small =
            picture.bytes.size() > kRoomy ? smaller(picture.bytes) : QByteArray();
        const QByteArray type = small.isEmpty() ? picture.mediaType : QByteArray("image/jpeg");
        const QByteArray &bytes = small.isEmpty() ? picture.bytes : small;
        images.append(QVariantMap{{u"media_type"_s, QString::fromLatin1(type)},
                                  {u"data"_s, QString::fromLatin1(bytes.toBase64())}});
    }
    return images;
}

void Attachments::clear()
{
    beginResetModel();
    m_pictures.clear();
    endResetModel();
    emit countChanged();
}

void Attachments::restore(const QVariantList &images)
{
    for (const QVariant &each : images) {
        const QVariantMap image = each.toMap();
        append({.name = tr("Picture"),
                .mediaType = image.value(u"media_type"_s).toByteArray(),
                .bytes = QByteArray::fromBase64(image.value(u"data"_s).toByteArray())});
    }
}

int Attachments::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant Attachments::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Picture &picture = m_pictures.at(index.row());
    switch (role) {
    case NameRole:
        return picture.name;
    case SizeRole:
        return picture.bytes.size();
    case SourceRole:
        return dataUrl(picture.mediaType, picture.bytes);
    default:
        return {};
    }
}

QHash<int, QByteArray> Attachments::roleNames() const
{
    return {{NameRole, "name"}, {SizeRole, "size"}, {SourceRole, "source"}};
}

} // namespace pilothouse
