#pragma once

#include "core/config.h"
#include "core/result.h"

#include <QHash>
#include <QStringList>

#include <functional>

namespace pilothouse {

/// One setting, said once: its flag, its environment variable, its help and how it is read.
/// `--help`, `--print-config` and the parsing all come from the table of these.
struct Option
{
    QString flag;        ///< without the dashes; empty: environment only
    QString environment; ///< empty: flag only
    QString value;       ///< what the help calls its value; empty: a switch
    QString help;
    std::function<Result<>(Config &, const QString &)> set;
    std::function<QString(const Config &)> get;
    bool secret = false; ///< shown as set or not set only
};

const QList<Option> &optionTable();
/// Its part about the server: where it listens, and who may use it.
QList<Option> serverOptions();
/// What one client may cost the server.
QList<Option> limitOptions();
QList<Option> modelOptions();
/// Clouds that serve its models.
QList<Option> cloudOptions();
/// Whom it tells of sessions.
QList<Option> webhookOptions();
/// On which machines it has desktops.
QList<Option> nodeOptions();
/// Where the cluster is that it has desktops in.
QList<Option> kubernetesOptions();
/// Whether it means anything to a node, which knows no model, journal or token of a server.
bool concernsNode(const Option &option);

/// What eval is to do.
struct EvalWishes
{
    QString folder;    ///< of the suite
    QStringList tasks; ///< these alone; none: all
    int parallel = 1;  ///< at once
    QString output;    ///< file of results; empty: none
    bool byScript = false;
    bool keepSessions = false;
};

/// What was asked for on the command line.
struct Invocation
{
    enum class Command {
        Serve,
        Run,
        Doctor,
        Token,
        OpenApi,
        Export,
        Audit,
        Eval,
        Mcp,
        Node,
        NodeDrain,
        Migrate,
        Help,
        Version,
        PrintConfig
    };
    Command command = Command::Serve;
    Config config;
    QString task;       ///< of run
    QStringList images; ///< of run: files of pictures that go with the task
    QString session;    ///< run: go on in this one instead of a new one; export, audit: which
    QString connect;    ///< mcp: the address of a server elsewhere; empty: one of its own
    QString file;       ///< export, openapi: where to; of openapi empty: the terminal
    QString format;     ///< export: html or json; empty: by the file's ending
    QString from;       ///< migrate: address of a database
    QString to;         ///< migrate: likewise
    QString node;       ///< node drain: the address
    bool undo = false;  ///< node drain: let it take desktops again
    EvalWishes eval;
    bool json = false;     ///< run, audit: one event or entry a line
    bool verify = false;   ///< audit: check the chain, too
    bool keepOpen = false; ///< run: leave the desktop up until Ctrl+C
};

/// Reads flags, then the environment, then the lines of an .env file, each filling only what the
/// one before left open; the rest are the defaults of core/config.h. InvalidArgument: an unknown
/// flag or a bad value; the message is one line that names it.
Result<Invocation> readInvocation(const QStringList &arguments,
                                  const QHash<QString, QString> &environment,
                                  const QHash<QString, QString> &dotenv);

/// KEY=VALUE lines; blank lines, # comments, `export ` and quotes as shells have them.
QHash<QString, QString> parseDotenv(const QString &text);

/// What stands behind `node` on the command line; nothing happens where that is not the command.
Result<> readNodeWords(QStringList &words, Invocation &invocation);

QString helpText();
/// The settings as they hold, secrets left out.
QString configText(const Config &config);

} // namespace pilothouse
