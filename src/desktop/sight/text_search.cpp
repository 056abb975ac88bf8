#include "desktop/sight/text_search.h"

#include "desktop/sight/screen_walk.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostTexts = 3000; // of one window
constexpr qsizetype kMostPlaces = 200;

/// Of the part itself, or of all of the thing where its program does not tell (fields of Firefox).
QRect placeOf(const AccessibilityBus &bus, const Accessible &of, int first, int end)
{
    const QRect part = bus.placeOfText(of, first, end).value_or(QRect());
    return part.isEmpty() ? bus.place(of).value_or(QRect()) : part;
}

void addPlaces(const AccessibilityBus &bus, const Accessible &of, const QString &text,
               const QString &wanted, QJsonArray &places)
{
    for (qsizetype at = text.indexOf(wanted); at >= 0 && places.size() < kMostPlaces;
         at = text.indexOf(wanted, at + wanted.size())) {
        const int first = int(text.first(at).toUcs4().size());
        const QRect place = placeOf(bus, of, first, first + int(wanted.toUcs4().size()));
        if (!place.isEmpty())
            places.append(QJsonArray{place.x(), place.y(), place.width(), place.height()});
    }
}

void searchWindow(const AccessibilityBus &bus, const Accessible &window, const QStringList &wanted,
                  QJsonArray &places)
{
    const QList<Accessible> showing = showingTextBelow(bus, window, kMostTexts);
    const QStringList texts = bus.texts(showing);
    for (qsizetype i = 0; i < texts.size(); ++i)
        for (const QString &one : wanted)
            addPlaces(bus, showing.at(i), texts.at(i), one, places);
}

} // namespace

Result<QJsonObject> searchTexts(const AccessibilityBus &bus, const QStringList &texts)
{
    const auto programs = bus.programs();
    if (!programs)
        return fail(programs.error());
    QJsonArray places;
    for (const Accessible &program : *programs) {
        const auto windows = bus.children(program);
        for (const Accessible &window : windows.value_or(QList<Accessible>()))
            searchWindow(bus, window, texts, places);
    }
    return QJsonObject{{u"places"_s, places}};
}

} // namespace pilothouse
