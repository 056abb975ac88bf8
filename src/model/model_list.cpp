#include "model/model_list.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonObject pricesJson(const Prices &prices)
{
    return {{u"input"_s, prices.input},
            {u"output"_s, prices.output},
            {u"cache_write_5m"_s, prices.cacheWrite5m},
            {u"cache_write_1h"_s, prices.cacheWrite1h},
            {u"cache_read"_s, prices.cacheRead}};
}

} // namespace

QString displayName(const QString &modelId)
{
    if (modelId.startsWith("gpt-"_L1))
        return u"GPT-"_s + modelId.sliced(4);
    if (!modelId.startsWith("claude-"_L1)) // as its server calls it
        return modelId;
    QString name;
    bool afterDigit = false;
    for (const QString &part : modelId.split(u'-', Qt::SkipEmptyParts)) {
        const bool isNumber = part.front().isDigit();
        if (!name.isEmpty())
            name += isNumber && afterDigit ? u'.' : u' ';
        name += part.front().toUpper() + part.sliced(1);
        afterDigit = isNumber;
    }
    return name;
}

QJsonObject modelListJson(const ModelTable &table, const QString &defaultModel)
{
    QJsonArray models;
    for (const QString &id : table.ids()) {
        const ModelInfo info = table.find(id);
        models.append(QJsonObject{{u"id"_s, id},
                                  {u"display_name"_s, displayName(id)},
                                  {u"provider"_s, name(info.provider)},
                                  {u"context_tokens"_s, info.contextTokens},
                                  {u"max_output_tokens"_s, info.maxOutputTokens},
                                  {u"efforts"_s, QJsonArray::fromStringList(info.efforts)},
                                  {u"prices"_s, pricesJson(info.prices)}});
    }
    return {{u"default"_s, defaultModel}, {u"models"_s, models}};
}

} // namespace pilothouse
