#include "crypto/rsa_key.h"

#include "crypto/octets.h"
#include "crypto/random_bytes.h"
#include "crypto/whole_number.h"

#include <nettle/asn1.h>
#include <nettle/rsa.h>

#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLeastBits = 2048;
constexpr unsigned kMostBits = 16384;
constexpr QByteArrayView kRsaObject = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"; // rsaEncryption

/// What is between the lines of a PEM block of that label.
std::optional<QByteArray> pemBlock(const QByteArray &pem, const QByteArray &label)
{
    const QByteArray begin = "-----BEGIN " + label + "-----";
    const qsizetype from = pem.indexOf(begin);
    const QByteArray end = "-----END " + label + "-----";
    const qsizetype to = pem.indexOf(end, from);
    if (from < 0 || to < 0)
        return std::nullopt;
    const QByteArray text = pem.mid(from + begin.size(), to - from - begin.size());
    const auto bytes = QByteArray::fromBase64Encoding(text.simplified().replace(' ', QByteArray()),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? std::optional(*bytes) : std::nullopt;
}

/// The key inside of a PKCS #8 wrapping: SEQUENCE { version, SEQUENCE { algorithm, … }, key }.
std::optional<QByteArray> unwrapped(const QByteArray &der)
{
    asn1_der_iterator outer{};
    std::uint32_t version = 0;
    if (asn1_der_iterator_first(&outer, std::size_t(der.size()), octets(der)) !=
            ASN1_ITERATOR_CONSTRUCTED ||
        outer.type != ASN1_SEQUENCE ||
        asn1_der_decode_constructed_last(&outer) != ASN1_ITERATOR_PRIMITIVE ||
        !asn1_der_get_uint32(&outer, &version) ||
        asn1_der_iterator_next(&outer) != ASN1_ITERATOR_CONSTRUCTED || outer.type != ASN1_SEQUENCE)
        return std::nullopt;
    asn1_der_iterator algorithm{};
    if (asn1_der_decode_constructed(&outer, &algorithm) != ASN1_ITERATOR_PRIMITIVE ||
        algorithm.type != ASN1_IDENTIFIER ||
        QByteArrayView(algorithm.data, qsizetype(algorithm.length)) != kRsaObject)
        return std::nullopt;
    if (asn1_der_iterator_next(&outer) != ASN1_ITERATOR_PRIMITIVE || outer.type != ASN1_OCTETSTRING)
        return std::nullopt;
    return QByteArray(reinterpret_cast<const char *>(outer.data), qsizetype(outer.length));
}

} // namespace

struct RsaKey::Pair
{
    Q_DISABLE_COPY_MOVE(Pair)
    Pair()
    {
        rsa_public_key_init(&known);
        rsa_private_key_init(&secret);
    }
    ~Pair()
    {
        rsa_public_key_clear(&known);
        rsa_private_key_clear(&secret);
    }
    rsa_public_key known;
    rsa_private_key secret;
};

RsaKey::RsaKey(std::unique_ptr<Pair> pair) : m_pair(std::move(pair)) {}
RsaKey::~RsaKey() = default;
RsaKey::RsaKey(RsaKey &&other) noexcept = default;
RsaKey &RsaKey::operator=(RsaKey &&other) noexcept = default;

Result<RsaKey> RsaKey::fromPem(const QByteArray &pem)
{
    auto der = pemBlock(pem, "RSA PRIVATE KEY");
    if (!der)
        if (const auto wrapped = pemBlock(pem, "PRIVATE KEY"))
            der = unwrapped(*wrapped);
    auto pair = std::make_unique<Pair>();
    const bool isKey = der && rsa_keypair_from_der(&pair->known, &pair->secret, kMostBits,
                                                   std::size_t(der->size()), octets(*der)) == 1;
    if (!isKey)
        return fail(Errc::InvalidArgument, u"This is no RSA key in PEM without a password."_s);
    if (qsizetype(pair->known.size) * 8 < kLeastBits)
        return fail(Errc::InvalidArgument,
                    u"An RSA key must have at least %1 bits."_s.arg(kLeastBits));
    return RsaKey(std::move(pair));
}

QByteArray RsaKey::signatureOf(const QByteArray &message) const
{
    sha256_ctx hash{};
    sha256_init(&hash);
    sha256_update(&hash, std::size_t(message.size()), octets(message));
    WholeNumber signature;
    if (rsa_sha256_sign_tr(&m_pair->known, &m_pair->secret, nullptr, &fillWithRandom, &hash,
                           signature.get()) != 1)
        return {}; // a key whose parts do not belong together: nobody takes that
    return signature.bytes(qsizetype(m_pair->known.size));
}

} // namespace pilothouse
