#include "model/chat/chat_messages.h"

#include "core/json.h"
#include "model/raw_object.h"
#include "model/turn_parts.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray textPart(const QString &text)
{
    return R"({"type":"text","text":)" + jsonString(text) + '}';
}

Result<QByteArray> picturePart(const Picture &picture)
{
    static const QStringList types{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s,
                                   u"image/webp"_s};
    if (!types.contains(picture.mediaType) || picture.bytes.isEmpty())
        return fail(Errc::InvalidArgument, u"A screenshot is no PNG, JPEG, GIF or WebP picture."_s);
    return R"({"type":"image_url","image_url":{"url":"data:)" + picture.mediaType.toLatin1() +
           ";base64," + picture.bytes.toBase64() + R"("}})";
}

QByteArray toolMessage(const QString &callId, const QByteArray &content)
{
    return R"({"role":"tool","tool_call_id":)" + jsonString(callId) + R"(,"content":)" + content +
           '}';
}

// One text alone goes as it is: every server takes that.
QByteArray userMessage(const QByteArrayList &parts, const QStringList &texts)
{
    const bool isPlain = parts.size() == 1 && texts.size() == 1;
    const QByteArray content =
        isPlain ? jsonString(texts.first()) : QByteArray('[' + parts.join(',') + ']');
    return R"({"role":"user","content":)" + content + '}';
}

/// Writes the user's side, message after message, and counts the pictures on the way.
class UserSide
{
public:
    UserSide(const ChatMessageRules &rules, qsizetype pictures)
        : m_rules(rules), m_leftOut(picturesLeftOut(pictures, rules.mostPictures))
    {
    }

    Result<QByteArrayList> write(const TurnPart &part)
    {
        QByteArrayList messages;
        m_parts.clear();
        for (const ToolAnswer &answer : part.answers) {
            auto content = contentOf(answer);
            if (!content)
                return fail(content.error());
            messages += toolMessage(answer.toolUseId, *content);
        }
        if (auto written = writeTexts(part); !written)
            return fail(written.error());
        if (!m_parts.isEmpty())
            messages += userMessage(m_parts, part.texts);
        return messages;
    }

private:
    Result<QByteArray> contentOf(const ToolAnswer &answer)
    {
        QStringList texts{saying(answer)};
        QByteArrayList inside;
        int number = 0;
        for (const Picture &picture : answer.isError ? QList<Picture>() : answer.pictures) {
            if (m_written++ < m_leftOut) {
                texts += u"[An older screenshot was left out.]"_s;
                continue;
            }
            auto part = picturePart(picture);
            if (!part)
                return fail(part.error());
            if (m_rules.picturesInToolMessages) {
                inside += *std::move(part);
                continue;
            }
            number = int(m_parts.size() / 2) + 1;
            texts += u"[See picture %1 below.]"_s.arg(number);
            m_parts += textPart(u"[Picture %1:]"_s.arg(number));
            m_parts += *std::move(part);
        }
        texts.removeAll(QString());
        const QString text = texts.join(u'\n');
        if (inside.isEmpty())
            return jsonString(text);
        if (!text.isEmpty())
            inside.prepend(textPart(text));
        return QByteArray('[' + inside.join(',') + ']');
    }

    Result<> writeTexts(const TurnPart &part)
    {
        qsizetype texts = 0;
        const auto textsUpTo = [&](qsizetype place) {
            for (; texts < std::min(place, part.texts.size()); ++texts)
                m_parts += textPart(part.texts.at(texts));
        };
        for (const SentPicture &sent : part.pictures) {
            textsUpTo(sent.before);
            const bool isOld = m_written++ < m_leftOut;
            auto written =
                isOld ? textPart(u"[An older picture was left out.]"_s) : picturePart(sent.picture);
            if (!written)
                return fail(written.error());
            m_parts += *std::move(written);
        }
        textsUpTo(part.texts.size());
        return {};
    }

    ChatMessageRules m_rules;
    qsizetype m_leftOut;
    qsizetype m_written = 0;
    QByteArrayList m_parts; ///< of the user's message
};

QByteArray callOf(const RawObject &block)
{
    const RawObject item = block.object("item");
    const QByteArray arguments = item.contains("arguments")
                                     ? item.raw("arguments")
                                     : jsonString(QString::fromUtf8(block.raw("input")));
    return R"({"id":)" + block.raw("id") + R"(,"type":"function","function":{"name":)" +
           block.raw("name") + R"(,"arguments":)" + arguments + "}}";
}

// The fields in which it came.
QByteArray reasoningOf(const RawObject &block)
{
    const RawObject item = block.object("item");
    QByteArray fields;
    for (const char *field : {"reasoning_content", "reasoning"})
        if (item.raw(field) == "true")
            fields += QByteArray(",\"") + field + "\":" + block.raw("thinking");
    if (item.contains("reasoning_details"))
        fields += R"(,"reasoning_details":)" + item.raw("reasoning_details");
    return fields;
}

QByteArray assistantMessage(const TurnPart &part, bool withReasoning)
{
    QStringList texts;
    QByteArrayList calls;
    QByteArray reasoning;
    for (const QByteArray &raw : part.blocks) {
        const auto block = RawObject::parse(raw); // turnParts() has seen that it is one
        const QString type = block->string("type");
        if (type == "text"_L1)
            texts += block->string("text");
        else if (type == "tool_use"_L1)
            calls += callOf(*block);
        else if (type == "thinking"_L1 && withReasoning)
            reasoning = reasoningOf(*block); // of several turns in one: the last
    }
    const QByteArray content = texts.isEmpty() && !calls.isEmpty()
                                   ? QByteArrayLiteral("null")
                                   : jsonString(texts.join(u"\n\n"_s));
    const QByteArray called =
        calls.isEmpty() ? QByteArray() : R"(,"tool_calls":[)" + calls.join(',') + ']';
    return R"({"role":"assistant","content":)" + content + reasoning + called + '}';
}

} // namespace

Result<QByteArrayList> chatMessages(const ModelRequest &request, const ChatMessageRules &rules)
{
    const auto parts = turnParts(request.turns);
    if (!parts)
        return fail(parts.error());
    QByteArrayList messages;
    if (!request.systemPrompt.trimmed().isEmpty())
        messages += R"({"role":"system","content":)" + jsonString(request.systemPrompt) + '}';
    UserSide user(rules, pictureCount(*parts));
    for (const TurnPart &part : *parts) {
        if (!part.isUser) {
            messages += assistantMessage(part, rules.withReasoning);
            continue;
        }
        auto written = user.write(part);
        if (!written)
            return fail(written.error());
        messages += *std::move(written);
    }
    return messages;
}

} // namespace pilothouse
