#include "model/anthropic/user_blocks.h"

#include "core/json.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxPictureBytes = 10'000'000 / 4 * 3; // 10 MB in base64
constexpr int kMaxSide = 8000;
constexpr int kMaxSideOfMany = 2000;
constexpr qsizetype kMany = 20;

QByteArray textBlock(const QString &text)
{
    return R"({"type":"text","text":)" + jsonString(text) + '}';
}

} // namespace

UserBlocks::UserBlocks(const PictureRules &rules, qsizetype pictures)
    : m_rules(rules), m_pictures(pictures), m_leftOut(rules.leftOut(pictures))
{
}

Result<QByteArrayList> UserBlocks::write(const UserTurn &turn)
{
    QByteArrayList blocks;
    for (const ToolAnswer &answer : turn.answers) {
        auto block = answerBlock(answer);
        if (!block)
            return fail(block.error());
        blocks += std::move(*block);
    }
    blocks += std::exchange(m_beside, {});
    m_numbered = 0;
    qsizetype texts = 0;
    const auto addTextsUpTo = [&](qsizetype place) {
        for (; texts < std::min(place, turn.texts.size()); ++texts)
            blocks += textBlock(turn.texts.at(texts));
    };
    for (const SentPicture &sent : turn.pictures) {
        addTextsUpTo(sent.before);
        auto block = sentPicture(sent.picture);
        if (!block)
            return fail(block.error());
        blocks += std::move(*block);
    }
    addTextsUpTo(turn.texts.size());
    return blocks;
}

// One that a person sent stands for itself.
Result<QByteArray> UserBlocks::sentPicture(const Picture &picture)
{
    if (m_written++ < m_leftOut)
        return textBlock(u"[An older picture was left out.]"_s);
    return pictureBlock(picture);
}

Result<QByteArray> UserBlocks::answerBlock(const ToolAnswer &answer)
{
    QByteArray block = R"({"type":"tool_result","tool_use_id":)" + jsonString(answer.toolUseId);
    if (!answer.toolset.isEmpty())
        block += R"(,"toolset_name":)" + jsonString(answer.toolset);
    const QString text = saying(answer);
    if (answer.isError) // text only: a picture here would be refused
        return block + R"(,"content":)" + jsonString(text) + R"(,"is_error":true})";

    QByteArrayList content;
    if (!text.isEmpty())
        content += textBlock(text);
    for (const Picture &picture : answer.pictures) {
        auto written = pictureBlocks(picture);
        if (!written)
            return fail(written.error());
        content += std::move(*written);
    }
    return block + R"(,"content":[)" + content.join(',') + "]}";
}

// What of a picture goes into its result.
Result<QByteArrayList> UserBlocks::pictureBlocks(const Picture &picture)
{
    QByteArrayList blocks;
    if (m_written++ < m_leftOut) {
        blocks += textBlock(u"[An older screenshot was left out.]"_s);
        return blocks;
    }
    auto block = pictureBlock(picture);
    if (!block)
        return fail(block.error());
    if (!m_rules.beside) {
        blocks += *std::move(block);
        return blocks;
    }
    ++m_numbered;
    blocks += textBlock(u"[See picture %1 below.]"_s.arg(m_numbered));
    m_beside += textBlock(u"[Picture %1:]"_s.arg(m_numbered));
    m_beside += *std::move(block);
    return blocks;
}

Result<QByteArray> UserBlocks::pictureBlock(const Picture &picture)
{
    if (const auto checked = check(picture); !checked)
        return fail(checked.error());
    QByteArray block = R"({"type":"image","source":{"type":"base64","media_type":)" +
                       jsonString(picture.mediaType) + R"(,"data":")" + picture.bytes.toBase64() +
                       R"("})";
    if (m_rules.refuseScaling)
        block += R"(,"transformations":{"oversized_image":"error"})";
    return block + '}';
}

Result<> UserBlocks::check(const Picture &picture) const
{
    static const QStringList types{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s,
                                   u"image/webp"_s};
    if (!types.contains(picture.mediaType) || picture.bytes.isEmpty())
        return fail(Errc::InvalidArgument, u"A screenshot is no PNG, JPEG, GIF or WebP picture."_s);
    if (picture.bytes.size() > kMaxPictureBytes)
        return fail(Errc::TooLarge, u"A screenshot has more than 10 MB: lower size or quality."_s);
    const int side = std::max(picture.size.width(), picture.size.height());
    const int allowed = m_pictures - m_leftOut > kMany ? kMaxSideOfMany : kMaxSide;
    const bool scaled = m_rules.tier && apiPictureSize(picture.size, *m_rules.tier) != picture.size;
    if (side > allowed || scaled)
        return fail(Errc::InvalidArgument,
                    u"The screenshots of this conversation (%1 x %2) are too large for this model: "
                    "start a new session."_s.arg(picture.size.width())
                        .arg(picture.size.height()));
    return {};
}

} // namespace pilothouse
