#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QStringList>

#include <optional>

namespace pilothouse {

/// The pattern of a route: "/sessions/<arg>/files/<tail>".
class RoutePattern
{
public:
    explicit RoutePattern(const QByteArray &text);

    const QByteArray &text() const { return m_text; }

    /// The decoded arguments if the percent-encoded `path` fits. Segments are compared before they
    /// are decoded, so an encoded slash never makes two of one.
    std::optional<QStringList> match(QByteArrayView path) const;

    /// True when this is to be tried before `other`.
    bool precedes(const RoutePattern &other) const;

private:
    QByteArray m_text;
    QByteArrayList m_segments;
};

} // namespace pilothouse
