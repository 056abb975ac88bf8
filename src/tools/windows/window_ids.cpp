#include "tools/windows/window_ids.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

void WindowIds::keepOnly(const QList<ScreenWindow> &all)
{
    m_told.removeIf([&all](const auto &told) {
        return !std::ranges::any_of(all, [&told](const ScreenWindow &window) {
            return window.id == told.value().id && window.names == told.value().names;
        });
    });
    m_numbers.removeIf([this](const auto &number) { return !m_told.contains(number.value()); });
}

QString WindowIds::idOf(const ScreenWindow &window)
{
    int &number = m_numbers[window.id];
    if (number == 0)
        number = ++m_last;
    m_told.insert(number, window);
    return u'w' + QString::number(number);
}

const ScreenWindow *WindowIds::find(const QString &id) const
{
    const QString plain = id.trimmed().toLower();
    bool isNumber = false;
    const int number = plain.mid(1).toInt(&isNumber);
    const auto told = m_told.find(plain.startsWith(u'w') && isNumber ? number : 0);
    return told == m_told.end() ? nullptr : &*told;
}

} // namespace pilothouse
