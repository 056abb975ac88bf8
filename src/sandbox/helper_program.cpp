#include "sandbox/helper_program.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

const QStringList kSystemFolders = {u"/usr/local/bin"_s, u"/usr/bin"_s, u"/bin"_s};

/// One of our own programs: beside this one, in ../libexec/pilothouse, or where it was built.
QString ownProgram(const QString &name, const char *built)
{
    const QString own = QCoreApplication::applicationDirPath();
    const QStringList places = {own + u'/' + name, own + u"/../libexec/pilothouse/"_s + name,
                                QString::fromUtf8(built)};
    for (const QString &place : places) {
        const QFileInfo file(place);
        if (file.isFile() && file.isExecutable())
            return file.canonicalFilePath();
    }
    return {};
}

} // namespace

QString helperProgram()
{
    static const QString found = ownProgram(u"pilothouse-enter"_s, PILOTHOUSE_ENTER);
    return found;
}

QString egressProgram()
{
    static const QString found = ownProgram(u"pilothouse-egress"_s, PILOTHOUSE_EGRESS);
    return found;
}

QString sightProgram()
{
    static const QString found = ownProgram(u"pilothouse-sight"_s, PILOTHOUSE_SIGHT);
    return found;
}

QString findProgram(const QStringList &names)
{
    for (const QString &name : names) {
        if (const QString found = QStandardPaths::findExecutable(name, kSystemFolders);
            !found.isEmpty())
            return found;
    }
    return {};
}

namespace {

QStringList placeArguments(const HelperSteps &steps)
{
    QStringList arguments;
    for (qsizetype i = 0; i < steps.places.size(); ++i) {
        const bool mapped = steps.ownUsers && steps.ownUsers->mapped.contains(i);
        arguments << (mapped ? u"--map"_s : u"--place"_s) << steps.places.at(i);
    }
    if (steps.ownUsers) {
        arguments << u"--root-ids"_s << QString::number(steps.ownUsers->rootIds);
        for (const QString &overlay : steps.ownUsers->overlays)
            arguments << u"--overlay"_s << overlay;
    }
    if (steps.asRoot)
        arguments << u"--as-root"_s;
    return arguments;
}

QStringList limitArguments(const ProgramLimits &limits)
{
    QStringList arguments = {u"--processes"_s, QString::number(limits.processes),
                             u"--files"_s,     QString::number(limits.openFiles),
                             u"--file-size"_s, QString::number(limits.fileBytes)};
    for (const QString &group : limits.groups)
        arguments << u"--group"_s << group;
    return arguments;
}

} // namespace

SandboxedCommand throughHelper(const HelperSteps &steps, const QString &program,
                               const QStringList &arguments, const QProcessEnvironment &environment)
{
    QStringList all;
    if (steps.user)
        all << u"--uid"_s << QString::number(*steps.user);
    if (steps.join > 0)
        all << u"--join"_s << QString::number(steps.join);
    if (steps.home)
        all << u"--home"_s;
    if (steps.dieWithParent)
        all << u"--die-with-parent"_s << QString::number(getpid());
    if (steps.dieWithInput)
        all << u"--die-with-input"_s;
    if (steps.tun)
        all << u"--tun"_s;
    all << placeArguments(steps);
    if (steps.landlock)
        all << u"--landlock"_s;
    for (const QString &path : steps.readable)
        all << u"--readable"_s << path;
    for (const QString &path : steps.writable)
        all << u"--writable"_s << path;
    for (const QString &path : steps.shared)
        all << u"--shared"_s << path;
    if (steps.filter)
        all << u"--filter"_s;
    if (steps.noIpcObjects)
        all << u"--no-ipc-objects"_s;
    for (const int descriptor : steps.descriptors)
        all << u"--keep"_s << QString::number(descriptor);
    if (steps.limits)
        all << limitArguments(*steps.limits);
    all << u"--"_s << program << arguments;
    return {.program = helperProgram(),
            .arguments = all,
            .environment = environment,
            .workingDirectory = u"/"_s};
}

QProcessEnvironment bareEnvironment(const QString &mark)
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/local/bin:/usr/bin:/bin:/usr/games"_s);
    environment.insert(u"LANG"_s, u"C.UTF-8"_s);
    if (!mark.isEmpty())
        environment.insert(mark.section(u'=', 0, 0), mark.section(u'=', 1));
    return environment;
}

} // namespace pilothouse
