#pragma once

#include "screen/x_connection.h"

#include <QImage>

#include <span>

namespace pilothouse {

/// The screen's pixels as words 0x??RRGGBB, row by row without gaps. Valid until the next grab.
struct Frame
{
    QSize size;
    std::span<const uint32_t> pixels;
};

/// Reads the screen. Through shared memory when the server has it: a memfd, because System V
/// segments do not cross the X server's namespace. Otherwise over the socket (4 ms instead of 0.4).
/// Used on the X thread.
class ScreenGrabber
{
    Q_DISABLE_COPY_MOVE(ScreenGrabber)
public:
    /// `useSharedMemory` false: for tests of the slow path.
    explicit ScreenGrabber(XConnection &connection, bool useSharedMemory = true);
    ~ScreenGrabber();

    /// What is on the screen now, without the pointer. Unavailable: the server is gone.
    Result<Frame> grab();
    /// The same as a picture (RGB32) that is the caller's own, with the pointer if wanted.
    Result<QImage> capture(bool withPointer);
    /// Whether the pointer has the shape that it has over text: by its name, or its picture.
    bool isPointerForText();

private:
    bool attach(size_t bytes);
    void detach();
    bool grabShared(QSize size);
    bool grabOverSocket(QSize size);
    void drawPointer(QImage &picture);

    XConnection &m_connection;
    bool m_useSharedMemory;
    uint32_t m_segment = 0; ///< 0: none
    std::span<uint32_t> m_shared;
    std::vector<uint32_t> m_copied;
    std::span<const uint32_t> m_pixels;
};

/// Draws a pointer (ARGB, premultiplied) with its top left corner at `at`, cut at the edges.
void blendPointer(QImage &picture, QPoint at, QSize size, std::span<const uint32_t> pixels);

} // namespace pilothouse
