#pragma once

#include "remote/node_address.h"

namespace pilothouse {

/// Where files of a session are, or would be brought to.
struct HomeNode
{
    NodeAddress node;
    QString doubt = {}; ///< why they may be elsewhere; empty: they are not
};

} // namespace pilothouse
