#include "desktop/vnc_password.h"

#include <QRandomGenerator>

#include <nettle/des.h>

#include <array>

namespace pilothouse {

namespace {

// Known to all: the servers and vncpasswd have it in their source.
constexpr std::array<quint8, DES_KEY_SIZE> kFileKey{23, 82, 107, 6, 35, 78, 88, 7};

// VNC takes the bits of each byte of the key in the other order.
quint8 mirrored(quint8 byte)
{
    quint8 mirror = 0;
    for (int bit = 0; bit < 8; ++bit)
        mirror = quint8(mirror | ((byte >> bit & 1) << (7 - bit)));
    return mirror;
}

QByteArray encrypted(const QByteArray &key, const QByteArray &blocks)
{
    std::array<quint8, DES_KEY_SIZE> keyBytes{};
    for (size_t i = 0; i < keyBytes.size() && i < size_t(key.size()); ++i)
        keyBytes[i] = mirrored(quint8(key.at(qsizetype(i))));
    des_ctx des{};
    des_set_key(&des, keyBytes.data());
    const qsizetype whole = blocks.size() - blocks.size() % DES_BLOCK_SIZE;
    QByteArray result(whole, Qt::Uninitialized);
    des_encrypt(&des, size_t(whole), reinterpret_cast<quint8 *>(result.data()),
                reinterpret_cast<const quint8 *>(blocks.constData()));
    return result;
}

} // namespace

QByteArray makeVncPassword()
{
    QByteArray password;
    while (password.size() < DES_KEY_SIZE)
        password += char(QRandomGenerator::system()->bounded(1, 256));
    return password;
}

QByteArray vncPasswordFile(const QByteArray &password)
{
    const QByteArray key(reinterpret_cast<const char *>(kFileKey.data()), kFileKey.size());
    return encrypted(key, password.leftJustified(DES_BLOCK_SIZE, '\0', true));
}

QByteArray answerToVncChallenge(const QByteArray &password, const QByteArray &challenge)
{
    return encrypted(password, challenge);
}

} // namespace pilothouse
