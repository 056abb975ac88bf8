#pragma once

#include "fake_screen.h"
#include "rfb_viewer.h"

namespace pilothouse {

/// A desktop whose screen keeps what it is told, and somebody, "me", who looks at it.
struct WatchedDesktop
{
    WatchedDesktop()
    {
        if (!viewer.shakeHands())
            qFatal("nobody looks");
    }

    FakeScreen screen;
    Gateway gateway{screen.path()};
    Session *session = gateway.newSession();
    RfbViewer viewer{gateway, session->id(), QStringLiteral("me")};
};

} // namespace pilothouse
