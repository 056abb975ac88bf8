#include "demo/model_traits.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QStringList kAllEfforts{u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s};
const QStringList kNoXhigh{u"low"_s, u"medium"_s, u"high"_s, u"max"_s};
const QStringList kAdaptive{u"adaptive"_s};
const QStringList kOptional{u"adaptive"_s, u"disabled"_s};
const QStringList kAny{u"adaptive"_s, u"enabled"_s, u"disabled"_s};
const QStringList kBudget{u"enabled"_s, u"disabled"_s};

QList<ModelTraits> fifthGeneration()
{
    QList<ModelTraits> models;
    for (const QString &family : {u"claude-fable-5"_s, u"claude-mythos-5"_s}) {
        const ModelTraits first{.id = family,
                                .computerTool = u"computer_20251124"_s,
                                .thinking = kAdaptive,
                                .alwaysThinks = true,
                                .efforts = kAllEfforts};
        ModelTraits second = first;
        second.id = family + u"-1"_s;
        second.forcedToolChoice = false;
        ModelTraits third = second;
        third.id = family + u"-2"_s;
        third.computerTool.clear();
        models << first << second << third;
    }
    return models << ModelTraits{.id = u"claude-opus-5-5"_s,
                                 .thinking = kAdaptive,
                                 .alwaysThinks = true,
                                 .efforts = kAllEfforts,
                                 .forcedToolChoice = false}
                  << ModelTraits{.id = u"claude-sonnet-5-5"_s,
                                 .thinking = kAdaptive + QStringList{u"between_tools"_s},
                                 .efforts = kAllEfforts,
                                 .forcedToolChoice = false}
                  << ModelTraits{.id = u"claude-haiku-5-5"_s,
                                 .thinking = kOptional,
                                 .efforts = kAllEfforts}
                  << ModelTraits{.id = u"claude-opus-5"_s,
                                 .computerTool = u"computer_20251124"_s,
                                 .thinking = kOptional,
                                 .efforts = kAllEfforts}
                  << ModelTraits{.id = u"claude-sonnet-5"_s,
                                 .minCacheTokens = 1024,
                                 .computerTool = u"computer_20251124"_s,
                                 .thinking = kOptional,
                                 .efforts = kAllEfforts,
                                 .systemRole = false};
}

QList<ModelTraits> fourthGeneration()
{
    const ModelTraits opus48{.id = u"claude-opus-4-8"_s,
                             .minCacheTokens = 1024,
                             .computerTool = u"computer_20251124"_s,
                             .thinking = kOptional,
                             .efforts = kAllEfforts};
    ModelTraits opus47 = opus48;
    opus47.id = u"claude-opus-4-7"_s;
    opus47.minCacheTokens = 2048;
    opus47.toolset = false;
    opus47.systemRole = false;
    ModelTraits opus46 = opus47;
    opus46.id = u"claude-opus-4-6"_s;
    opus46.minCacheTokens = 4096;
    opus46.highTier = false;
    opus46.thinking = kAny;
    opus46.omitsThinking = false;
    opus46.efforts = kNoXhigh;
    ModelTraits sonnet46 = opus46;
    sonnet46.id = u"claude-sonnet-4-6"_s;
    sonnet46.minCacheTokens = 1024;
    ModelTraits opus45 = opus46;
    opus45.id = u"claude-opus-4-5"_s;
    opus45.contextTokens = 200'000;
    opus45.maxOutputTokens = 64'000;
    opus45.thinking = kBudget;
    opus45.efforts = {u"low"_s, u"medium"_s, u"high"_s};
    opus45.prefill = true;
    ModelTraits haiku45 = opus45;
    haiku45.id = u"claude-haiku-4-5"_s;
    haiku45.computerTool = u"computer_20250124"_s;
    haiku45.efforts.clear();
    ModelTraits sonnet45 = haiku45;
    sonnet45.id = u"claude-sonnet-4-5"_s;
    sonnet45.minCacheTokens = 1024;
    return {opus48, opus47, opus46, sonnet46, opus45, haiku45, sonnet45};
}

} // namespace

const QList<ModelTraits> &allModelTraits()
{
    static const QList<ModelTraits> kModels = fifthGeneration() + fourthGeneration();
    return kModels;
}

std::optional<ModelTraits> modelTraits(const QString &id)
{
    static const QRegularExpression kDate(u"-(?:\\d{8}|latest)$"_s);
    QString plain = id;
    plain.remove(kDate);
    for (const ModelTraits &traits : allModelTraits()) {
        if (traits.id == plain)
            return traits;
    }
    return std::nullopt;
}

QString thinkingType(const QJsonObject &request)
{
    const QString said = request.value("thinking"_L1).toObject().value("type"_L1).toString();
    const auto traits = modelTraits(request.value("model"_L1).toString());
    if (said.isEmpty())
        return traits && traits->alwaysThinks ? u"adaptive"_s : u"disabled"_s;
    return said;
}

bool wantsThinking(const QJsonObject &request, bool afterTools)
{
    const QString type = thinkingType(request);
    return type == "adaptive"_L1 || type == "enabled"_L1 ||
           (type == "between_tools"_L1 && afterTools);
}

bool showsThinking(const QJsonObject &request)
{
    const QString display = request.value("thinking"_L1).toObject().value("display"_L1).toString();
    if (!display.isEmpty())
        return display == "summarized"_L1;
    const auto traits = modelTraits(request.value("model"_L1).toString());
    return traits && !traits->omitsThinking;
}

} // namespace pilothouse
