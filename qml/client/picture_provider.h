#pragma once

#include <QPointer>
#include <QQuickAsyncImageProvider>

namespace pilothouse {

class ServerConnection;

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
};

} // namespace pilothouse
