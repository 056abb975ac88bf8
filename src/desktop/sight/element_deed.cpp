#include "desktop/sight/element_deed.h"

#include "desktop/sight/element_search.h"
#include "desktop/sight/input_window.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr uint kAnywhere = 6; // ATSPI_SCROLL_ANYWHERE
constexpr int kFirstAction = 0;

/// As toJson() of element_search.cpp writes it.
Accessible accessibleOf(const QString &key)
{
    const qsizetype path = key.indexOf(u'/');
    return {.program = key.left(path), .path = key.mid(path)};
}

bool done(const AccessibilityBus &bus, const Accessible &which, const QJsonObject &request)
{
    const QString deed = request.value("deed"_L1).toString();
    if (deed == "scroll"_L1)
        return bus.tell(which, u"Component"_s, u"ScrollTo"_s, {kAnywhere});
    if (deed == "focus"_L1)
        return bus.tell(which, u"Component"_s, u"GrabFocus"_s);
    if (deed == "press"_L1)
        return bus.tell(which, u"Action"_s, u"DoAction"_s, {kFirstAction});
    if (deed == "fill"_L1)
        return bus.tell(which, u"EditableText"_s, u"SetTextContents"_s,
                        {request.value("text"_L1).toString()});
    return true; // only looked at
}

bool isCovered(const AccessibilityBus &bus, const Accessible &which, const QJsonArray &place)
{
    const QRect at(place.at(0).toInt(), place.at(1).toInt(), place.at(2).toInt(),
                   place.at(3).toInt());
    const uint pid = at.isEmpty() ? 0 : pidAt(at.center());
    const auto inFront = bus.programsOf(pid);
    if (pid == 0 || !inFront)
        return false;
    return std::none_of(inFront->begin(), inFront->end(), [&](const Accessible &program) {
        return program.program == which.program;
    });
}

} // namespace

Result<QJsonObject> doWithElement(const AccessibilityBus &bus, const QJsonObject &request)
{
    const Accessible which = accessibleOf(request.value("key"_L1).toString());
    if (!describeElement(bus, which)) {
        if (bus.isLate())
            return fail(Errc::Unavailable, u"Its program does not answer at the moment."_s);
        return QJsonObject{{u"gone"_s, true}};
    }
    const bool wasDone = done(bus, which, request);
    const auto now = describeElement(bus, which);
    if (!now)
        return QJsonObject{{u"gone"_s, true}, {u"done"_s, wasDone}};
    return QJsonObject{{u"element"_s, *now},
                       {u"covered"_s, isCovered(bus, which, now->value("place"_L1).toArray())},
                       {u"done"_s, wasDone}};
}

} // namespace pilothouse
