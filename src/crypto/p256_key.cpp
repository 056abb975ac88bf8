#include "crypto/p256_key.h"

#include "crypto/octets.h"
#include "crypto/random_bytes.h"
#include "crypto/whole_number.h"

#include <QCryptographicHash>

#include <nettle/dsa.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecdsa.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNumber = 32; // bytes of a coordinate or a secret
constexpr qsizetype kPoint = 1 + 2 * kNumber;
constexpr char kUncompressed = 4;

struct Scalar : ecc_scalar
{
    Q_DISABLE_COPY_MOVE(Scalar)
    Scalar() { ecc_scalar_init(this, nettle_get_secp_256r1()); }
    ~Scalar() { ecc_scalar_clear(this); }
    bool set(const QByteArray &secret)
    {
        WholeNumber number(secret);
        return secret.size() == kNumber && ecc_scalar_set(this, number.get()) == 1;
    }
};

struct Point : ecc_point
{
    Q_DISABLE_COPY_MOVE(Point)
    Point() { ecc_point_init(this, nettle_get_secp_256r1()); }
    ~Point() { ecc_point_clear(this); }
    bool set(const QByteArray &bytes)
    {
        if (bytes.size() != kPoint || bytes.front() != kUncompressed)
            return false;
        WholeNumber x(bytes.mid(1, kNumber));
        WholeNumber y(bytes.mid(1 + kNumber));
        return ecc_point_set(this, x.get(), y.get()) == 1;
    }
    QByteArray first() const { return coordinates().left(kNumber); }
    QByteArray coordinates() const
    {
        WholeNumber x;
        WholeNumber y;
        ecc_point_get(this, x.get(), y.get());
        return x.bytes(kNumber) + y.bytes(kNumber);
    }
};

struct Signature : dsa_signature
{
    Q_DISABLE_COPY_MOVE(Signature)
    Signature() { dsa_signature_init(this); }
    ~Signature() { dsa_signature_clear(this); }
};

} // namespace

P256Key P256Key::make()
{
    Scalar scalar;
    ecc_scalar_random(&scalar, nullptr, &fillWithRandom);
    WholeNumber number;
    ecc_scalar_get(&scalar, number.get());
    return *from(number.bytes(kNumber));
}

Result<P256Key> P256Key::from(const QByteArray &secret)
{
    Scalar scalar;
    if (!scalar.set(secret))
        return fail(Errc::Corrupt, u"This is no key on the curve P-256."_s);
    Point point;
    ecc_point_mul_g(&point, &scalar);
    return P256Key(secret, kUncompressed + point.coordinates());
}

QByteArray P256Key::signatureOf(const QByteArray &message) const
{
    Scalar scalar;
    scalar.set(m_secret);
    const QByteArray digest = QCryptographicHash::hash(message, QCryptographicHash::Sha256);
    Signature signature;
    ecdsa_sign(&scalar, nullptr, &fillWithRandom, std::size_t(digest.size()), octets(digest),
               &signature);
    return WholeNumber::bytesOf(signature.r, kNumber) + WholeNumber::bytesOf(signature.s, kNumber);
}

Result<QByteArray> P256Key::sharedWith(const QByteArray &publicKey) const
{
    Point theirs;
    if (!theirs.set(publicKey))
        return fail(Errc::InvalidArgument, u"This is no public key on the curve P-256."_s);
    Scalar scalar;
    scalar.set(m_secret);
    Point shared;
    ecc_point_mul(&shared, &scalar, &theirs);
    return shared.first();
}

} // namespace pilothouse
