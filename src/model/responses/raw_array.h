#pragma once

#include <QByteArrayList>

namespace pilothouse {

/// The elements of the JSON array `json`, each as it came, byte for byte. `json` is valid, as a
/// member of a RawObject is; anything but an array has none.
QByteArrayList rawElements(const QByteArray &json);

} // namespace pilothouse
