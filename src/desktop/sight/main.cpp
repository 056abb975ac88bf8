/// pilothouse-sight: says what has the keyboard, where a text shows, or what else there is to use
/// and read, on the desktop it runs on.
///
/// pilothouse-sight MILLISECONDS [find|elements|element|page]: one line of JSON on standard output
/// within that time, see keyboard_focus.h, or {"reason": …, "detail": …} when it cannot tell. find:
/// the texts are a JSON array on standard input, the answer is that of text_search.h. elements:
/// that of element_search.h. element: the request is on standard input, see element_deed.h. page:
/// that of page_search.h. It runs inside of the session, so that what programs there answer is
/// parsed there.
#include "desktop/sight/accessibility_bus.h"
#include "desktop/sight/element_deed.h"
#include "desktop/sight/element_search.h"
#include "desktop/sight/focus_search.h"
#include "desktop/sight/page_search.h"
#include "desktop/sight/text_search.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace pilothouse;

namespace {

QJsonDocument onInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(input.readAll());
}

QStringList textsOnInput()
{
    QStringList texts;
    for (const QJsonValue &text : onInput().array())
        texts << text.toString();
    return texts;
}

Result<QJsonObject> look(const AccessibilityBus &bus, const QString &what)
{
    if (what == "find"_L1)
        return searchTexts(bus, textsOnInput());
    if (what == "element"_L1)
        return doWithElement(bus, onInput().object());
    if (what == "page"_L1)
        return searchPage(bus);
    return what == "elements"_L1 ? searchElements(bus, systemClock()) : searchFocus(bus);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int limit = application.arguments().value(1).toInt();
    const Deadline deadline(systemClock(), std::chrono::milliseconds(limit));
    const auto bus =
        AccessibilityBus::connect(qEnvironmentVariable("AT_SPI_BUS_ADDRESS"), deadline);
    const Result<QJsonObject> found =
        bus ? look(*bus, application.arguments().value(2)) : fail(bus.error());
    const QJsonObject told = found ? *found
                                   : QJsonObject{{u"reason"_s, found.error().message},
                                                 {u"detail"_s, found.error().detail}};
    const QByteArray line = QJsonDocument(told).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
    return 0;
}
