#pragma once

#include "core/secrets.h"
#include "store/event.h"

#include <optional>

namespace pilothouse {

/// An event as those see it who have but a link to the session (Share), in the form of wireJson();
/// nothing for what is none of theirs. Of what was said and done they get what the conversation and
/// the replay show, and nothing besides: no names of people, sessions, models and hosts, no costs,
/// no settings, no permissions, no reasons of failures. What `mask` hides is hidden in all of it,
/// also where it was stored before it was a secret.
std::optional<QByteArray> sharedJson(Event event, const Secrets &mask);

} // namespace pilothouse
