#pragma once

#include "core/config.h"
#include "core/result.h"

#include <QStringList>

namespace pilothouse {

/// What the window was started with.
struct Arguments
{
    QString connectTo = {}; ///< address of a server that runs; empty: one of its own
    bool help = false;
    bool version = false;
    Config config = {}; ///< of its own server
};

/// Reads `--connect URL`, `--help`, `--version`, and what `pilothouse serve` takes.
/// InvalidArgument: an unknown flag or a bad value; the message is one line that names it.
Result<Arguments> readArguments(const QStringList &arguments);

QString windowHelp();

} // namespace pilothouse
