#include "crypto/aes_gcm.h"

#include "crypto/octets.h"

#include <nettle/gcm.h>

namespace pilothouse {

QByteArray sealed(const QByteArray &key, const QByteArray &nonce, const QByteArray &plain)
{
    Q_ASSERT(key.size() == kAes128Key && nonce.size() == kGcmNonce);
    gcm_aes128_ctx cipher{};
    gcm_aes128_set_key(&cipher, octets(key));
    gcm_aes128_set_iv(&cipher, std::size_t(nonce.size()), octets(nonce));
    QByteArray result(plain.size() + kGcmTag, Qt::Uninitialized);
    std::uint8_t *to = octets(result);
    gcm_aes128_encrypt(&cipher, std::size_t(plain.size()), to, octets(plain));
    gcm_aes128_digest(&cipher, std::size_t(kGcmTag), to + plain.size());
    return result;
}

} // namespace pilothouse
