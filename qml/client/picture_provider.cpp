#include "qml/client/picture_provider.h"

#include "qml/client/answer.h"
#include "qml/client/server_connection.h"

#include <QCoreApplication>
#include <QImage>

namespace pilothouse {

namespace {

class PictureResponse : public QQuickImageResponse
{
public:
    PictureResponse(QPointer<ServerConnection> connection, QString path, QSize size)
        : m_connection(std::move(connection)), m_path(std::move(path)), m_size(size)
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
            m_trouble = tr("There is no connection.");
            emit finished();
            return;
        }
        QNetworkReply *reply = m_connection->fetch(m_path);
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            reply->deleteLater();
            if (reply->error() == QNetworkReply::NoError)
                m_picture.loadFromData(reply->readAll());
            if (m_picture.isNull())
                m_trouble = Answer::sentence(*reply, {});
            else if (m_size.isValid() && m_size.width() < m_picture.width())
                m_picture = m_picture.scaled(m_size, Qt::KeepAspectRatio, Qt::SmoothTransformation);
            emit finished();
        });
    }

    QPointer<ServerConnection> m_connection;
    QString m_path;
    QSize m_size;
    QImage m_picture;
    QString m_trouble;
};

} // namespace

PictureProvider::PictureProvider(ServerConnection &connection) : m_connection(&connection) {}

QQuickImageResponse *PictureProvider::requestImageResponse(const QString &id, const QSize &size)
{
    return new PictureResponse(m_connection, id.section(u'#', 0, 0), size);
}

} // namespace pilothouse
