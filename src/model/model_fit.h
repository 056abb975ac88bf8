#pragma once

#include "model/model_table.h"

/// What a model can be asked for, judged before anything is sent: when a session is made, when a
/// server starts, and for each request. Source: model API, thinking, effort and the tool reference.
namespace pilothouse {

/// What a request says about thinking and effort.
struct ThinkingChoice
{
    QString thinking = {}; ///< empty: the model's best
    QString effort = {};   ///< empty: send none, the model's default holds
};

/// InvalidArgument: the model does not take this; the message lists what it takes. A model without
/// a row is asked for whatever was chosen.
Result<> checkThinking(const ModelInfo &model, const ThinkingChoice &choice);
Result<> checkEffort(const ModelInfo &model, const QString &effort);
/// The same of the tools: all models take plain ones.
Result<> checkDialect(const ModelInfo &model, ToolDialect dialect);
/// InvalidArgument: a limit of the cost that is never reached, as nobody knows the prices.
Result<> checkCostLimit(const ModelInfo &model, double mostUsd);

/// Something wanted that cannot be had.
struct Misfit
{
    QString option; ///< its name among the options of a session: "effort"
    QString reason; ///< for people: why, and what would do
};

} // namespace pilothouse
