#include "qml/client/picture_provider.h"

#include "qml/client/answer.h"
#include "qml/client/server_connection.h"

#include <QCoreApplication>
#include <QImage>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAnySide = 1 << 20;
constexpr qsizetype kMostKept = 32 * 1024 * 1024; // bytes
const auto kNamedByContent = u"blobs/"_s;

class PictureResponse : public QQuickImageResponse
{
public:
    PictureResponse(QPointer<ServerConnection> connection, std::shared_ptr<KeptPictures> kept,
                    QString path, QSize size)
        : m_connection(std::move(connection)), m_kept(std::move(kept)), m_path(std::move(path)),
          m_size(size)
    {
        moveToThread(QCoreApplication::instance()->thread());
        QMetaObject::invokeMethod(
            this, [this] { begin(); }, Qt::QueuedConnection);
    }

    QQuickTextureFactory *textureFactory() const override
    {
        return QQuickTextureFactory::textureFactoryForImage(m_picture);
    }
    QString errorString() const override { return m_trouble; }

private:
    void begin()
    {
        if (!m_connection) {
            m_trouble = ServerConnection::tr("There is no connection.");
            emit finished();
            return;
        }
        if (const QByteArray *known = m_kept->object(keptName())) {
            show(*known);
            emit finished();
            return;
        }
        QNetworkReply *reply = m_connection->fetch(m_path);
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            reply->deleteLater();
            if (reply->error() == QNetworkReply::NoError)
                take(reply->readAll());
            if (m_picture.isNull())
                m_trouble = Answer::sentence(*reply, {});
            emit finished();
        });
    }

    void take(const QByteArray &bytes)
    {
        show(bytes);
        if (!m_picture.isNull() && m_path.contains(kNamedByContent))
            m_kept->insert(keptName(), new QByteArray(bytes), bytes.size());
    }

    /// Two servers may be asked one after the other.
    QString keptName() const { return m_connection->url().toString() + m_path; }

    void show(const QByteArray &bytes)
    {
        m_picture.loadFromData(bytes);
        // QML asks for a width alone: the height is 0 then, and the other way round.
        const QSize most(m_size.width() > 0 ? m_size.width() : kAnySide,
                         m_size.height() > 0 ? m_size.height() : kAnySide);
        if (m_picture.width() > most.width() || m_picture.height() > most.height())
            m_picture = m_picture.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }

    QPointer<ServerConnection> m_connection;
    const std::shared_ptr<KeptPictures> m_kept;
    QString m_path;
    QSize m_size;
    QImage m_picture;
    QString m_trouble;
};

} // namespace

PictureProvider::PictureProvider(ServerConnection &connection)
    : m_connection(&connection), m_kept(std::make_shared<KeptPictures>(kMostKept))
{
}

QQuickImageResponse *PictureProvider::requestImageResponse(const QString &id, const QSize &size)
{
    return new PictureResponse(m_connection, m_kept, id.section(u'#', 0, 0), size);
}

} // namespace pilothouse
