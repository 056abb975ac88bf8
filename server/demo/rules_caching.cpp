#include "demo/request_check.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Breakpoint
{
    QString path;
    QJsonValue control;
};

void add(QList<Breakpoint> &found, const QString &path, const QJsonObject &holder)
{
    const QJsonValue control = holder.value("cache_control"_L1);
    if (!control.isUndefined() && !control.isNull())
        found << Breakpoint{path, control};
}

/// In the order of the prompt: tools, system, messages; the automatic one is the last.
QList<Breakpoint> breakpoints(const RequestCheck &check)
{
    QList<Breakpoint> found;
    const QJsonArray tools = check.tools();
    for (qsizetype i = 0; i < tools.size(); ++i)
        add(found, u"tools.%1"_s.arg(i), tools.at(i).toObject());
    const QJsonArray system = check.body.value("system"_L1).toArray();
    for (qsizetype i = 0; i < system.size(); ++i)
        add(found, u"system.%1"_s.arg(i), system.at(i).toObject());
    for (const PlacedBlock &placed : check.blocks) {
        if (placed.is("tool_result"_L1)) {
            for (const PlacedBlock &inner : placed.inside())
                add(found, inner.path, inner.block);
        }
        add(found, placed.path, placed.block);
    }
    add(found, u"request"_s, check.body);
    return found;
}

/// Prompt caching: four at the most, the automatic one included.
void number(RequestCheck &check, const QList<Breakpoint> &all)
{
    if (all.size() > 4)
        check.refuse("cache-count",
                     u"A maximum of 4 blocks with cache_control may be provided. Found %1."_s.arg(
                         all.size()));
}

/// Prompt caching: ephemeral, for five minutes or an hour; longer-lived ones first.
void form(RequestCheck &check, const QList<Breakpoint> &all)
{
    bool shortSeen = false;
    for (const Breakpoint &one : all) {
        const QJsonObject control = one.control.toObject();
        const QString ttl = control.value("ttl"_L1).toString(u"5m"_s);
        check.allowOnly(control, {u"type"_s, u"ttl"_s}, one.path + u".cache_control"_s);
        if (control.value("type"_L1).toString() != "ephemeral"_L1 ||
            (ttl != "5m"_L1 && ttl != "1h"_L1))
            check.refuse("cache-form",
                         one.path +
                             u".cache_control: Input should be ephemeral with a ttl of 5m or 1h"_s);
        if (ttl == "1h"_L1 && shortSeen)
            check.refuse(
                "cache-order",
                one.path +
                    u".cache_control.ttl: a ttl='1h' block must not come after a ttl='5m' block"_s);
        shortSeen = shortSeen || ttl == "5m"_L1;
    }
}

/// Prompt caching: not on thinking.
void notOnThinking(RequestCheck &check)
{
    for (const PlacedBlock &placed : check.blocks) {
        if (placed.type().endsWith("thinking"_L1) && placed.block.contains("cache_control"_L1))
            check.refuse("cache-thinking",
                         placed.path + u".cache_control: Extra inputs are not permitted"_s);
    }
}

} // namespace

void checkCaching(RequestCheck &check)
{
    const QList<Breakpoint> all = breakpoints(check);
    number(check, all);
    form(check, all);
    notOnThinking(check);
}

} // namespace pilothouse
