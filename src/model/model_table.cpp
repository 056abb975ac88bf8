#include "model/model_table.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// "claude-x-20260101", "claude-x@20260101", "claude-x-latest", "claude-x-20260101-v1:0",
// "gpt-x-2026-01-01"
bool isSpellingOf(QStringView id, QStringView row)
{
    if (!id.startsWith(row) || id.size() == row.size())
        return false;
    const QChar mark = id.at(row.size());
    if (mark != u'-' && mark != u'@')
        return false;
    const QStringView rest = id.sliced(row.size() + 1);
    static const QRegularExpression date(u"^(\\d{8}|\\d{4}-\\d{2}-\\d{2}(?!\\d))"_s);
    const bool dated = date.match(rest.toString()).hasMatch();
    // "-v1:0" ends the ids of Bedrock, dated or not.
    static const QRegularExpression version(u"^v\\d+(:\\d+)?$"_s);
    return dated || rest == "latest"_L1 || version.match(rest.toString()).hasMatch();
}

QString withoutVendor(const QString &id)
{
    static const QRegularExpression prefix(
        u"^(arn:[^/]*/)?([a-z-]+\\.)?anthropic\\.|^anthropic/"_s); // us.anthropic.claude-…
    return QString(id).remove(prefix);
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

ModelInfo ModelTable::find(const QString &id) const
{
    const QString plain = withoutVendor(id);
    const ModelInfo *best = nullptr;
    for (const ModelInfo &info : m_models) {
        const bool matches = info.id == plain || isSpellingOf(plain, info.id);
        if (matches && (!best || info.id.size() > best->id.size()))
            best = &info;
    }
    ModelInfo found = best ? *best : familyOf(plain);
    found.id = id;
    return found;
}

const ModelInfo &ModelTable::familyOf(const QString &id) const
{
    const auto found = std::find_if(m_families.begin(), m_families.end(), [&](const Family &each) {
        return id.contains(each.part, Qt::CaseInsensitive);
    });
    return found == m_families.end() ? m_other : found->info;
}

QString ModelTable::defaultModel(Provider provider) const
{
    if (find(m_default).provider == provider)
        return m_default;
    for (const ModelInfo &info : m_models)
        if (info.provider == provider)
            return info.id;
    return {};
}

ModelTable ModelTable::ofProviders(const QList<Provider> &providers) const
{
    ModelTable some = *this;
    some.m_models.removeIf(
        [&](const ModelInfo &info) { return !providers.contains(info.provider); });
    return some;
}

ModelTable ModelTable::with(Provider provider, const QStringList &ids) const
{
    ModelTable more = *this;
    for (const QString &id : ids) {
        if (more.ids().contains(id))
            continue;
        ModelInfo info = familyOf(id);
        info.id = id;
        info.provider = provider;
        more.m_models += info;
    }
    return more;
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
    const auto lower = [](int limit, int set) {
        return limit == 0 ? set : set == 0 ? limit : std::min(limit, set);
    };
    const auto limitOther = [&](ModelInfo &other) {
        if (config.contextTokens > 0) {
            other.contextTokens = config.contextTokens;
            other.maxOutputTokens = std::min(other.maxOutputTokens, config.contextTokens / 4);
        }
        if (config.maxOutputTokens > 0)
            other.maxOutputTokens = config.maxOutputTokens;
        other.pictureLimit = config.maxPictures;
        if (const auto space = coordinateSpaceFrom(config.coordinates))
            other.coordinates = *space;
    };
    const auto limitKnown = [&](ModelInfo &model) {
        if (config.maxPictures > 0) // as the API takes them by the model's own context
            model.pictureLimit = lower(model.maxPictures(), config.maxPictures);
        model.contextTokens = lower(model.contextTokens, config.contextTokens);
        model.maxOutputTokens = lower(model.maxOutputTokens, config.maxOutputTokens);
    };
    const auto limit = [&](ModelInfo &model) {
        model.known ? limitKnown(model) : limitOther(model);
        model.contextLimit = config.contextTokens;
        model.pictureSide = lower(model.pictureSide, config.maxPictureSide);
    };
    ModelTable limited = *this;
    limit(limited.m_other);
    for (Family &family : limited.m_families)
        limit(family.info);
    for (ModelInfo &model : limited.m_models)
        limit(model);
    return limited;
}

ModelTable ModelTable::withoutPrices() const
{
    ModelTable free = *this;
    for (ModelInfo &model : free.m_models)
        model.prices = model.longPrices = Prices();
    free.m_other.hasPrices = true;
    for (Family &family : free.m_families)
        family.info.hasPrices = true;
    return free;
}

} // namespace pilothouse
