#include "qml/client/change_words.h"

#include <QLocale>
#include <QStringList>

namespace pilothouse {

using namespace Qt::StringLiterals;

QString ChangeWords::asks(const QString &approval)
{
    if (approval == "auto"_L1)
        return tr("it asks about nothing");
    if (approval == "sensitive"_L1)
        return tr("it asks about what has consequences");
    return approval == "all"_L1 ? tr("it asks about everything") : approval;
}

QString ChangeWords::limit(const QString &name, double value)
{
    const QLocale locale;
    if (name == "max_steps"_L1)
        return value > 0 ? tr("at most %1 steps").arg(locale.toString(value, 'f', 0))
                         : tr("no limit of steps");
    if (name == "max_cost_usd"_L1)
        return value > 0 ? tr("at most $%1").arg(locale.toString(value, 'f', 2))
                         : tr("no limit of cost");
    if (name == "max_tokens_total"_L1)
        return value > 0 ? tr("at most %1 tokens").arg(locale.toString(value, 'f', 0))
                         : tr("no limit of tokens");
    return value > 0 ? tr("at most %1 seconds").arg(locale.toString(value, 'f', 0))
                     : tr("no limit of time");
}

QString ChangeWords::ofSettings(const QVariantMap &changes)
{
    QStringList words;
    if (const QString model = changes.value(u"model"_s).toString(); !model.isEmpty())
        words.append(tr("%1 answers from the next message on").arg(model));
    if (const QString approval = changes.value(u"approval"_s).toString(); !approval.isEmpty())
        words.append(asks(approval));
    for (const QString &name :
         {u"max_steps"_s, u"max_cost_usd"_s, u"max_tokens_total"_s, u"max_time"_s})
        if (changes.contains(name))
            words.append(limit(name, changes.value(name).toDouble()));
    const QString said = words.isEmpty() ? tr("thinking and effort") : words.join(u", "_s);
    return tr("Changed: %1.").arg(said);
}

QString ChangeWords::ofGrant(const QVariantMap &change)
{
    QString what = change.value(u"action"_s).toString();
    if (what.isEmpty())
        what = change.value(u"tool"_s).toString();
    what.replace(u'_', u' ');
    return change.value(u"granted"_s).toBool() ? tr("%1: not asked about again.").arg(what)
                                               : tr("%1: asked about again.").arg(what);
}

} // namespace pilothouse
