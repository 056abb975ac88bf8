#include "app/audit_command.h"
#include "app/complain.h"
#include "app/config_defaults.h"
#include "app/doctor/doctor_command.h"
#include "app/eval/eval_command.h"
#include "app/export_command.h"
#include "app/hidden_arguments.h"
#include "app/logging.h"
#include "app/mcp/mcp_command.h"
#include "app/migrate/migrate_command.h"
#include "app/node/node_command.h"
#include "app/options.h"
#include "app/run_command.h"
#include "app/serve_command.h"
#include "app/token_command.h"
#include "http/doc_routes.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcessEnvironment>

#include <cstdio>

#include <linux/close_range.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kUsage = 2;

QHash<QString, QString> environment()
{
    QHash<QString, QString> values;
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const QString &key : system.keys())
        values.insert(key, system.value(key));
    return values;
}

QHash<QString, QString> dotenv()
{
    QFile file(u".env"_s);
    return file.open(QIODevice::ReadOnly) ? parseDotenv(QString::fromUtf8(file.readAll()))
                                          : QHash<QString, QString>();
}

/// From here on nobody finds a secret in the command line.
Result<Invocation> readOnce(int argc, char **argv)
{
    const QStringList arguments = QCoreApplication::arguments();
    hideSecretArguments(argc, argv);
    return readInvocation(arguments, environment(), dotenv());
}

void beginLog(Invocation &invocation)
{
    using Command = Invocation::Command;
    const bool isServer =
        invocation.command == Command::Serve || invocation.command == Command::Node;
    LogConfig &log = invocation.config.log;
    if (log.level.isEmpty()) // at a terminal the events are what one wants to see
        log.level = isServer ? u"info"_s : u"warning"_s;
    startLogging(log);
}

// The root of all coroutines: its end is the end of the program.
QCoro::Task<> execute(Invocation invocation)
{
    int code = 1;
    try {
        if (invocation.command == Invocation::Command::Serve)
            code = co_await serve(std::move(invocation.config));
        else if (invocation.command == Invocation::Command::Run)
            code = co_await runTask(std::move(invocation));
        else if (invocation.command == Invocation::Command::Eval)
            code = co_await evaluate(std::move(invocation));
        else if (invocation.command == Invocation::Command::Mcp)
            code = co_await serveMcp(std::move(invocation));
        else if (invocation.command == Invocation::Command::Node)
            code = co_await serveNode(std::move(invocation.config));
        else if (invocation.command == Invocation::Command::NodeDrain)
            code = co_await drainNode(std::move(invocation));
        else
            code = co_await examine(std::move(invocation.config));
    } catch (const std::exception &exception) {
        std::fprintf(stderr, "pilothouse: internal error: %s\n", exception.what());
    }
    QCoreApplication::exit(code);
}

int start(Invocation invocation)
{
    // What is private is made so where it is made. The folders on the way to a session's home must
    // let its user pass, whoever starts us.
    ::umask(022);
    auto config = resolved(std::move(invocation.config));
    if (!config)
        return complain(config.error(), 1);
    invocation.config = *std::move(config);
    QMetaObject::invokeMethod(
        qApp, [invocation] { execute(invocation); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

/// A command that needs no event loop.
int carryOut(Invocation invocation, const std::function<Result<>(const Invocation &)> &command)
{
    auto config = resolved(std::move(invocation.config));
    if (!config)
        return complain(config.error(), 1);
    invocation.config = *std::move(config);
    if (auto done = command(invocation); !done)
        return complain(done.error(), done.error().code == Errc::InvalidArgument ? kUsage : 1);
    return 0;
}

int printOpenApi(const QString &path)
{
    QFile file(path);
    const QByteArray document = openApiDocument();
    const bool isOpen = path.isEmpty() ? file.open(stdout, QIODevice::WriteOnly)
                                       : file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    if (isOpen && file.write(document) == document.size() && file.flush())
        return 0;
    return complain({Errc::Io, u"%1 cannot be written: %2"_s.arg(path, file.errorString())}, 1);
}

} // namespace

int main(int argc, char **argv)
{
    // What our parent left open is not for the programs that we start.
    ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    // Qt's own event loop: GLib's makes a system call for each posted event.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication app(argc, argv);
    qunsetenv("QT_NO_GLIB"); // not for the programs of desktops
    auto invocation = readOnce(argc, argv);
    if (!invocation)
        return complain(invocation.error(), kUsage);
    beginLog(*invocation);
    using Command = Invocation::Command;
    switch (invocation->command) {
    case Command::Help:
        std::fputs(qPrintable(helpText()), stdout);
        return 0;
    case Command::Version:
        std::puts("pilothouse " PILOTHOUSE_VERSION);
        return 0;
    case Command::PrintConfig:
        std::fputs(qPrintable(configText(invocation->config)), stdout);
        return 0;
    case Command::Token:
        return carryOut(*std::move(invocation),
                        [](const Invocation &each) { return printToken(each.config); });
    case Command::Export:
        return carryOut(*std::move(invocation), exportSession);
    case Command::Audit:
        return carryOut(*std::move(invocation), showAudit);
    case Command::Migrate:
        return carryOut(*std::move(invocation), migrateJournal);
    case Command::OpenApi:
        return printOpenApi(invocation->file);
    default:
        return start(*std::move(invocation));
    }
}
