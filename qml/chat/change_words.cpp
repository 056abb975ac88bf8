#include "qml/chat/change_words.h"

#include "qml/chat/call_words.h"
#include "qml/chat/numbers.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMilliseconds = 1000;

} // namespace

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
    if (name == "max_steps"_L1)
        return value > 0 ? tr("at most %1 steps").arg(QLocale().toString(value, 'f', 0))
                         : tr("no limit of steps");
    if (name == "max_cost_usd"_L1)
        return value > 0 ? tr("at most %1").arg(money(value)) : tr("no limit of cost");
    if (name == "max_tokens_total"_L1)
        return value > 0 ? tr("at most %1 tokens").arg(count(value)) : tr("no limit of tokens");
    return value > 0 ? tr("at most %1").arg(duration(value * kMilliseconds))
                     : tr("no limit of time");
}

QString ChangeWords::changesIn(const QVariantMap &change)
{
    QStringList words;
    if (const QString model = change.value(u"model"_s).toString(); !model.isEmpty())
        words.append(tr("%1 answers from the next message on").arg(modelName(model)));
    if (const QString approval = change.value(u"approval"_s).toString(); !approval.isEmpty())
        words.append(asks(approval));
    for (const QString &name :
         {u"max_steps"_s, u"max_cost_usd"_s, u"max_tokens_total"_s, u"max_time"_s})
        if (change.contains(name))
            words.append(limit(name, change.value(name).toDouble()));
    return words.isEmpty() ? tr("thinking and effort") : words.join(u", "_s);
}

QString ChangeWords::ofSettings(const QVariantMap &change)
{
    const QString by = change.value(u"by"_s).toString();
    const QString changes = changesIn(change);
    if (by.isEmpty() || by == "anonymous"_L1)
        return tr("Changed: %1.").arg(changes);
    if (by == "browser"_L1)
        return tr("Changed on a page: %1.").arg(changes);
    if (by == "token"_L1)
        return tr("Changed with the token: %1.").arg(changes);
    if (by == "terminal"_L1)
        return tr("Changed at the terminal: %1.").arg(changes);
    return tr("Changed by %1: %2.").arg(by, changes);
}

QString ChangeWords::ofGrant(const QVariantMap &change)
{
    QString what = CallWords::kindOf(change);
    what.replace(0, 1, what.left(1).toUpper());
    return change.value(u"granted"_s).toBool() ? tr("%1: not asked about again.").arg(what)
                                               : tr("%1: asked about again.").arg(what);
}

QString modelName(const QString &id)
{
    QStringList words = id.split(u'-', Qt::SkipEmptyParts);
    for (QString &word : words)
        word.replace(0, 1, word.left(1).toUpper());
    static const QRegularExpression kVersion(uR"((\d) (?=\d))"_s);
    return words.join(u' ').replace(kVersion, uR"(\1.)"_s);
}

} // namespace pilothouse
