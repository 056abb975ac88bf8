#include "demo/demo_conversation.h"

#include "demo/demo_picture.h"
#include "model/summary.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonArray blocksOf(const QJsonValue &content)
{
    if (content.isString())
        return {QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, content}}};
    return content.toArray();
}

bool isType(const QJsonObject &block, QLatin1StringView type)
{
    return block.value("type"_L1).toString() == type;
}

/// The text blocks of `content`, a line each; notes of the program left out.
QString textOf(const QJsonArray &blocks)
{
    QStringList texts;
    for (const QJsonValue &value : blocks) {
        const QJsonObject block = value.toObject();
        const QString text = block.value("text"_L1).toString().trimmed();
        const bool note = text.startsWith(u'<') || text.startsWith(u'[');
        if (isType(block, "text"_L1) && !text.isEmpty() && !note)
            texts << text;
    }
    return texts.join(u'\n');
}

void findPicture(const QJsonArray &blocks, QSize &size)
{
    for (const QJsonValue &value : blocks) {
        const QJsonObject block = value.toObject();
        if (isType(block, "tool_result"_L1))
            findPicture(block.value("content"_L1).toArray(), size);
        if (!isType(block, "image"_L1))
            continue;
        const QJsonObject source = block.value("source"_L1).toObject();
        // The header is enough; a JPEG's may sit behind a colour profile.
        const QByteArray base64 = source.value("data"_L1).toString().left(256 * 1024).toLatin1();
        const QSize found = readPictureHeader(QByteArray::fromBase64(base64)).size;
        if (found.isValid())
            size = found;
    }
}

DemoConversation::Answer answerFrom(const QJsonObject &result)
{
    const QJsonArray content = blocksOf(result.value("content"_L1));
    QStringList texts;
    for (const QJsonValue &value : content) {
        if (isType(value.toObject(), "text"_L1))
            texts << value.toObject().value("text"_L1).toString();
    }
    return {.text = texts.join(u'\n'), .isError = result.value("is_error"_L1).toBool()};
}

} // namespace

DemoConversation readConversation(const QJsonObject &request)
{
    DemoConversation conversation;
    for (const QJsonValue &value : request.value("messages"_L1).toArray()) {
        const QJsonObject message = value.toObject();
        const QString role = message.value("role"_L1).toString();
        if (role == "assistant"_L1)
            conversation.isFirstReply = false;
        if (role != "user"_L1)
            continue;
        const QJsonArray blocks = blocksOf(message.value("content"_L1));
        for (const QJsonValue &block : blocks) {
            if (isType(block.toObject(), "tool_result"_L1))
                conversation.answers << answerFrom(block.toObject());
        }
        if (const QString text = textOf(blocks); !text.isEmpty()) {
            conversation.order = text;
            conversation.answers.clear();
        }
        const QString last = blocks.at(blocks.size() - 1).toObject().value("text"_L1).toString();
        conversation.wantsSummary = last == kSummaryOrder;
        findPicture(blocks, conversation.pictureSize);
    }
    return conversation;
}

} // namespace pilothouse
