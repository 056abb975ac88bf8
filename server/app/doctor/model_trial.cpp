#include "app/doctor/model_trial.h"

#include "app/model_provider.h"
#include "core/json.h"
#include "core/visible.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kTrialTokens = 4000; // models think first
constexpr double kNear = 0.03;     // of width and height
constexpr qsizetype kMostWords = 200;

Picture crossPicture()
{
    QImage image(kTrialSize, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(QPen(Qt::red, 8));
    painter.drawLine(kTrialCross - QPoint(30, 30), kTrialCross + QPoint(30, 30));
    painter.drawLine(kTrialCross - QPoint(30, -30), kTrialCross + QPoint(30, -30));
    painter.end();
    Picture picture{.bytes = {}, .mediaType = u"image/png"_s, .size = kTrialSize};
    QBuffer buffer(&picture.bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return picture;
}

ModelRequest trial(const ModelInfo &model)
{
    const UserTurn order{
        .texts = {u"The picture shows a screen with one red cross on it. Call the tool computer "
                  "once: left_click at the centre of the cross. Say nothing else."_s},
        .pictures = {{crossPicture(), 0}}};
    return {.model = model.id,
            .dialect = ToolDialect::Custom,
            .systemPrompt = u"You operate a screen by calling tools."_s,
            .pictureSize = kTrialSize,
            .coordinates = model.coordinates,
            .tools = {u"computer"_s},
            .turns = {order},
            .maxOutputTokens = kTrialTokens};
}

Requirement finding(bool ok, const QString &detail, const QString &fix = {})
{
    return {.name = u"model's answer"_s, .ok = ok, .detail = detail, .fix = fix};
}

// As the model said it, before anything was made of it.
QJsonArray placeIn(const ModelReply &reply)
{
    for (const ReplyBlock &block : reply.blocks)
        if (block.call)
            if (const auto raw = parseJsonObject(block.raw))
                return raw->value("input"_L1)["coordinate"_L1].toArray();
    return {};
}

bool isCross(const QJsonArray &place, CoordinateSpace space)
{
    const bool isPixels = space == CoordinateSpace::Pixels;
    const double full = space == CoordinateSpace::Unit ? 1 : 1000;
    const double width = isPixels ? kTrialSize.width() : full;
    const double height = isPixels ? kTrialSize.height() : full;
    const double x = place.at(0).toDouble() / width - double(kTrialCross.x()) / kTrialSize.width();
    const double y =
        place.at(1).toDouble() / height - double(kTrialCross.y()) / kTrialSize.height();
    return std::abs(x) < kNear && std::abs(y) < kNear;
}

Requirement inWords(const ModelReply &reply)
{
    QString said;
    for (const ReplyBlock &block : reply.blocks)
        if (block.type == "text"_L1)
            said += block.text + u' ';
    return finding(
        false,
        u"it calls no tool, but says: %1"_s.arg(visibleLine(said.simplified()).left(kMostWords)),
        reply.problem.isEmpty()
            ? u"Use a model that calls tools, and start its server so that it passes them on "
              "(llama.cpp: --jinja; vLLM: --enable-auto-tool-choice --tool-call-parser)."_s
            : reply.problem);
}

} // namespace

Requirement judgeTrial(const Result<ModelReply> &reply, CoordinateSpace space)
{
    if (!reply)
        return finding(false, reply.error().message,
                       u"Check the address of the server, its key and the name of the model."_s);
    if (reply->toolCalls().isEmpty())
        return inWords(*reply);
    const QJsonArray place = placeIn(*reply);
    if (place.size() != 2)
        return finding(false, u"it calls tools, but was asked for a click and did not say where"_s,
                       u"Use a model that was trained to operate a screen."_s);
    // Its own first: the numbers are told apart by more than anybody misses by.
    for (const CoordinateSpace each :
         {space, CoordinateSpace::Pixels, CoordinateSpace::Thousand, CoordinateSpace::Unit}) {
        if (!isCross(place, each))
            continue;
        if (each == space)
            return finding(
                true, u"it calls tools, sees pictures and names places by %1"_s.arg(name(space)));
        return finding(
            false,
            u"it names places by %1, not by %2: clicks would miss"_s.arg(name(each), name(space)),
            u"Set --coordinates %1."_s.arg(name(each)));
    }
    return finding(
        false,
        u"it calls tools, but points at %1, %2 where a cross is at %3, %4 of %5x%6"_s
            .arg(place.at(0).toDouble())
            .arg(place.at(1).toDouble())
            .arg(kTrialCross.x())
            .arg(kTrialCross.y())
            .arg(kTrialSize.width())
            .arg(kTrialSize.height()),
        u"Use a model that sees pictures, and start its server so that it gets them (llama.cpp: "
        "--mmproj); a server that scales pictures needs --max-picture-side."_s);
}

QCoro::Task<Requirement> tryModel(ModelConfig config, Provider provider)
{
    config.maxAttempts = 1;
    if (config.idleTimeout.count() <= 0)
        config.idleTimeout = 5min;
    const ModelTable models = modelsOf(config);
    const ModelInfo model = models.find(settingsOf(config, provider).model);
    auto client = openProvider(config, provider, models, systemClock());
    if (!client)
        co_return judgeTrial(fail(client.error()), model.coordinates);
    ModelRequest request = trial(model);
    const ProgressSink none;
    const Result<ModelReply> reply =
        co_await (*client)->complete(std::move(request), none, std::stop_token());
    co_return judgeTrial(reply, model.coordinates);
}

} // namespace pilothouse
