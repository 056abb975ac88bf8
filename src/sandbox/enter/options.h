#pragma once

#include "landlock.h"
#include "limits.h"
#include "places.h"

#include <sys/types.h>
#include <vector>

namespace pilothouse {

/// What pilothouse-enter was told to do; main.cpp says what each is.
struct Options
{
    long uid = -1; // -1: stay who we are
    pid_t join = 0;
    pid_t parent = 0; // to end with
    bool endsWithInput = false;
    bool inHome = false;
    bool landlock = false;
    bool tun = false;
    bool filter = false;
    bool noIpcObjects = false;
    std::vector<int> kept; // descriptors besides 0, 1 and 2
    std::vector<PlacedPath> places;
    long rootIds = 0; // the first of the ids that the sandbox's own users have outside; 0: none
    bool asRoot = false;
    std::vector<const char *> overlays;
    Confinement confinement;
    Limits limits;
    char **command = nullptr; // nothing: the arguments were wrong
};

/// The strings are those of `argv`, which must stay.
Options parse(int argc, char **argv);

} // namespace pilothouse
