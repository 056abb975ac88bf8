#include "desktop/screen_page.h"

#include "core/json.h"
#include "desktop/sight_program.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 4s; // a long page has thousands of things

PagePiece pieceFrom(const QJsonObject &json)
{
    if (json.contains("use"_L1))
        return {.kind = PagePiece::Kind::Use,
                .element = screenElementFrom(json.value("use"_L1).toObject())};
    if (json.contains("block"_L1))
        return {.kind = PagePiece::Kind::Block, .text = json.value("block"_L1).toString()};
    return {.kind = PagePiece::Kind::Text, .text = json.value("text"_L1).toString()};
}

Result<ScreenPage> screenPageFrom(const QByteArray &line)
{
    const Result<QJsonObject> told = parseJsonObject(line);
    if (!told || !told->value("pieces"_L1).isArray())
        return fail(Errc::Unavailable, told ? told->value("reason"_L1).toString()
                                            : u"Nothing tells what the page says."_s);
    ScreenPage page{.title = told->value("title"_L1).toString(),
                    .address = told->value("address"_L1).toString(),
                    .isCut = told->value("more"_L1).toBool()};
    for (const QJsonValue &each : told->value("pieces"_L1).toArray())
        page.pieces << pieceFrom(each.toObject());
    return page;
}

} // namespace

QCoro::Task<Result<ScreenPage>> screenPage(const ProgramSandbox &sandbox, const Clock &clock,
                                           std::stop_token stop)
{
    const SandboxedCommand command = sightCommand(sandbox, QStringList(u"page"_s), kPatience);
    const QByteArray nothing;
    const Result<QByteArray> line = co_await askSight(command, nothing, clock, stop, kPatience);
    if (!line)
        co_return fail(line.error());
    co_return screenPageFrom(*line);
}

} // namespace pilothouse
