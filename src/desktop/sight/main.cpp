/// pilothouse-sight: says what has the keyboard on the desktop it runs on.
///
/// pilothouse-sight MILLISECONDS: one line of JSON on standard output within that time, see
/// keyboard_focus.h, or {"reason": …, "detail": …} when it cannot tell.
/// It runs inside of the session, so that what programs there answer is parsed there.
#include "desktop/sight/accessibility_bus.h"
#include "desktop/sight/focus_search.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace pilothouse;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int limit = application.arguments().value(1).toInt();
    const Deadline deadline(systemClock(), std::chrono::milliseconds(limit));
    const auto bus =
        AccessibilityBus::connect(qEnvironmentVariable("AT_SPI_BUS_ADDRESS"), deadline);
    const Result<QJsonObject> found = bus ? searchFocus(*bus) : fail(bus.error());
    const QJsonObject told = found ? *found
                                   : QJsonObject{{u"reason"_s, found.error().message},
                                                 {u"detail"_s, found.error().detail}};
    const QByteArray line = QJsonDocument(told).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
    return 0;
}
