#include "model/model_fit.h"

#include "model/dialect.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<> checkThinking(const ModelInfo &model, const ThinkingChoice &choice)
{
    const QString &thinking = choice.thinking;
    if (!model.known || thinking.isEmpty())
        return {};
    if (!model.thinkingModes.contains(thinking))
        return fail(Errc::InvalidArgument,
                    u"%1 does not take thinking \"%2\", only: %3."_s.arg(
                        model.id, thinking, model.thinkingModes.join(", "_L1)));
    const bool high = choice.effort == "xhigh"_L1 || choice.effort == "max"_L1;
    if (high && (thinking == "disabled"_L1 || thinking == "between_tools"_L1))
        return fail(Errc::InvalidArgument,
                    u"Thinking \"%1\" goes with effort low, medium or high only."_s.arg(thinking));
    return {};
}

Result<> checkEffort(const ModelInfo &model, const QString &effort)
{
    if (!model.known || effort.isEmpty() || model.efforts.contains(effort))
        return {};
    if (model.efforts.isEmpty())
        return fail(Errc::InvalidArgument, u"%1 takes no effort: leave it out."_s.arg(model.id));
    return fail(Errc::InvalidArgument, u"%1 does not take effort \"%2\", only: %3."_s.arg(
                                           model.id, effort, model.efforts.join(", "_L1)));
}

Result<> checkDialect(const ModelInfo &model, ToolDialect dialect)
{
    QStringList takes{name(model.dialect)};
    if (model.olderDialect)
        takes.append(name(*model.olderDialect));
    takes.append(name(ToolDialect::Custom));
    if (!model.known || takes.contains(name(dialect)))
        return {};
    return fail(Errc::InvalidArgument, u"%1 does not take the tools \"%2\", only: %3."_s.arg(
                                           model.id, name(dialect), takes.join(", "_L1)));
}

Result<> checkCostLimit(const ModelInfo &model, double mostUsd)
{
    if (mostUsd <= 0 || model.hasPrices)
        return {};
    return fail(Errc::InvalidArgument,
                u"Nobody knows what %1 costs, so its cost cannot be limited: limit its tokens or "
                "steps instead."_s.arg(model.id));
}

} // namespace pilothouse
