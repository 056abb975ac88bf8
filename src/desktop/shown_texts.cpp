#include "desktop/shown_texts.h"

#include "core/json.h"
#include "desktop/sight_program.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

QCoro::Task<Result<QList<QRect>>> placesOfTexts(const ProgramSandbox &sandbox, QStringList texts,
                                                const Clock &clock, std::stop_token stop)
{
    const SandboxedCommand command = sightCommand(sandbox, QStringList(u"find"_s));
    const QByteArray input = compactJson(QJsonArray::fromStringList(texts));
    const Result<QByteArray> line = co_await askSight(command, input, clock, stop);
    if (!line)
        co_return fail(line.error());
    const Result<QJsonObject> told = parseJsonObject(*line);
    if (!told || !told->contains("places"_L1))
        co_return fail(Errc::Unavailable, u"Nothing says what shows on the screen."_s,
                       QString::fromUtf8(line->left(200)));
    QList<QRect> places;
    for (const QJsonValue &value : told->value("places"_L1).toArray()) {
        const QJsonArray place = value.toArray();
        places.append(QRect(place.at(0).toInt(), place.at(1).toInt(), place.at(2).toInt(),
                            place.at(3).toInt()));
    }
    co_return places;
}

} // namespace pilothouse
