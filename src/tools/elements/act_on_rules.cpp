#include "tools/elements/act_on_rules.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

bool takesText(const ScreenElement &element)
{
    static const QStringList roles{u"field"_s,     u"text"_s,       u"password"_s,
                                   u"combo box"_s, u"date field"_s, u"spin button"_s};
    return roles.contains(element.role);
}

bool isAlready(const QString &action, const ScreenElement &element)
{
    const auto is = [&element](QLatin1StringView state) { return element.states.contains(state); };
    return (action == "check"_L1 && is("checked"_L1)) ||
           (action == "uncheck"_L1 && !is("checked"_L1)) ||
           (action == "expand"_L1 && is("expanded"_L1)) ||
           (action == "collapse"_L1 && is("collapsed"_L1)) ||
           (action == "focus"_L1 && is("focused"_L1));
}

bool saysAllTyped(const ActOn &asked, const ScreenElement &element)
{
    if (!asked.types() || element.role == "password"_L1)
        return true;
    const QString typed = asked.text.simplified();
    if (asked.action == "select"_L1)
        return element.value.startsWith(typed, Qt::CaseInsensitive);
    const bool isCut = element.value.endsWith(u'…');
    return isCut ? typed.startsWith(QStringView(element.value).chopped(1)) : element.value == typed;
}

} // namespace pilothouse
