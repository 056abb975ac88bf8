#pragma once

#include "model/model_fit.h"

namespace pilothouse {

/// The request's `thinking` and `output_config` members as JSON text with a comma after each,
/// empty where nothing is to be said. A model without a row gets what was chosen, unchecked.
/// InvalidArgument: the model does not take this; the message lists what it takes.
/// Source: model API, thinking and effort.
Result<QByteArray> thinkingFields(const ModelInfo &model, const ThinkingChoice &choice,
                                  int maxTokens);

} // namespace pilothouse
