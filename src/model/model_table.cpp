#include "model/model_table.h"

#include "core/json.h"
#include "model/dialect.h"

#include <QFile>

#include <algorithm>

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

ModelInfo readRow(Row &row)
{
    ModelInfo info{.id = row.text("id"_L1),
                   .contextTokens = row.count("context_tokens"_L1),
                   .maxOutputTokens = row.count("max_output_tokens"_L1),
                   .thinkingModes = row.texts("thinking"_L1),
                   .prices = row.prices("prices"_L1),
                   .hasPrices = true,
                   .known = true};
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
    if (row.has("default_effort"_L1)) {
        info.defaultEffort = row.text("default_effort"_L1);
        info.efforts = row.texts("efforts"_L1);
        if (!info.efforts.contains(info.defaultEffort))
            row.refuse("default_effort"_L1);
    }
    if (row.has("long_threshold"_L1)) {
        info.longThreshold = row.count("long_threshold"_L1);
        info.longPrices = row.prices("long_prices"_L1);
    }
    return info;
}

// "claude-x-20260101", "claude-x@20260101", "claude-x-latest", "claude-x-20260101-v1:0"
bool isSpellingOf(QStringView id, QStringView row)
{
    if (!id.startsWith(row) || id.size() == row.size())
        return false;
    const QChar mark = id.at(row.size());
    if (mark != u'-' && mark != u'@')
        return false;
    const QStringView rest = id.sliced(row.size() + 1);
    const QStringView date = rest.first(std::min<qsizetype>(rest.size(), 8));
    const bool dated = date.size() == 8 &&
                       std::all_of(date.begin(), date.end(), [](QChar c) { return c.isDigit(); });
    return dated || rest == "latest"_L1;
}

QString withoutVendor(const QString &id)
{
    for (const auto prefix : {"anthropic."_L1, "anthropic/"_L1})
        if (id.startsWith(prefix))
            return id.sliced(prefix.size());
    return id;
}

} // namespace

double ModelInfo::cost(const Usage &usage) const
{
    const bool isLong = longThreshold > 0 && usage.prompt() > longThreshold;
    const Prices &price = isLong ? longPrices : prices;
    return (double(usage.input) * price.input + double(usage.output) * price.output +
            double(usage.cacheWrite5m) * price.cacheWrite5m +
            double(usage.cacheWrite1h) * price.cacheWrite1h +
            double(usage.cacheRead) * price.cacheRead) /
           1e6;
}

const ModelTable &ModelTable::builtin()
{
    static const ModelTable table = [] {
        QFile file(u":/pilothouse/models/models.json"_s);
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        auto parsed = parse(opened ? file.readAll() : QByteArray());
        Q_ASSERT(parsed);
        return parsed.value_or(ModelTable());
    }();
    return table;
}

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
            return fail(Errc::Corrupt, u"The model table's row %1 (%2) has a bad \"%3\"."_s.arg(
                                           QString::number(i + 1), info.id, row.bad()));
        if (table.ids().contains(info.id))
            return fail(Errc::Corrupt, u"The model table has %1 twice (\"id\", row %2)."_s.arg(
                                           info.id, QString::number(i + 1)));
        table.m_models += info;
    }
    if (!table.ids().contains(table.m_default))
        return fail(Errc::Corrupt, u"The model table's \"default\" is none of its models."_s);
    return table;
}

ModelInfo ModelTable::find(const QString &id) const
{
    const QString plain = withoutVendor(id);
    const ModelInfo *best = nullptr;
    for (const ModelInfo &info : m_models) {
        const bool matches = info.id == plain || isSpellingOf(plain, info.id);
        if (matches && (!best || info.id.size() > best->id.size()))
            best = &info;
    }
    ModelInfo found = best ? *best : m_other;
    found.id = id;
    return found;
}

QStringList ModelTable::ids() const
{
    QStringList ids;
    for (const ModelInfo &info : m_models)
        ids += info.id;
    return ids;
}

ModelTable ModelTable::limitedBy(const ModelConfig &config) const
{
    const auto lower = [](int limit, int set) { return set > 0 ? std::min(limit, set) : limit; };
    ModelTable limited = *this;
    ModelInfo &other = limited.m_other;
    if (config.contextTokens > 0) {
        other.contextTokens = config.contextTokens;
        other.maxOutputTokens = std::min(other.maxOutputTokens, config.contextTokens / 4);
    }
    if (config.maxOutputTokens > 0)
        other.maxOutputTokens = config.maxOutputTokens;
    for (ModelInfo &model : limited.m_models) {
        if (config.maxPictures > 0) // as the API takes them by the model's own context
            model.pictureLimit = lower(model.maxPictures(), config.maxPictures);
        model.contextTokens = lower(model.contextTokens, config.contextTokens);
        model.maxOutputTokens = lower(model.maxOutputTokens, config.maxOutputTokens);
    }
    const auto set = [&config](ModelInfo &model) {
        model.contextLimit = config.contextTokens;
        model.pictureSide = config.maxPictureSide;
    };
    set(other);
    other.pictureLimit = config.maxPictures;
    for (ModelInfo &model : limited.m_models)
        set(model);
    return limited;
}

ModelTable ModelTable::withoutPrices() const
{
    ModelTable free = *this;
    for (ModelInfo &model : free.m_models)
        model.prices = model.longPrices = Prices();
    free.m_other.hasPrices = true;
    return free;
}

} // namespace pilothouse
