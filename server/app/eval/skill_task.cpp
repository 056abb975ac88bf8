#include "app/eval/skill_task.h"

#include "core/json.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostSteps = 1000;
constexpr int kLongestTime = 24 * 3600; // s

Failure badTask(const QString &what)
{
    return fail(Errc::InvalidArgument, what);
}

/// Reads the members of one object. The first thing that is wrong stays.
class Members
{
public:
    explicit Members(QJsonObject object) : m_object(std::move(object)) {}

    QString text(const QString &name, bool needed)
    {
        const QJsonValue value = take(name, needed);
        if (!value.isUndefined() && (!value.isString() || value.toString().trimmed().isEmpty()))
            complain(u"\"%1\" must be text"_s.arg(name));
        return value.toString();
    }
    QStringList texts(const QString &name, bool needed)
    {
        const QJsonValue value = take(name, needed);
        const QJsonArray array = value.toArray();
        const bool isGood =
            value.isUndefined() ||
            (value.isArray() && std::all_of(array.begin(), array.end(), [](const QJsonValue &each) {
                 return each.isString();
             }));
        if (!isGood || (needed && array.isEmpty()))
            complain(u"\"%1\" must be a list of texts"_s.arg(name));
        QStringList found;
        for (const QJsonValue &each : array)
            found << each.toString();
        return found;
    }
    /// One text, or its lines.
    QString lines(const QString &name, bool needed)
    {
        if (m_object.value(name).isArray())
            return texts(name, needed).join(u'\n');
        return text(name, needed);
    }
    int number(const QString &name, int otherwise, int most)
    {
        const QJsonValue value = take(name, false);
        if (!value.isUndefined() && (value.toInt() < 1 || value.toInt() > most))
            complain(u"\"%1\" must be a number from 1 to %2"_s.arg(name).arg(most));
        return value.toInt(otherwise);
    }
    QJsonArray objects(const QString &name)
    {
        const QJsonValue value = take(name, false);
        const QJsonArray array = value.toArray();
        if (!value.isUndefined() && (!value.isArray() || !std::all_of(array.begin(), array.end(),
                                                                      [](const QJsonValue &each) {
                                                                          return each.isObject();
                                                                      })))
            complain(u"\"%1\" must be a list of objects"_s.arg(name));
        return array;
    }
    void complain(const QString &what)
    {
        if (m_wrong.isEmpty())
            m_wrong = what;
    }
    /// What is wrong: also a member that nobody asked for.
    QString wrong()
    {
        for (const QString &name : m_object.keys())
            if (!m_taken.contains(name))
                complain(u"\"%1\" is no member of a task"_s.arg(name));
        return m_wrong;
    }

private:
    QJsonValue take(const QString &name, bool needed)
    {
        m_taken.insert(name);
        if (needed && !m_object.contains(name))
            complain(u"\"%1\" is missing"_s.arg(name));
        return m_object.contains(name) ? m_object.value(name) : QJsonValue(QJsonValue::Undefined);
    }

    QJsonObject m_object;
    QSet<QString> m_taken;
    QString m_wrong;
};

QList<SkillTask::File> filesOf(Members &task, const QHash<QString, QByteArray> &shared)
{
    QList<SkillTask::File> files;
    for (const QJsonValue &value : task.objects(u"files"_s)) {
        Members members(value.toObject());
        const QString path = members.text(u"path"_s, true);
        const QString content = members.lines(u"content"_s, false);
        const QString from = members.text(u"from"_s, false);
        if (content.isEmpty() == from.isEmpty())
            members.complain(u"a file has either \"content\" or \"from\""_s);
        if (!from.isEmpty() && !shared.contains(from))
            members.complain(u"the suite has no file \"%1\""_s.arg(from));
        if (const QString wrong = members.wrong(); !wrong.isEmpty())
            task.complain(wrong);
        files.append({path, from.isEmpty() ? content.toUtf8() + '\n' : shared.value(from)});
    }
    return files;
}

QByteArray digestOf(const QByteArray &json, const QList<SkillTask::File> &files)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(json);
    for (const SkillTask::File &file : files)
        hash.addData(file.content);
    return hash.result().toHex().left(16);
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    return file.readAll();
}

} // namespace

const QStringList &skillActions()
{
    static const QStringList kActions{u"type"_s,   u"keys"_s, u"mouse"_s,
                                      u"dialog"_s, u"save"_s, u"elements"_s};
    return kActions;
}

Result<SkillTask> readSkillTask(const QString &name, const QByteArray &json,
                                const QHash<QString, QByteArray> &shared)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return fail(object.error());
    Members members(*object);
    SkillTask task{.name = name};
    task.program = members.text(u"program"_s, true);
    task.needs = members.texts(u"needs"_s, false);
    task.actions = members.texts(u"actions"_s, true);
    task.ask = members.lines(u"ask"_s, true);
    task.files = filesOf(members, shared);
    task.setup = members.lines(u"setup"_s, false);
    task.steps = members.texts(u"steps"_s, true);
    task.check = members.lines(u"check"_s, true);
    task.maxSteps = members.number(u"max_steps"_s, task.maxSteps, kMostSteps);
    task.maxTime = std::chrono::seconds(
        members.number(u"max_time"_s, int(task.maxTime.count()), kLongestTime));
    for (const QString &action : std::as_const(task.actions))
        if (!skillActions().contains(action))
            members.complain(u"\"%1\" is none of %2"_s.arg(action, skillActions().join(u", "_s)));
    if (const QString what = members.wrong(); !what.isEmpty())
        return badTask(what + u'.');
    task.digest = digestOf(json, task.files);
    return task;
}

Result<QList<SkillTask>> readSkillSuite(const QString &folder)
{
    QHash<QString, QByteArray> shared;
    const QDir files(folder + u"/files"_s);
    for (const QString &name : files.entryList(QDir::Files)) {
        const auto content = contentOf(files.filePath(name));
        if (!content)
            return fail(content.error());
        shared.insert(name, *content);
    }
    QList<SkillTask> tasks;
    const QDir place(folder + u"/tasks"_s);
    for (const QFileInfo &each : place.entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const auto json = contentOf(each.filePath());
        if (!json)
            return fail(json.error());
        auto task = readSkillTask(each.completeBaseName(), *json, shared);
        if (!task)
            return badTask(each.filePath() + u": "_s + task.error().message);
        tasks << *std::move(task);
    }
    if (tasks.isEmpty())
        return badTask(u"There is no task in %1."_s.arg(place.path()));
    return tasks;
}

Result<QList<SkillTask>> chosen(const QList<SkillTask> &tasks, const QStringList &names)
{
    QList<SkillTask> found;
    for (const SkillTask &task : tasks)
        if (names.isEmpty() || names.contains(task.name))
            found << task;
    for (const QString &name : names)
        if (std::none_of(tasks.begin(), tasks.end(),
                         [&](const auto &task) { return task.name == name; }))
            return fail(Errc::NotFound, u"The suite has no task \"%1\"."_s.arg(name));
    return found;
}

} // namespace pilothouse
