#include "demo/model_traits.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QStringList texts(const QJsonValue &value)
{
    return value.toVariant().toStringList();
}

ModelTraits traitsFrom(const QJsonObject &row)
{
    return {.id = row.value("id"_L1).toString(),
            .contextTokens = row.value("context_tokens"_L1).toInt(),
            .maxOutputTokens = row.value("max_output_tokens"_L1).toInt(),
            .minCacheTokens = row.value("min_cache_tokens"_L1).toInt(),
            .highTier = row.value("high_tier"_L1).toBool(),
            .toolset = row.value("toolset"_L1).toBool(),
            .computerTool = row.value("computer_tool"_L1).toString(),
            .thinking = texts(row.value("thinking"_L1)),
            .alwaysThinks = row.value("always_thinks"_L1).toBool(),
            .omitsThinking = row.value("omits_thinking"_L1).toBool(),
            .efforts = texts(row.value("efforts"_L1)),
            .forcedToolChoice = row.value("forced_tool_choice"_L1).toBool(),
            .prefill = row.value("prefill"_L1).toBool(),
            .systemRole = row.value("system_role"_L1).toBool()};
}

} // namespace

const QList<ModelTraits> &allModelTraits()
{
    static const QList<ModelTraits> kModels = [] {
        QFile file(u":/pilothouse/models/demo_traits.json"_s);
        QList<ModelTraits> models;
        if (file.open(QIODevice::ReadOnly))
            for (const QJsonValue &row :
                 QJsonDocument::fromJson(file.readAll())["models"_L1].toArray())
                models << traitsFrom(row.toObject());
        Q_ASSERT(!models.isEmpty()); // built in, and a test says that its rows are whole
        return models;
    }();
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
