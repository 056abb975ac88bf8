#pragma once

#include "model/model_table.h"
#include "store/session_store.h"

namespace pilothouse {

/// What somebody asks for in a new session; what is not said comes from the configuration.
struct SessionWishes
{
    std::optional<QString> title = {};
    std::optional<QString> model = {};
    std::optional<int> width = {}; ///< pixels
    std::optional<int> height = {};
    std::optional<ApprovalPolicy> approval = {};
    std::optional<QString> systemPromptSuffix = {};
    std::optional<QStringList> tools = {}; ///< some of toolNames(), in that order
    std::optional<QString> thinking = {};
    std::optional<QString> effort = {};
    std::optional<int> maxSteps = {};
    std::optional<double> maxCostUsd = {};
    std::optional<qint64> maxTokensTotal = {};
    std::optional<bool> storeScreenshots = {};
    std::optional<int> screenshotScale = {};
    std::optional<int> screenshotQuality = {};
};

/// The options of a new session: wishes first, configuration second, the model's row in the table
/// for what follows from the model.
SessionOptions sessionOptions(const Config &config, const ModelTable &models,
                              const SessionWishes &wishes = {});

} // namespace pilothouse
