#include "screen/input_action.h"

#include <QStringList>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool endsWithOne(const QString &keys, const QStringList &of)
{
    const QString last = keys.section(u' ', -1);
    return of.contains(last, Qt::CaseInsensitive);
}

} // namespace

bool sendsLine(const InputAction &action)
{
    if (const auto *text = std::get_if<TypeText>(&action))
        return text->text.endsWith(u'\n');
    const auto *keys = std::get_if<PressKeys>(&action);
    return keys && endsWithOne(keys->keys, {u"Return"_s, u"KP_Enter"_s, u"Enter"_s});
}

bool leadsOn(const InputAction &action)
{
    if (std::holds_alternative<Click>(action) || sendsLine(action))
        return true;
    const auto *keys = std::get_if<PressKeys>(&action);
    return keys && endsWithOne(keys->keys, {u"F5"_s, u"ctrl+r"_s, u"alt+Left"_s, u"alt+Right"_s});
}

} // namespace pilothouse
