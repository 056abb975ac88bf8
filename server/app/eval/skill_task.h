#pragma once

#include "core/result.h"

#include <QList>
#include <QStringList>

#include <chrono>

/// The tasks of a suite, as its files have them: docs/evaluation.md.
namespace pilothouse {

/// One thing to do on a desktop: how to prepare it, what to ask for, and how to find out whether it
/// was done.
struct SkillTask
{
    struct File
    {
        QString path; ///< below the home
        QByteArray content;
    };

    QString name;        ///< of its file, without the ending
    QString program;     ///< the one that it is about, for people: "LibreOffice Calc"
    QStringList needs;   ///< programs that must be there, as a shell finds them
    QStringList actions; ///< what it takes: some of skillActions()
    QString ask;         ///< what the model is told
    QList<File> files;   ///< that are there before
    QString setup;       ///< shell: run before, must end with 0
    QStringList steps;   ///< the same done by lines for the demo model
    QString check;       ///< shell: 0 once it is done; else it says why not
    int maxSteps = 60;   ///< model calls
    std::chrono::seconds maxTime{600};
    QByteArray digest; ///< another one where anything of it is otherwise
};

/// The columns of the table of programs and actions.
const QStringList &skillActions();

/// A task from the bytes of its file. `shared` has the content of files that tasks share, by name.
/// InvalidArgument: what is wrong, and with which member.
Result<SkillTask> readSkillTask(const QString &name, const QByteArray &json,
                                const QHash<QString, QByteArray> &shared);

/// All of FOLDER/tasks/*.json by name, with what FOLDER/files has. InvalidArgument: also, there are
/// none; Io: a file cannot be read. The message names the file.
Result<QList<SkillTask>> readSkillSuite(const QString &folder);

/// Those of `tasks` that are called so; all for no names. NotFound: one is not there.
Result<QList<SkillTask>> chosen(const QList<SkillTask> &tasks, const QStringList &names);

} // namespace pilothouse
