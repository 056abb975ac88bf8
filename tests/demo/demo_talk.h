#pragma once

#include "demo/demo_interpreter.h"
#include "demo/demo_wire.h"
#include "demo_requests.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

/// A conversation with the demo model that goes on as a client would: answers every call.
class Talk
{
public:
    Talk(const QString &text, const QJsonArray &tools, const QString &model = u"claude-opus-4-8"_s)
        : m_request(requestFor(text, tools, model))
    {
    }

    QJsonObject &request() { return m_request; }
    /// The next reply's content.
    QJsonArray next()
    {
        const DemoReply reply = demoReply(m_request);
        stopReason = QString::fromLatin1(reply.stopReason);
        const QJsonObject message =
            parseJsonObject(messageJson(reply, {.id = "msg_1", .model = {}, .usage = {}})).value();
        return message.value("content"_L1).toArray();
    }
    /// The next reply appended, with an answer to each of its calls and what else the user says.
    /// False when it called nothing.
    bool goOn(const QString &failWith = {}, const QString &userSays = {})
    {
        const QJsonArray content = next();
        append(u"assistant"_s, content);
        QJsonArray results;
        for (const QJsonValue &block : content) {
            const QJsonObject object = block.toObject();
            if (object.value("type"_L1).toString() != "tool_use"_L1)
                continue;
            const QString fine = answers.value(calls.size(), u"fine"_s);
            calls << call(object);
            QJsonObject result{{u"type"_s, u"tool_result"_s},
                               {u"tool_use_id"_s, object.value("id"_L1)},
                               {u"content"_s, failWith.isEmpty() ? fine : failWith}};
            if (!failWith.isEmpty())
                result.insert(u"is_error"_s, true);
            results << result;
        }
        turns << (results.isEmpty() ? u"say"_s : QString::number(results.size()));
        if (!userSays.isEmpty())
            results << QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, userSays}};
        if (!results.isEmpty())
            append(u"user"_s, results);
        return !results.isEmpty();
    }
    void append(const QString &role, const QJsonValue &content)
    {
        QJsonArray messages = m_request.value("messages"_L1).toArray();
        messages << QJsonObject{{u"role"_s, role}, {u"content"_s, content}};
        m_request.insert(u"messages"_s, messages);
    }
    static QString text(const QJsonArray &content)
    {
        QStringList texts;
        for (const QJsonValue &block : content)
            texts << block.toObject().value("text"_L1).toString();
        return texts.join(u'\n');
    }

    QStringList calls;        ///< name of the tool, then action and arguments
    QStringList answers = {}; ///< to the calls, in order; "fine" where there is none
    QStringList turns;        ///< how many calls each reply made
    QString stopReason;

private:
    static QString call(const QJsonObject &use)
    {
        const QString toolset = use.value("toolset_name"_L1).toString();
        const QJsonObject input = use.value("input"_L1).toObject();
        return (toolset.isEmpty() ? QString() : QString(toolset + u'.')) +
               use.value("name"_L1).toString() + u' ' + QString::fromUtf8(compactJson(input));
    }

    QJsonObject m_request;
};

} // namespace pilothouse
