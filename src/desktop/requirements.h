#pragma once

#include "core/config.h"

#include <QList>

namespace pilothouse {

/// One thing that desktops need, as doctor tells it.
struct Requirement
{
    enum class Level {
        Needed, ///< no desktop without it
        Useful, ///< something is missing or weaker without it
    };
    QString name;
    Level level = Level::Needed;
    bool ok = false;
    QString detail; ///< what was found, or what is wrong
    QString fix;    ///< what to do; empty when ok
};

/// Looks at this machine (blocks for about 20 ms; starts short-lived probes). Main thread.
QList<Requirement> desktopRequirements(const DesktopConfig &config);

} // namespace pilothouse
