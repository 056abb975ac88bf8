#include "exchange/content_encoding.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace pilothouse {

namespace {

constexpr qsizetype kWorthwhile = 1024;
constexpr int kLevel = 6;

/// One entry of Accept-Encoding: "gzip;q=0.5".
struct Preference
{
    QByteArray coding;
    bool isAccepted = true;
};

Preference parsePreference(const QByteArray &entry)
{
    const QByteArrayList parts = entry.split(';');
    Preference preference{parts.constFirst().trimmed().toLower()};
    for (const QByteArray &parameter : parts.sliced(1))
        if (const QByteArray text = parameter.trimmed().toLower(); text.startsWith("q="))
            preference.isAccepted = text.sliced(2).toDouble() > 0;
    return preference;
}

} // namespace

bool acceptsGzip(const HttpHead &head)
{
    bool anyIsAccepted = false;
    const QByteArrayList entries = head.value("accept-encoding").split(',');
    for (const QByteArray &entry : entries) {
        const Preference preference = parsePreference(entry);
        if (preference.coding == "gzip")
            return preference.isAccepted;
        if (preference.coding == "*")
            anyIsAccepted = preference.isAccepted;
    }
    return anyIsAccepted;
}

bool isWorthCompressing(const QByteArray &bytes, const QByteArray &contentType)
{
    static const QByteArrayList kTextTypes{"application/json", "application/javascript",
                                           "application/xml", "application/manifest+json",
                                           "image/svg+xml"};
    const QByteArray type = contentType.split(';').constFirst().trimmed();
    return bytes.size() > kWorthwhile && (type.startsWith("text/") || kTextTypes.contains(type));
}

QByteArray gzip(const QByteArray &bytes)
{
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(kLevel), &libdeflate_free_compressor);
    const auto size = static_cast<size_t>(bytes.size());
    const size_t bound = libdeflate_gzip_compress_bound(compressor.get(), size);
    QByteArray packed(static_cast<qsizetype>(bound), Qt::Uninitialized);
    const size_t used =
        libdeflate_gzip_compress(compressor.get(), bytes.constData(), size, packed.data(), bound);
    packed.truncate(static_cast<qsizetype>(used));
    return packed;
}

} // namespace pilothouse
