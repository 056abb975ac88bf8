#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// `wanted` as the Location of a redirect, if it is a path of this server, with or without a query;
/// else "/": what comes from a link must not lead elsewhere.
QByteArray localTarget(const QString &wanted);

/// The way from a page at `path` up to the server's root: "./", "../", … Addresses in pages and
/// redirects begin with it, so that a reverse proxy may put the server below any path.
QByteArray wayUp(const QByteArray &path);

/// `target`, a path from the root with or without a query, as seen from a page at `path`.
QByteArray seenFrom(const QByteArray &path, const QByteArray &target);

} // namespace pilothouse
