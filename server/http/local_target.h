#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// `wanted` as the Location of a redirect, if it is a path of this server, with or without a query;
/// else "/": what comes from a link must not lead elsewhere.
QByteArray localTarget(const QString &wanted);

} // namespace pilothouse
