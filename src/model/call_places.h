#pragma once

#include "core/places/coordinates.h"
#include "model/messages.h"

namespace pilothouse {

/// Brings the places in the calls of `reply` from the model's space to pixels of its pictures. A
/// call with a place outside becomes malformed, with the range as the model knows it. The raw
/// blocks stay as they came: they go back to the model.
void bringToPixels(ModelReply &reply, const PictureFrame &frame);

} // namespace pilothouse
