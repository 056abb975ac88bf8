#pragma once

#include <QString>

#include <chrono>

namespace pilothouse {

/// A text that a program or page chose, as one field of a row for the model: neither its quotes nor
/// its line ends can make another field or row of it. Pure.
QString quoted(const QString &text);

/// "2.5 s". Pure.
QString inSeconds(std::chrono::milliseconds time);

} // namespace pilothouse
