#include "tools/windows/window_list.h"

#include "tools/told_text.h"

#include <algorithm>
#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostWindows = 60;
constexpr qsizetype kLongestTitle = 200; // a title may be a kilobyte

int scaledDown(int length, int from, int to)
{
    // Down, so that a place that the model named is told as it named it.
    return static_cast<int>(std::floor(static_cast<double>(length) * to / from));
}

QStringList statesOf(const ScreenWindow &window)
{
    QStringList states;
    if (window.active)
        states << u"has the keyboard"_s;
    if (window.minimized)
        states << u"minimized"_s;
    if (window.maximized)
        states << u"maximized"_s;
    return states;
}

QString windowRow(const ScreenWindow &window, const QString &id, const ScreenScale &scale,
                  const QStringList &states)
{
    const QString program = window.names.isEmpty() ? QString() : window.names.last();
    const QRect place = placeInPicture(window, scale);
    QString text = u"%1 %2 of %3 at %4 %5"_s.arg(
        id, quoted(window.title.left(kLongestTitle)), quoted(program.left(kLongestTitle)),
        scale.frame().told(place.topLeft()), scale.frame().told(place.size()));
    if (!states.isEmpty())
        text += u" (%1)"_s.arg(states.join(u", "_s));
    return text;
}

} // namespace

QList<ScreenWindow> masked(QList<ScreenWindow> windows, const Secrets &secrets)
{
    for (ScreenWindow &window : windows) {
        window.title = secrets.masked(window.title);
        for (QString &name : window.names)
            name = secrets.masked(name);
    }
    return windows;
}

QRect placeInPicture(const ScreenWindow &window, const ScreenScale &scale)
{
    const QSize from = scale.screen();
    const QSize to = scale.picture();
    return {scaledDown(window.place.x(), from.width(), to.width()),
            scaledDown(window.place.y(), from.height(), to.height()),
            scaledDown(window.place.width(), from.width(), to.width()),
            scaledDown(window.place.height(), from.height(), to.height())};
}

QString rowOf(const ScreenWindow &window, const QString &id, const ScreenScale &scale)
{
    return windowRow(window, id, scale, statesOf(window));
}

QString listed(const QList<ScreenWindow> &windows, WindowIds &ids, const ScreenScale &scale)
{
    ids.keepOnly(windows);
    if (windows.isEmpty())
        return u"No window is open."_s;
    const auto front =
        std::ranges::find_if(windows, [](const ScreenWindow &each) { return !each.minimized; });
    QStringList lines;
    for (auto each = windows.begin(); each != windows.end() && lines.size() < kMostWindows;
         ++each) {
        QStringList states = statesOf(*each);
        if (each == front)
            states.prepend(u"in front"_s);
        lines << windowRow(*each, ids.idOf(*each), scale, states);
    }
    if (windows.size() > kMostWindows)
        lines << u"%1 more behind them."_s.arg(windows.size() - kMostWindows);
    return lines.join(u'\n');
}

} // namespace pilothouse
