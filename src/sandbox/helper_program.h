#pragma once

#include "sandbox/sandbox.h"

#include <QList>

#include <optional>
#include <sys/types.h>

namespace pilothouse {

/// The full path of pilothouse-enter: beside our own program, in ../libexec/pilothouse, or where it
/// was built. Empty when it is in none of them.
QString helperProgram();

/// The full path of pilothouse-egress, in the same places; or empty.
QString egressProgram();

/// The full path of pilothouse-sight, likewise.
QString sightProgram();

/// The full path of the first of `names` that PATH or the system's usual folders have; or empty.
QString findProgram(const QStringList &names);

/// What a program is started with; see enter/limits.h.
struct ProgramLimits
{
    QStringList groups = {};
    int processes = 0;
    int openFiles = 0;
    qint64 fileBytes = 0;
};

/// Users of the sandbox's own, root among them (see enter/root_ids.h).
struct OwnUsers
{
    uid_t rootIds = 0;       ///< SessionUsers::rootIds()
    QList<qsizetype> mapped; ///< which of the places belong to them
    QStringList overlays;    ///< as mountOverlays() takes them
};

/// What the helper does before it becomes the program (see enter/main.cpp).
struct HelperSteps
{
    std::optional<uid_t> user = {};
    pid_t join = 0;    ///< a process whose namespaces to enter
    bool home = false; ///< start in $HOME; always so with `join`
    bool dieWithParent = false;
    bool dieWithInput = false; ///< with all that it starts: VitalProcess::keepInputOpen()
    /// Files and folders to make reachable as kPlaces/0, kPlaces/1 … before the user is dropped.
    QStringList places = {};
    std::optional<OwnUsers> ownUsers = {}; ///< whose root makes the sandbox
    bool asRoot = false;                   ///< with `join`: as that root
    bool tun = false;                      ///< /dev/net/tun is to be usable
    bool landlock = false;                 ///< opens nothing but the system and these:
    QStringList readable = {};
    QStringList writable = {};
    QStringList shared = {};
    std::optional<ProgramLimits> limits = {};
    /// Refuses system calls (enter/call_filter.h): to all but those who make a sandbox.
    bool filter = false;
    bool noIpcObjects = false;   ///< with the filter: where no namespace divides them
    QList<int> descriptors = {}; ///< what it finds open besides 0, 1 and 2
};

SandboxedCommand throughHelper(const HelperSteps &steps, const QString &program,
                               const QStringList &arguments,
                               const QProcessEnvironment &environment);

/// LANG, PATH and `mark` (KEY=VALUE, or empty) only: nothing of the server's own environment, keys
/// least of all.
QProcessEnvironment bareEnvironment(const QString &mark = {});

} // namespace pilothouse
