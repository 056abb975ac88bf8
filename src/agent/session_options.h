#pragma once

#include "core/egress.h"
#include "model/model_fit.h"
#include "store/session_store.h"

namespace pilothouse {

/// What of a new session somebody wants otherwise than it is configured.
struct SessionOverrides
{
    std::optional<QString> title = {};
    std::optional<QString> model = {};
    std::optional<Provider> provider = {};
    std::optional<int> width = {}; ///< pixels
    std::optional<int> height = {};
    std::optional<int> pictureWidth = {}; ///< at the most; of pictures for whoever operates it
    std::optional<ApprovalPolicy> approval = {};
    std::optional<QString> desk = {};     ///< to begin with: its name
    std::optional<QString> locale = {};   ///< as installedLocale() gives it
    std::optional<QString> timeZone = {}; ///< as knownTimeZone() gives it
    std::optional<bool> software = {};
    std::optional<EgressMode> egress = {};
    std::optional<QStringList> allowHosts = {}; ///< for a list, as allowedHost() gives them
    std::optional<QString> webhook = {};        ///< as webhookUrl() gives it
    std::optional<QString> systemPromptSuffix = {};
    std::optional<QStringList> tools = {}; ///< some of toolNames(), in that order
    std::optional<QString> thinking = {};
    std::optional<QString> effort = {};
    std::optional<int> maxSteps = {};
    std::optional<double> maxCostUsd = {};
    std::optional<qint64> maxTokensTotal = {};
    std::optional<std::chrono::seconds> maxTime = {};
    std::optional<bool> storeScreenshots = {};
    std::optional<int> screenshotScale = {};
    std::optional<int> screenshotQuality = {};
};

/// The options of a new session: overrides first, configuration second, the model's row in the
/// table for what follows from the model: also whose it is, if nobody says. Thinking, effort and
/// tools that are configured hold for the models that take them; the others get their own.
SessionOptions sessionOptions(const Config &config, const ModelTable &models,
                              const SessionOverrides &overrides = {});

/// The options of a session with what of `wishes` can change: model, approval and budgets.
/// Thinking and effort that another model does not take give way to its own.
SessionOptions changedOptions(const SessionOptions &now, const ModelTable &models,
                              const SessionOverrides &wishes);

/// What of them its model cannot take: the first message would fail.
QList<Misfit> misfits(const SessionOptions &options, const ModelTable &models);
/// What of them this server does not offer.
QList<Misfit> misfits(const SessionOptions &options, const AgentConfig &config);
/// What of `wanted` cannot follow `now`; only what is otherwise is judged.
QList<Misfit> misfits(const SessionOptions &now, const SessionOptions &wanted,
                      const ModelTable &models);
/// What of the settings their own model cannot take.
QList<Misfit> misfits(const Config &config, const ModelTable &models);

} // namespace pilothouse
