#include "model/model_table.h"

#include "core/json.h"
#include "model/dialect.h"

/// The table as it is written: resources/models/models.json.
namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Reads the fields of one row and remembers the first that is not as documented.
class Row
{
public:
    explicit Row(const QJsonObject &json) : m_json(json) {}

    QString text(QLatin1StringView key)
    {
        const QJsonValue value = m_json.value(key);
        if (!value.isString() || value.toString().isEmpty())
            refuse(key);
        return value.toString();
    }
    int count(QLatin1StringView key)
    {
        const int value = m_json.value(key).toInt(-1);
        if (value <= 0)
            refuse(key);
        return value;
    }
    QStringList texts(QLatin1StringView key)
    {
        QStringList list;
        const QJsonArray array = m_json.value(key).toArray();
        for (const QJsonValue &value : array)
            list += value.toString();
        if (list.isEmpty() || list.contains(QString()))
            refuse(key);
        return list;
    }
    Prices prices(QLatin1StringView key)
    {
        const QJsonObject json = m_json.value(key).toObject();
        const auto price = [&](QLatin1StringView name) {
            const double value = json.value(name).toDouble(-1);
            if (value < 0)
                refuse(key);
            return value;
        };
        return {.input = price("input"_L1),
                .output = price("output"_L1),
                .cacheWrite5m = price("cache_write_5m"_L1),
                .cacheWrite1h = price("cache_write_1h"_L1),
                .cacheRead = price("cache_read"_L1)};
    }
    bool flag(QLatin1StringView key)
    {
        const QJsonValue value = m_json.value(key);
        if (!value.isUndefined() && !value.isBool())
            refuse(key);
        return value.toBool();
    }
    bool has(QLatin1StringView key) const { return m_json.contains(key); }
    void refuse(QLatin1StringView key)
    {
        if (m_bad.isEmpty())
            m_bad = key;
    }
    QString bad() const { return m_bad; }

private:
    QJsonObject m_json;
    QString m_bad;
};

void readTools(Row &row, ModelInfo &info)
{
    const QString tier = row.text("image_tier"_L1);
    info.imageTier = tier == "high"_L1 ? ImageTier::High : ImageTier::Standard;
    if (tier != "high"_L1 && tier != "standard"_L1)
        row.refuse("image_tier"_L1);
    if (const auto dialect = dialectFrom(row.text("dialect"_L1)))
        info.dialect = *dialect;
    else
        row.refuse("dialect"_L1);
    if (row.has("older_dialect"_L1)) {
        info.olderDialect = dialectFrom(row.text("older_dialect"_L1));
        if (!info.olderDialect)
            row.refuse("older_dialect"_L1);
    }
}

void readPrices(Row &row, ModelInfo &info)
{
    info.prices = row.prices("prices"_L1);
    info.hasPrices = true;
    if (row.has("long_threshold"_L1)) {
        info.longThreshold = row.count("long_threshold"_L1);
        info.longPrices = row.prices("long_prices"_L1);
    }
}

void readEfforts(Row &row, ModelInfo &info)
{
    info.efforts = row.texts("efforts"_L1);
    // Of others not everything is published.
    if (info.provider != Provider::Anthropic && !row.has("default_effort"_L1))
        return;
    info.defaultEffort = row.text("default_effort"_L1);
    if (!info.efforts.contains(info.defaultEffort))
        row.refuse("default_effort"_L1);
}

// What rows and families may both say.
void readPictures(Row &row, ModelInfo &info)
{
    if (row.has("coordinate_space"_L1)) {
        const auto space = coordinateSpaceFrom(row.text("coordinate_space"_L1));
        if (!space)
            row.refuse("coordinate_space"_L1);
        info.coordinates = space.value_or(info.coordinates);
    }
    if (row.has("picture_max_side"_L1))
        info.pictureSide = row.count("picture_max_side"_L1);
    if (row.has("picture_multiple"_L1))
        info.pictureMultiple = row.count("picture_multiple"_L1);
    info.picturesInToolMessages = row.flag("pictures_in_tool_messages"_L1);
}

ModelInfo readRow(Row &row)
{
    ModelInfo info{.id = row.text("id"_L1), .provider = Provider::Anthropic, .known = true};
    info.contextTokens = row.count("context_tokens"_L1);
    info.maxOutputTokens = row.count("max_output_tokens"_L1);
    if (row.has("provider"_L1)) {
        const auto provider = providerFrom(row.text("provider"_L1));
        if (!provider || provider == Provider::Auto)
            row.refuse("provider"_L1);
        info.provider = provider.value_or(Provider::Anthropic);
    }
    // Of others not everything is published.
    const bool isOurs = info.provider == Provider::Anthropic;
    if (isOurs || row.has("thinking"_L1))
        info.thinkingModes = row.texts("thinking"_L1);
    if (isOurs || row.has("prices"_L1))
        readPrices(row, info);
    if (row.has("efforts"_L1))
        readEfforts(row, info);
    if (row.has("summaries"_L1))
        info.summaries = row.text("summaries"_L1);
    readTools(row, info);
    readPictures(row, info);
    return info;
}

Failure badRow(qsizetype place, const QString &name, const QString &field)
{
    return fail(Errc::Corrupt, u"The model table's row %1 (%2) has a bad \"%3\"."_s.arg(
                                   QString::number(place + 1), name, field));
}

} // namespace

Result<ModelTable> ModelTable::parse(const QByteArray &json)
{
    const auto root = parseJsonObject(json);
    if (!root)
        return fail(root.error());
    ModelTable table;
    table.m_default = root->value("default"_L1).toString();
    const QJsonArray rows = root->value("models"_L1).toArray();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        Row row(rows.at(i).toObject());
        const ModelInfo info = readRow(row);
        if (!row.bad().isEmpty())
            return badRow(i, info.id, row.bad());
        if (table.ids().contains(info.id))
            return fail(Errc::Corrupt, u"The model table has %1 twice (\"id\", row %2)."_s.arg(
                                           info.id, QString::number(i + 1)));
        table.m_models += info;
    }
    const QJsonArray families = root->value("families"_L1).toArray();
    for (qsizetype i = 0; i < families.size(); ++i) {
        Row row(families.at(i).toObject());
        Family family{.part = row.text("name_has"_L1), .info = {}};
        readPictures(row, family.info);
        if (row.has("context_tokens"_L1))
            family.info.contextTokens = row.count("context_tokens"_L1);
        if (!row.bad().isEmpty())
            return badRow(i, family.part, row.bad());
        table.m_families += family;
    }
    if (!table.ids().contains(table.m_default))
        return fail(Errc::Corrupt, u"The model table's \"default\" is none of its models."_s);
    return table;
}

} // namespace pilothouse
