#include "qml/vnc/rfb_greeting.h"

#include "qml/vnc/rfb_words.h"

#include <QList>
#include <QSysInfo>

namespace pilothouse {

namespace {

const QSize kNotYet(0, 0);

Failure stranger(const char *where)
{
    return fail(Errc::Corrupt, QStringLiteral("This is no desktop that can be shown."),
                QString::fromLatin1(where));
}

// 32 bits of a pixel as QRgb has them in memory.
QByteArray pixelFormat()
{
    const bool isBig = QSysInfo::ByteOrder == QSysInfo::BigEndian;
    return QByteArray("\0\0\0\0\x20\x18", 6) + static_cast<char>(isBig) +
           QByteArray("\1\0\xff\0\xff\0\xff\x10\x08\0\0\0\0", 13);
}

QByteArray encodings(RfbDistance distance)
{
    using namespace rfbwords;
    QList<qint32> all{Tight,
                      CopyRect,
                      Raw,
                      DesktopSize,
                      ExtendedDesktopSize,
                      LastRect,
                      VmwareCursor,
                      Fence,
                      ContinuousUpdates,
                      QemuKeyEvent,
                      ExtendedClipboard};
    if (distance == RfbDistance::Far)
        all << Quality8 << Compression3;
    else
        all << Compression1;
    QByteArray message("\2\0", 2);
    appendNumber(message, quint16(all.size()));
    for (const qint32 encoding : all)
        appendNumber(message, encoding);
    return message;
}

} // namespace

Result<QSize> RfbGreeting::version(RfbBytes &bytes)
{
    const QByteArrayView said = bytes.take(12);
    if (bytes.isShort())
        return kNotYet;
    if (!said.startsWith("RFB 003."))
        return stranger("version");
    m_answers += "RFB 003.008\n";
    m_step = &RfbGreeting::security;
    return kNotYet;
}

Result<QSize> RfbGreeting::security(RfbBytes &bytes)
{
    const QByteArrayView kinds = bytes.take(bytes.number<quint8>());
    if (bytes.isShort())
        return kNotYet;
    if (!kinds.contains('\1'))
        return fail(Errc::Unsupported, QStringLiteral("The desktop asks for a password."));
    m_answers += '\1';
    m_step = &RfbGreeting::securityResult;
    return kNotYet;
}

Result<QSize> RfbGreeting::securityResult(RfbBytes &bytes)
{
    if (bytes.number<quint32>() != 0)
        return stranger("security");
    if (bytes.isShort())
        return kNotYet;
    m_answers += '\1'; // the desktop is shared
    m_step = &RfbGreeting::init;
    return kNotYet;
}

Result<QSize> RfbGreeting::init(RfbBytes &bytes)
{
    const auto width = bytes.number<quint16>();
    const auto height = bytes.number<quint16>();
    bytes.take(16);                      // its own format of pixels
    bytes.take(bytes.number<quint32>()); // its name
    if (bytes.isShort())
        return kNotYet;
    if (width == 0 || height == 0)
        return stranger("size");
    m_answers += pixelFormat() + encodings(m_distance);
    return QSize(width, height);
}

} // namespace pilothouse
