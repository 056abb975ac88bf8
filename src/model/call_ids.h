#pragma once

#include "model/messages.h"

#include <QSet>

namespace pilothouse {

/// Gives each call of `reply` an id by which it can be told from all others of its conversation and
/// named in an address, in the block that goes back to the model as well. The model API wants them
/// unique and sends them so; local servers send none, the same twice, or begin anew with each
/// reply, and then a question about such a call could be answered by nobody. An id that can be used
/// stays. `known`: the ids of all earlier calls. To be called before the reply is stored: what was
/// sent back once never changes.
void giveOwnIds(ModelReply &reply, QSet<QString> known);

} // namespace pilothouse
