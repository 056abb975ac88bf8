#include "gptme/gptme_parts.h"

#include "gptme/request_body.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 255; // bytes

bool isName(const QString &name)
{
    const bool isOdd = std::any_of(name.begin(), name.end(), [](QChar each) {
        return each == u'/' || each == u'\\' || each.category() == QChar::Other_Control ||
               each == QChar::ReplacementCharacter;
    });
    return !isOdd && name == name.trimmed() && !name.isEmpty() && name != "."_L1 &&
           name != ".."_L1 && name.toUtf8().size() <= kLongestName;
}

} // namespace

std::optional<QString> nameIn(const ExchangePtr &exchange)
{
    const QString name = exchange->argument(0);
    if (isName(name))
        return name;
    exchange->fail(400, u"Invalid conversation_id"_s);
    return std::nullopt;
}

Conversations::Found requestedConversation(const GptmeParts &parts, const ExchangePtr &exchange)
{
    const auto name = nameIn(exchange);
    if (!name)
        return nullptr;
    const auto found = parts.conversations.find(*name);
    if (found)
        return *found;
    answerWithError(*exchange, found.error());
    return nullptr;
}

bool isAttached(const GptmeParts &parts, const ExchangePtr &exchange,
                const ToldSession &conversation, const QString &attachment)
{
    const auto session = parts.conversations.attachments().sessionOf(attachment);
    if (session == conversation.session())
        return true;
    if (session)
        exchange->fail(403, u"The session belongs to another conversation"_s);
    else
        exchange->fail(404, u"Session not found: %1"_s.arg(attachment));
    return false;
}

std::optional<QString> modelNamed(const GptmeParts &parts, const QString &id)
{
    const QString prefix = parts.provider + u'/';
    const QString plain = id.startsWith(prefix) ? id.sliced(prefix.size()) : id;
    return parts.answering().contains(plain) ? std::optional(plain) : std::nullopt;
}

QString modelOf(const SessionOptions &options)
{
    return name(options.provider) + u'/' + options.model;
}

} // namespace pilothouse
