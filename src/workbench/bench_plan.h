#pragma once

#include "core/egress.h"
#include "core/ids.h"
#include "core/places/coordinates.h"
#include "core/tool_call.h"

#include <QSize>

namespace pilothouse {

/// What a session asks of its workbench, wherever that is made.
struct BenchPlan
{
    SessionId session = {};
    QSize displaySize{1280, 800}; ///< pixels of the desktop
    QSize pictureSize{1280, 800}; ///< pixels of the pictures the model gets
    CoordinateSpace coordinates = CoordinateSpace::Pixels; ///< how it names places on them
    QStringList tools = toolNames();                       ///< those the model may call
    QString locale = {};                                   ///< of its programs; empty: C.UTF-8
    QString timeZone = {};      ///< of its programs; empty: the machine's
    bool software = false;      ///< its programs may install software
    bool accessibility = false; ///< asked for, whatever the tools need
    EgressRules egress = {};    ///< where its programs may connect to
    bool egressAsked = false;   ///< somebody chose that: DesktopConfig::egressAsked
    bool operator==(const BenchPlan &) const = default;
};

} // namespace pilothouse
