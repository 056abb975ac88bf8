#include "app/eval/task_result.h"

#include "core/clock.h"
#include "core/enum_names.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kOutcomeNames{
    EnumName{TaskOutcome::Passed, "passed"_L1}, EnumName{TaskOutcome::Failed, "failed"_L1},
    EnumName{TaskOutcome::Skipped, "skipped"_L1}, EnumName{TaskOutcome::Broken, "broken"_L1}};

} // namespace

QString name(TaskOutcome outcome)
{
    return nameIn(kOutcomeNames, outcome);
}

std::optional<TaskOutcome> taskOutcomeFrom(const QString &name)
{
    return valueIn(kOutcomeNames, name);
}

TaskResult emptyResult(const SkillTask &task, const QString &model)
{
    return {.task = task.name,
            .program = task.program,
            .actions = task.actions,
            .model = model,
            .digest = task.digest};
}

QJsonObject toJson(const TaskResult &result)
{
    return {{u"task"_s, result.task},
            {u"program"_s, result.program},
            {u"actions"_s, QJsonArray::fromStringList(result.actions)},
            {u"model"_s, result.model},
            {u"digest"_s, QString::fromLatin1(result.digest)},
            {u"outcome"_s, name(result.outcome)},
            {u"reason"_s, result.reason},
            {u"steps"_s, result.steps},
            {u"tokens"_s, result.usage.total()},
            {u"usage"_s, toJson(result.usage)},
            {u"cost_usd"_s, result.costUsd},
            {u"seconds"_s, double(result.durationMs) / 1000},
            {u"at"_s, isoTime(result.at)}};
}

Result<TaskResult> taskResultFrom(const QJsonObject &json)
{
    const auto text = [&json](QLatin1StringView name) { return json.value(name).toString(); };
    const auto outcome = taskOutcomeFrom(text("outcome"_L1));
    if (text("task"_L1).isEmpty() || text("model"_L1).isEmpty() || !outcome)
        return fail(Errc::Corrupt, u"A result names no task, model or outcome."_s);
    TaskResult result{.task = text("task"_L1), .model = text("model"_L1)};
    result.program = text("program"_L1);
    for (const QJsonValue &action : json.value("actions"_L1).toArray())
        result.actions << action.toString();
    result.digest = text("digest"_L1).toLatin1();
    result.outcome = *outcome;
    result.reason = text("reason"_L1);
    result.steps = json.value("steps"_L1).toInt();
    result.usage = usageFromJson(json.value("usage"_L1).toObject());
    result.costUsd = json.value("cost_usd"_L1).toDouble();
    result.durationMs = qRound64(json.value("seconds"_L1).toDouble() * 1000);
    result.at = QDateTime::fromString(text("at"_L1), Qt::ISODateWithMs);
    return result;
}

} // namespace pilothouse
