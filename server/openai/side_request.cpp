#include "openai/side_request.h"

#include "core/json.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTitleWords = 6;
constexpr qsizetype kLongestTitle = 60; // characters

/// The first words of whoever began the chat.
QString titleIn(const QString &prompt)
{
    static const QRegularExpression user(u"^(?:USER|User|Human): *(\\S.*)$"_s,
                                         QRegularExpression::MultilineOption);
    const QString line = user.match(prompt).captured(1).simplified();
    const QString title = line.section(u' ', 0, kTitleWords - 1).left(kLongestTitle);
    return title.isEmpty() ? u"Chat"_s : wellFormed(title);
}

/// The name that the answer has in the JSON that Open WebUI asks for; empty: none.
QString answerName(const QString &prompt)
{
    static const QRegularExpression first(u"\\{\\s*\"(\\w{1,40})\"\\s*:"_s);
    return first.match(prompt.section(u"<chat_history>"_s, 0, 0)).captured(1);
}

QString openWebUiAnswer(const QString &prompt)
{
    const QString name = answerName(prompt);
    QJsonObject answer;
    if (name == "title"_L1)
        answer.insert(name, titleIn(prompt));
    else if (name == "text"_L1 || name == "prompt"_L1)
        answer.insert(name, QString());
    else if (!name.isEmpty())
        answer.insert(name, QJsonArray());
    return QString::fromUtf8(compactJson(answer));
}

} // namespace

std::optional<QString> sideAnswer(const ChatRequest &request)
{
    if (request.said.size() != 1 || !request.pictures.isEmpty())
        return std::nullopt;
    const QString prompt = request.task.trimmed();
    if (prompt.startsWith("### Task:"_L1) && prompt.contains("<chat_history>"_L1))
        return openWebUiAnswer(prompt);
    if (prompt.startsWith("Provide a concise, 5-word-or-less title for the conversation"_L1))
        return titleIn(prompt);
    if (prompt.startsWith("Analyze this conversation and provide:"_L1) &&
        prompt.contains("concise title"_L1))
        return QString::fromUtf8(compactJson(QJsonObject{{u"title"_s, titleIn(prompt)}}));
    return std::nullopt;
}

} // namespace pilothouse
