#pragma once

#include <QByteArray>

namespace pilothouse {

/// A call's input as small models and translating servers write it, as the object it stands for:
/// a JSON string that holds the object (also twice), null or nothing for an empty one, an object
/// wrapped as the only member "arguments", "parameters" or "input". Anything else stays as it is;
/// the API's own input, an object, always does.
QByteArray looseInput(QByteArray json);

} // namespace pilothouse
