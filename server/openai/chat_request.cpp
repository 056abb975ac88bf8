#include "openai/chat_request.h"

#include "agent/pictures/sent_picture.h"
#include "core/json.h"

#include <QCryptographicHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestTask = 1'000'000; // characters

Failure invalid(const QString &message)
{
    return fail(Errc::InvalidArgument, message);
}

/// What one message says: its text, and the pictures in it.
struct Said
{
    QString role;
    QString text;
    QJsonArray pictures; ///< as sentFiles() takes them
};

Result<> takePart(const QJsonObject &part, Said &said)
{
    const QString type = part["type"_L1].toString();
    if (type == "text"_L1) {
        said.text += (said.text.isEmpty() ? u""_s : u"\n"_s) + part["text"_L1].toString();
        return {};
    }
    if (type != "image_url"_L1)
        return invalid(u"Content of the type \"%1\" is not taken"_s.arg(type));
    const QString url = part["image_url"_L1]["url"_L1].toString();
    const qsizetype comma = url.indexOf(u',');
    if (!url.startsWith("data:"_L1) || comma < 0 || !url.first(comma).endsWith(";base64"_L1))
        return invalid(u"A picture must be a data: URL in base64"_s);
    said.pictures.append(QJsonObject{{u"data"_s, url.sliced(comma + 1)}});
    return {};
}

Result<Said> readMessage(const QJsonValue &message)
{
    Said said{.role = message["role"_L1].toString()};
    const QJsonValue content = message["content"_L1];
    if (said.role.isEmpty() ||
        !(content.isString() || content.isArray() || content.isNull() || content.isUndefined()))
        return invalid(u"Each message has a role, and a text or parts as its content"_s);
    said.text = content.toString();
    for (const QJsonValue &part : content.toArray())
        if (auto taken = takePart(part.toObject(), said); !taken)
            return fail(taken.error());
    return said;
}

QByteArray digestOf(const QByteArrayList &said)
{
    return QCryptographicHash::hash(said.join('\0'), QCryptographicHash::Sha256).toHex();
}

QByteArray entry(const QString &role, const QString &text)
{
    return role.toUtf8() + ':' + text.trimmed().toUtf8();
}

/// The last one is the task; the rest was said before.
Result<> readMessages(const QJsonArray &messages, ChatRequest &request)
{
    QStringList before;
    std::optional<Said> task;
    for (const QJsonValue &message : messages) {
        const auto said = readMessage(message);
        if (!said)
            return fail(said.error());
        if (task) {
            before.append(u"[%1, earlier: %2]"_s.arg(task->role, task->text));
            request.said.append(entry(task->role, task->text));
            task.reset();
        }
        if (said->role == "system"_L1 || said->role == "developer"_L1)
            request.system += (request.system.isEmpty() ? u""_s : u"\n\n"_s) + said->text;
        else
            task = *said;
    }
    if (!task || task->role != "user"_L1)
        return invalid(u"The last message must be the user's"_s);
    const auto pictures = sentFiles(task->pictures);
    if (!pictures)
        return fail(pictures.error());
    if ((task->text.trimmed().isEmpty() && pictures->isEmpty()) || task->text.size() > kLongestTask)
        return invalid(u"The last message is empty, or too long"_s);
    request.task = task->text;
    request.pictures = *pictures;
    request.before = before.join(u"\n\n"_s);
    request.placeBefore = request.said.isEmpty() ? QByteArray() : digestOf(request.said);
    request.said.append(entry(u"user"_s, task->text));
    return {};
}

} // namespace

QByteArray ChatRequest::placeOf(const QString &reply) const
{
    return digestOf(QByteArrayList(said) << entry(u"assistant"_s, reply));
}

Result<ChatRequest> readChatRequest(const Exchange &exchange)
{
    const auto body = parseJsonObject(exchange.body());
    if (!body)
        return invalid(u"The body must be a JSON object"_s);
    ChatRequest request;
    request.model = body->value("model"_L1).toString();
    request.user = body->value("user"_L1).toString();
    request.isStream = body->value("stream"_L1).toBool();
    request.wantsUsage = body->value("stream_options"_L1)["include_usage"_L1].toBool();
    if (!body->value("messages"_L1).isArray())
        return invalid(u"messages must be a list"_s);
    if (body->value("n"_L1).toInt(1) != 1)
        return invalid(u"n must be 1: there is one desktop to a conversation"_s);
    if (auto read = readMessages(body->value("messages"_L1).toArray(), request); !read)
        return fail(read.error());
    return request;
}

} // namespace pilothouse
