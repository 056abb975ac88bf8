#pragma once

#include "model/model_table.h"

namespace pilothouse {

/// What a request says about thinking and effort.
struct ThinkingChoice
{
    QString thinking = {}; ///< empty: the model's best
    QString effort = {};   ///< empty: send none, the model's default holds
};

/// The request's `thinking` and `output_config` members as JSON text with a comma after each,
/// empty where nothing is to be said. A model without a row gets what was chosen, unchecked.
/// InvalidArgument: the model does not take this; the message lists what it takes.
/// Source: model API, thinking and effort.
Result<QByteArray> thinkingFields(const ModelInfo &model, const ThinkingChoice &choice,
                                  int maxTokens);

} // namespace pilothouse
