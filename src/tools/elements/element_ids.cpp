#include "tools/elements/element_ids.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKept = 10'000; // at least; a page that changes all the time must not fill the memory

} // namespace

QString ElementIds::idOf(const ScreenElement &element)
{
    int &number = m_numbers[element.key];
    if (number == 0)
        number = ++m_last;
    const int its = number;
    m_told.insert(its, element);
    if (m_told.size() > 2 * kKept)
        forgetOld();
    return u'e' + QString::number(its);
}

const ScreenElement *ElementIds::find(const QString &id) const
{
    bool isNumber = false;
    const int number = id.trimmed().mid(1).toInt(&isNumber);
    const auto found = id.trimmed().startsWith(u'e', Qt::CaseInsensitive) && isNumber
                           ? m_told.constFind(number)
                           : m_told.cend();
    return found == m_told.cend() ? nullptr : &*found;
}

void ElementIds::forgetOld()
{
    const auto isOld = [this](int number) { return number <= m_last - kKept; };
    m_told.removeIf([&](const auto &each) { return isOld(each.key()); });
    m_numbers.removeIf([&](const auto &each) { return isOld(each.value()); });
}

} // namespace pilothouse
