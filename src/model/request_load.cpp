#include "model/request_load.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr double kUsableShare = 0.8;

} // namespace

RequestLoad pictureLoad(const QList<Turn> &turns,
                        const std::function<qsizetype(qsizetype)> &leftOut)
{
    QList<Picture> pictures;
    for (const Turn &turn : turns)
        if (const auto *user = std::get_if<UserTurn>(&turn)) {
            for (const ToolAnswer &answer : user->answers)
                pictures += answer.pictures;
            for (const SentPicture &sent : user->pictures)
                pictures += sent.picture;
        }
    RequestLoad load;
    for (const Picture &picture : pictures.sliced(leftOut(pictures.size()))) {
        ++load.pictures;
        load.pictureTokens += pictureTokens(picture.size);
        load.pictureBytes += (picture.bytes.size() + 2) / 3 * 4;
    }
    return load;
}

// Above the first two the Messages API answers 413 or 400; what others do is beyond us: some forget
// the beginning without a word.
Result<> checkLoad(const RequestLoad &load, const ModelRequest &request, const ModelInfo &model,
                   const LoadLimits &limits)
{
    const double share = request.isLast ? 1 : kUsableShare;
    const auto tooLarge = [](const QString &limit) {
        return fail(Errc::TooLarge, u"The conversation has grown beyond the %1 that one request "
                                    "may have: start a new session."_s.arg(limit));
    };
    if (double(load.bytes) > double(limits.bytes) * share)
        return tooLarge(u"%1 MB"_s.arg(limits.bytes / 1'000'000));
    if (limits.pictures && double(load.pictures) > model.maxPictures() * share)
        return tooLarge(u"%1 pictures"_s.arg(model.maxPictures()));
    if (model.contextLimit > 0 && double(load.tokens()) > model.contextLimit * share)
        return tooLarge(u"%1 tokens of context"_s.arg(model.contextLimit));
    return {};
}

int maxTokensOf(const ModelRequest &request, const ModelInfo &model, const ModelConfig &config)
{
    const int usual = config.maxOutputTokens > 0 ? config.maxOutputTokens : kOutputTokens;
    const int wanted = request.maxOutputTokens > 0 ? request.maxOutputTokens : usual;
    return std::clamp(wanted, 1, model.maxOutputTokens);
}

} // namespace pilothouse
