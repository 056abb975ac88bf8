#pragma once

#include <QByteArray>
#include <QCache>
#include <QPointer>
#include <QQuickAsyncImageProvider>

#include <memory>

namespace pilothouse {

class ServerConnection;

/// The bytes of pictures that never change (those named by their content), the last used ones up
/// to a limit. Main thread.
using KeptPictures = QCache<QString, QByteArray>;

/// Pictures of a server for QML: "image://server/" and a path, as "sessions/ID/screenshot?scale=4".
/// What stands behind a "#" only tells two requests apart. Asked by threads of the engine; the
/// connection lives on the main thread.
class PictureProvider : public QQuickAsyncImageProvider
{
public:
    explicit PictureProvider(ServerConnection &connection);
    QQuickImageResponse *requestImageResponse(const QString &id, const QSize &size) override;

private:
    QPointer<ServerConnection> m_connection;
    const std::shared_ptr<KeptPictures> m_kept;
};

} // namespace pilothouse
