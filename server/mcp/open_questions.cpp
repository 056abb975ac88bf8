#include "mcp/open_questions.h"

#include "core/ids.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPatience = std::chrono::hours(1); // every wait ends

} // namespace

QCoro::Task<std::optional<QJsonObject>>
OpenQuestions::ask(OpenQuestions &questions, std::function<void(const QJsonObject &)> tell,
                   QJsonObject params, const Clock &clock, std::stop_token stop)
{
    const QString id = u"pilothouse-"_s + randomUuid();
    Question question(clock);
    questions.m_open.insert(id, &question);
    QJsonObject request = rpcNotification(u"elicitation/create"_s, params);
    request.insert(u"id"_s, id);
    tell(request);
    co_await question.answered.wait(stop, kPatience);
    questions.m_open.remove(id);
    if (!question.answer)
        tell(rpcNotification(u"notifications/cancelled"_s, {{u"requestId"_s, id}}));
    co_return question.answer;
}

void OpenQuestions::take(const RpcMessage &answer)
{
    Question *question = m_open.value(answer.id.toString());
    if (question == nullptr)
        return;
    const QJsonObject result = answer.answer.value("result"_L1).toObject();
    question->answer = result.isEmpty() ? QJsonObject{{u"action"_s, u"cancel"_s}} : result;
    question->answered.wake();
}

} // namespace pilothouse
