#include "qml/vnc/rfb_greeting.h"

#include "qml/vnc/rfb_words.h"

#include <QList>
#include <QSysInfo>

namespace pilothouse::rfbgreeting {

QByteArray hello()
{
    return "RFB 003.008\n\1\1"; // no security; the desktop is shared
}

Result<QSize> read(RfbBytes &bytes)
{
    if (const auto version = bytes.take(12); !bytes.isShort() && !version.startsWith("RFB 003."))
        return rfbwords::lost("version");
    const QByteArrayView kinds = bytes.take(bytes.number<quint8>());
    if (!bytes.isShort() && !kinds.contains('\1'))
        return fail(Errc::Unsupported, QStringLiteral("The desktop asks for a password."));
    if (bytes.number<quint32>() != 0)
        return rfbwords::lost("security");
    const auto width = bytes.number<quint16>();
    const auto height = bytes.number<quint16>();
    bytes.take(16);                      // its own format of pixels
    bytes.take(bytes.number<quint32>()); // its name
    return bytes.isShort() ? QSize(0, 0) : QSize(width, height);
}

QByteArray wishes(RfbDistance distance)
{
    using namespace rfbwords;
    QList<qint32> all{Tight,        CopyRect,         Raw,   ExtendedDesktopSize,
                      LastRect,     VmwareCursor,     Fence, ContinuousUpdates,
                      QemuKeyEvent, ExtendedClipboard};
    all += distance == RfbDistance::Far ? QList<qint32>{Quality8, Compression3}
                                        : QList<qint32>{Compression1};
    // 32 bits of a pixel as QRgb has them in memory.
    const bool isBig = QSysInfo::ByteOrder == QSysInfo::BigEndian;
    QByteArray message = QByteArray("\0\0\0\0\x20\x18", 6) + static_cast<char>(isBig) +
                         QByteArray("\1\0\xff\0\xff\0\xff\x10\x08\0\0\0\0\2\0", 15);
    appendNumber(message, quint16(all.size()));
    for (const qint32 encoding : all)
        appendNumber(message, encoding);
    return message;
}

} // namespace pilothouse::rfbgreeting
