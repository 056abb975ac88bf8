#include "qml/chat/wishes.h"

#include "qml/chat/change_words.h"
#include "qml/chat/numbers.h"
#include "qml/chat/rich_text.h"
#include "qml/chat/template_text.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kEgress = u"egress"_s;
const auto kHosts = u"allow_hosts"_s;
const auto kTools = u"tools"_s;
constexpr qsizetype kAllTools = 9;

constexpr int kWishedSecond = 1000; // milliseconds

/// A word of `table` for the value, or the value.
QString worded(const QString &value, const QHash<QString, QString> &table)
{
    return table.value(value, value);
}

} // namespace

QVariantMap Wishes::combined(const QVariantMap &wishes, const QVariantMap &others) const
{
    QVariantMap both = others;
    both.insert(wishes);
    if (both.value(kEgress) != u"list"_s)
        both.remove(kHosts);
    return both;
}

QVariantMap Wishes::ofRecord(const QVariantMap &record, bool isDemo) const
{
    QVariantMap wishes;
    for (const QString &name :
         {u"model"_s, u"approval"_s, kEgress, kTools, u"effort"_s, u"thinking"_s, u"width"_s,
          u"height"_s, u"max_steps"_s, u"max_cost_usd"_s, u"max_tokens_total"_s, u"max_time"_s,
          u"locale"_s, u"time_zone"_s}) {
        const QVariant value = record.value(name);
        const bool isSet =
            value.typeId() == QMetaType::QVariantList ? !value.toList().isEmpty() : value.toBool();
        const bool isText = value.typeId() == QMetaType::QString && !value.toString().isEmpty();
        if (isSet || isText)
            wishes.insert(name, value);
    }
    if (wishes.value(kTools).toList().size() == kAllTools)
        wishes.remove(kTools);
    if (isDemo)
        wishes.remove(u"model"_s);
    if (record.value(kEgress) == u"list"_s)
        wishes.insert(kHosts, record.value(kHosts));
    return wishes;
}

QStringList Wishes::limitWords(const QVariantMap &wishes)
{
    QStringList said;
    const auto say = [&wishes, &said](const QString &name, const QString &none, auto some) {
        if (!wishes.contains(name))
            return;
        const double value = wishes.value(name).toDouble();
        said << (value > 0 ? some(value) : none);
    };
    say(u"max_steps"_s, tr("no limit of steps"),
        [](double steps) { return tr("at most %1 steps").arg(steps); });
    say(u"max_cost_usd"_s, tr("no limit of cost"),
        [](double cost) { return tr("at most %1").arg(money(cost)); });
    say(u"max_tokens_total"_s, tr("no limit of tokens"),
        [](double tokens) { return tr("at most %1 tokens").arg(count(tokens)); });
    say(u"max_time"_s, tr("no limit of time"),
        [](double seconds) { return tr("at most %1").arg(duration(seconds * kWishedSecond)); });
    return said;
}

QStringList Wishes::networkWords(const QVariantMap &wishes)
{
    QStringList said;
    if (const QString egress = wishes.value(kEgress).toString(); !egress.isEmpty())
        said << tr("network: %1")
                    .arg(worded(egress, {{u"all"_s, tr("everything but this computer")},
                                         {u"public"_s, tr("public internet")},
                                         {u"list"_s, tr("only these hosts")},
                                         {u"none"_s, tr("none")}}));
    if (const QStringList hosts = wishes.value(kHosts).toStringList(); !hosts.isEmpty())
        said << hosts.join(u", "_s);
    return said;
}

QStringList Wishes::modelWords(const QVariantMap &wishes)
{
    QStringList said;
    if (const QString effort = wishes.value(u"effort"_s).toString(); !effort.isEmpty())
        said << tr("effort: %1")
                    .arg(worded(effort, {{u"low"_s, tr("low")},
                                         {u"medium"_s, tr("medium")},
                                         {u"high"_s, tr("high")},
                                         {u"xhigh"_s, tr("very high")},
                                         {u"max"_s, tr("maximum")}}));
    if (const QString thinking = wishes.value(u"thinking"_s).toString(); !thinking.isEmpty())
        said << tr("thinking: %1")
                    .arg(worded(thinking, {{u"adaptive"_s, tr("adaptive")},
                                           {u"disabled"_s, tr("off")},
                                           {u"enabled"_s, tr("on")}}));
    return said;
}

QStringList Wishes::desktopWords(const QVariantMap &wishes)
{
    QStringList said;
    if (wishes.contains(u"width"_s) || wishes.contains(u"height"_s))
        said << u"%1 × %2"_s.arg(wishes.value(u"width"_s, u"…"_s).toString(),
                                 wishes.value(u"height"_s, u"…"_s).toString());
    QStringList tools;
    for (const QVariant &tool : wishes.value(kTools).toList())
        tools << worded(tool.toString(), {{u"computer"_s, tr("mouse, keyboard and screen")},
                                          {u"bash"_s, tr("shell")},
                                          {u"edit"_s, tr("text editor")},
                                          {u"elements"_s, tr("elements of the screen")},
                                          {u"act_on"_s, tr("acting on elements")},
                                          {u"read_page"_s, tr("reading pages as text")},
                                          {u"windows"_s, tr("windows")},
                                          {u"clipboard"_s, tr("clipboard")},
                                          {u"wait_for"_s, tr("waiting for something")}});
    if (!tools.isEmpty())
        said << tr("only %1").arg(tools.join(u", "_s));
    if (const QString locale = wishes.value(u"locale"_s).toString(); !locale.isEmpty())
        said << tr("programs in %1").arg(locale);
    if (const QString zone = wishes.value(u"time_zone"_s).toString(); !zone.isEmpty())
        said << tr("time zone %1").arg(zone);
    return said;
}

QStringList Wishes::words(const QVariantMap &wishes) const
{
    QStringList said;
    if (const QString model = wishes.value(u"model"_s).toString(); !model.isEmpty())
        said << modelName(model);
    if (const QString approval = wishes.value(u"approval"_s).toString(); !approval.isEmpty())
        said << worded(approval, {{u"auto"_s, tr("asks about nothing")},
                                  {u"sensitive"_s, tr("asks about what has consequences")},
                                  {u"all"_s, tr("asks about everything")}});
    said << limitWords(wishes) << networkWords(wishes) << modelWords(wishes);
    if (const QString title = wishes.value(u"title"_s).toString(); !title.isEmpty())
        said << tr("“%1”").arg(title);
    said << desktopWords(wishes);
    if (!wishes.value(u"system_prompt_suffix"_s).toString().isEmpty())
        said << tr("words added to the system prompt");
    return said;
}

QStringList Wishes::fieldsIn(const QString &text) const
{
    return pilothouse::fieldsIn(text);
}

QString Wishes::filledIn(const QString &text, const QVariantMap &values) const
{
    return pilothouse::filledIn(text, values);
}

QString Wishes::preview(const QString &text, const QVariantMap &values,
                        const QVariantMap &inks) const
{
    return templateHtml(templatePieces(text), values, TextInks::of(inks));
}

} // namespace pilothouse
