#pragma once

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// A file of resources/desktop, which is part of the program; empty when there is none.
QByteArray resourceContent(const QString &name);

} // namespace pilothouse
