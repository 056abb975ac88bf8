#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "core/places/coordinates.h"
#include "desktop/requirements.h"
#include "model/messages.h"

#include <QCoroTask>

/// Whether a model that nobody knows can operate a desktop at all: one small request with a picture
/// that shows a cross, to be clicked.
namespace pilothouse {

inline constexpr QSize kTrialSize{1280, 800};
inline constexpr QPoint kTrialCross{960, 200}; ///< another pair of numbers in each space

/// What `reply` to the trial says of the model, which is taken to name places by `space`: whether
/// it calls tools, sees pictures, and how it names places, with the cure of each.
Requirement judgeTrial(const Result<ModelReply> &reply, CoordinateSpace space);

/// Asks the usual model of `provider`. `config`: that of the server.
QCoro::Task<Requirement> tryModel(ModelConfig config, Provider provider);

} // namespace pilothouse
