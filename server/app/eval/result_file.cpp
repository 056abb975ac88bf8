#include "app/eval/result_file.h"

#include "core/json.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<ResultFile> ResultFile::open(const QString &path)
{
    ResultFile results(path);
    QFile file(path);
    if (path.isEmpty() || !file.exists())
        return results;
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    const auto object = parseJsonObject(file.readAll());
    if (!object || !object->value("results"_L1).isArray())
        return fail(Errc::Corrupt, u"%1 has no results of tasks; name another file."_s.arg(path));
    for (const QJsonValue &each : object->value("results"_L1).toArray()) {
        const auto result = taskResultFrom(each.toObject());
        if (!result)
            return fail(Errc::Corrupt, path + u": "_s + result.error().message);
        results.m_results << *result;
    }
    return results;
}

QList<SkillTask> ResultFile::unfinished(const QList<SkillTask> &tasks, const QString &model) const
{
    QList<SkillTask> left;
    for (const SkillTask &task : tasks) {
        const bool isDone =
            std::any_of(m_results.begin(), m_results.end(), [&](const TaskResult &result) {
                const bool counts =
                    result.outcome == TaskOutcome::Passed || result.outcome == TaskOutcome::Failed;
                return counts && result.task == task.name && result.model == model &&
                       result.digest == task.digest;
            });
        if (!isDone)
            left << task;
    }
    return left;
}

Result<> ResultFile::add(TaskResult result)
{
    m_results.removeIf([&result](const TaskResult &other) {
        return other.task == result.task && other.model == result.model;
    });
    m_results << std::move(result);
    return m_path.isEmpty() ? Result<>() : write();
}

Result<> ResultFile::write() const
{
    QJsonArray list;
    for (const TaskResult &result : m_results)
        list << toJson(result);
    QSaveFile file(m_path);
    const QByteArray text = QJsonDocument(QJsonObject{{u"results"_s, list}}).toJson();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(Errc::Io, u"%1 cannot be written: %2"_s.arg(m_path, file.errorString()));
    return {};
}

} // namespace pilothouse
