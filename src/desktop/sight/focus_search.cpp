#include "desktop/sight/focus_search.h"

#include "desktop/sight/input_window.h"
#include "desktop/sight/screen_walk.h"

#include <QJsonArray>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr qsizetype kMostWindows = 100;
constexpr int kMostFocused = 5;
constexpr int kLongestWay = 400; // things in each other; pages have about 30
constexpr qsizetype kLongestText = 100;
constexpr qsizetype kLongestAddress = 2000;

const QString kHiddenAddress = u"unknown:"_s;

Failure unknown(const QString &why)
{
    return fail(Errc::Unavailable, why);
}

/// One of the program's windows, as it and the bus tell of them.
struct Window
{
    Accessible itself;
    bool isActive = false;
    QRect place;
    QString title;
};

Result<QList<Window>> windowsOf(const AccessibilityBus &bus, uint pid)
{
    const auto programs = bus.programsOf(pid);
    if (!programs)
        return fail(programs.error());
    QList<Accessible> all;
    for (const Accessible &program : *programs) {
        const auto windows = bus.children(program);
        if (!windows)
            return fail(windows.error());
        all << windows->mid(0, kMostWindows);
    }
    QList<Window> described;
    for (const Accessible &each : all) {
        const Result<bool> active = bus.hasState(each, kActiveState);
        const Result<QRect> place = bus.place(each);
        const Result<QString> title = bus.name(each);
        if (!active || !place || !title)
            return fail(!active ? active.error() : !place ? place.error() : title.error());
        described << Window{each, *active, *place, *title};
    }
    return described;
}

template <typename Condition> void keepIfMany(QList<Window> &windows, Condition condition)
{
    if (windows.size() > 1)
        windows.removeIf([&](const Window &window) { return !condition(window); });
}

/// The one that X calls the input window. By its place first: which one is active Chromium says
/// late, or of another. Windows at one place differ by their title or not at all, and then none
/// of the others may be the active one, for pages make the titles.
Result<Accessible> windowOf(const AccessibilityBus &bus, const InputWindow &input)
{
    Result<QList<Window>> found = windowsOf(bus, input.pid);
    if (!found)
        return fail(found.error());
    QList<Window> windows = std::move(*found);
    if (windows.isEmpty())
        return unknown(u"The program that has the keyboard is not on the accessibility bus."_s);
    keepIfMany(windows, [&](const Window &window) {
        return window.place == input.place || window.place == input.framed;
    });
    const bool oneIsActive = std::any_of(windows.begin(), windows.end(),
                                         [](const Window &each) { return each.isActive; });
    keepIfMany(windows, [&](const Window &window) { return window.title == input.title; });
    if (windows.size() != 1 || windows.first().isActive != oneIsActive)
        return unknown(u"The program does not say which of its windows has the keyboard."_s);
    return windows.first().itself;
}

/// The way from what has the focus up to its window.
struct Way
{
    Accessible focused;
    QList<Accessible> above; ///< nearest first, without the window
    QString document;        ///< addresses of the nearest and the outermost; or empty
    QString page;
};

/// A browser's window is a document, too, but not a page's; and Chromium says of all of its own
/// that they belong to one without an address. Firefox does not tell addresses that begin with
/// data:, so what is in such a document must not count as what is around that.
void noteAddress(Way &way, const QString &address, bool &hidden)
{
    hidden = hidden || address.isEmpty();
    if (way.document.isEmpty() && !address.isEmpty())
        way.document = hidden ? kHiddenAddress : address;
    if (!address.isEmpty())
        way.page = address;
}

Result<Way> wayUp(const AccessibilityBus &bus, const Accessible &focused, const Accessible &window)
{
    Way way{.focused = focused};
    bool hidden = false;
    Accessible step = focused;
    for (int length = 0; length < kLongestWay && step != window; ++length) {
        const Result<Surroundings> found = bus.surroundings(step);
        if (!found)
            return fail(found.error());
        if (found->address)
            noteAddress(way, *found->address, hidden);
        if (step != focused)
            way.above << step;
        step = found->parent;
    }
    if (step != window)
        return unknown(u"What has the keyboard lies too deep."_s);
    return way;
}

/// One that lies within all others (a document may say so as well as what is in it), or the only
/// one outside of pages: while one types into Chromium's own fields, its pages remember theirs.
Result<Way> theOneOf(const QList<Way> &ways)
{
    const auto outside = [](const Way &way) { return way.document.isEmpty(); };
    if (std::count_if(ways.begin(), ways.end(), outside) == 1)
        return *std::find_if(ways.begin(), ways.end(), outside);
    for (const Way &way : ways) {
        const bool innermost = std::all_of(ways.begin(), ways.end(), [&](const Way &other) {
            return other.focused == way.focused || way.above.contains(other.focused);
        });
        if (innermost)
            return way;
    }
    return unknown(u"The program says of several things that they have the keyboard."_s);
}

Result<Way> focusedIn(const AccessibilityBus &bus, const Accessible &window)
{
    const auto focused = focusedBelow(bus, window, kMostFocused);
    if (!focused)
        return fail(focused.error());
    if (focused->isEmpty())
        return unknown(u"Nothing in the window has the keyboard."_s);
    if (focused->size() == kMostFocused)
        return unknown(u"The program says of too many things that they have the keyboard."_s);
    QList<Way> ways;
    for (const Accessible &each : *focused) {
        Result<Way> way = wayUp(bus, each, window);
        if (!way)
            return way;
        ways << std::move(*way);
    }
    return theOneOf(ways);
}

/// Long ones end after the host, which is what they are asked for.
QString shortened(const QString &address)
{
    if (address.size() <= kLongestAddress)
        return address;
    const auto rest = QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment;
    return QUrl(address).adjusted(rest).toString().left(kLongestAddress);
}

QJsonArray placeOf(const AccessibilityBus &bus, const Accessible &focused, const QRect &screen)
{
    const Result<QRect> told = bus.place(focused);
    if (!told || told->width() <= 0 || told->height() <= 0)
        return {};
    const QRect seen = *told & screen;
    if (seen.isEmpty())
        return {};
    return {seen.x(), seen.y(), seen.width(), seen.height()};
}

Result<QJsonObject> describe(const AccessibilityBus &bus, const Way &way, const QRect &screen)
{
    const auto name = bus.name({way.focused.program, u"/org/a11y/atspi/accessible/root"_s});
    const auto role = bus.role(way.focused);
    const auto roleName = bus.roleName(way.focused);
    if (!name || !role || !roleName)
        return fail((!name ? name.error() : !role ? role.error() : roleName.error()));
    QJsonObject told{{u"application"_s, name->left(kLongestText)},
                     {u"role"_s, roleName->left(kLongestText)},
                     {u"hides_text"_s, *role == kPasswordRole},
                     {u"place"_s, placeOf(bus, way.focused, screen)}};
    if (!way.document.isEmpty()) {
        told.insert(u"document"_s, shortened(way.document));
        told.insert(u"page"_s, shortened(way.page));
    }
    return told;
}

} // namespace

Result<Accessible> frontWindow(const AccessibilityBus &bus)
{
    const Result<InputWindow> input = inputWindow();
    if (!input)
        return fail(input.error());
    return windowOf(bus, *input);
}

Result<QJsonObject> searchFocus(const AccessibilityBus &bus)
{
    const Result<InputWindow> input = inputWindow();
    if (!input)
        return fail(input.error());
    const Result<Accessible> window = windowOf(bus, *input);
    if (!window)
        return fail(window.error());
    const Result<Way> way = focusedIn(bus, *window);
    if (!way)
        return fail(way.error());
    Result<QJsonObject> described = describe(bus, *way, input->screen);
    const Result<bool> still = bus.hasState(way->focused, kFocusedState);
    if (!described || !still)
        return fail((described ? still.error() : described.error()));
    if (!*still || inputWindow() != input)
        return unknown(u"What has the keyboard is just changing."_s);
    return described;
}

} // namespace pilothouse
