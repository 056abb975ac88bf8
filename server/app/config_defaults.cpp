#include "app/config_defaults.h"

#include "app/clouds/cloud_settings.h"
#include "app/data_folder.h"
#include "app/model_provider.h"
#include "core/log.h"
#include "sandbox/own_folder.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/sandbox_choice.h"
#include "sandbox/session_home.h"
#include "store/database_url.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kServicesRuntime = "/run"_L1;
constexpr auto kServicesData = "/var/lib/pilothouse"_L1; // FHS 5.8
constexpr auto kDatabaseFile = "db.sqlite3"_L1;

// Where sessions are users of their own without a mount namespace, they must be able to pass
// through to their homes and sockets; they still cannot list or read what is here.
bool sessionsMustPass(const DesktopConfig &desktop)
{
    const auto mode = chooseSandbox(desktop.sandbox, sandboxReport());
    return ::geteuid() == 0 && mode &&
           (*mode == SandboxMode::Landlock || *mode == SandboxMode::User);
}

QString belowTemporary(const QString &temporary, QLatin1StringView name)
{
    return u"%1/%2-%3"_s.arg(QDir(temporary).absolutePath(), name).arg(::geteuid());
}

/// Of all servers of this user, the best first.
QStringList runtimeFolders(bool passable)
{
    QStringList folders;
    const QString own = qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/pilothouse"_s;
    if (own.startsWith(u'/') && QFileInfo(own).dir() != QDir::root() &&
        !(passable && !closedFolderAbove(own).isEmpty()))
        folders << own;
    if (::geteuid() == 0)
        folders << kServicesRuntime + u"/pilothouse"_s;
    for (const QString &temporary : {QDir::tempPath(), u"/tmp"_s})
        folders << belowTemporary(temporary, "pilothouse"_L1);
    return folders;
}

/// A place that is missing, closed or too long for sockets is passed over; one that strangers have
/// taken is not, for that is no accident.
Result<QString> chooseRuntimeFolder(bool passable)
{
    for (const QString &folder : runtimeFolders(passable)) {
        if (!hasRoomForSockets(folder)) {
            qCWarning(logApp).noquote()
                << u"The path %1 is too long for sockets: they lie elsewhere."_s.arg(folder);
            continue;
        }
        auto chosen = chooseRuntimeDir(folder);
        if (chosen || chosen.error().code == Errc::Denied)
            return chosen;
        qCInfo(logApp).noquote() << chosen.error().message;
    }
    return fail(Errc::Io,
                u"There is no place for sockets: give the server a /tmp that it can write "
                "to, or a short XDG_RUNTIME_DIR."_s);
}

/// The usual place, else a temporary one, which keeps a server without any folder of its own going.
Result<QString> chooseDataFolder(bool passable)
{
    const QString usual = defaultDataDir(passable);
    if (QDir().mkpath(usual) && ::access(QFile::encodeName(usual).constData(), W_OK | X_OK) == 0)
        return usual;
    const bool isThere = QFileInfo(QDir::tempPath()).isWritable();
    const QString last =
        belowTemporary(isThere ? QDir::tempPath() : u"/tmp"_s, "pilothouse-data"_L1);
    if (const auto opened = openOwnFolder(last, 0700); !opened) // strangers write beside it
        return fail(opened.error().code,
                    u"The folder %1 cannot be made, nor %2. Choose another with --data-dir."_s.arg(
                        usual, last),
                    opened.error().message);
    qCWarning(logApp).noquote()
        << u"The folder %1 cannot be written, so pictures, homes and token lie in %2 and may be "
           "gone after a restart: choose another with --data-dir."_s.arg(usual, last);
    return last;
}

/// Only what nobody chose moves, and only where nothing is yet.
void placeDatabase(StoreConfig &store)
{
    if (store.databaseUrl != StoreConfig().databaseUrl || QFile::exists(kDatabaseFile) ||
        ::access(".", W_OK) == 0)
        return;
    store.databaseUrl = u"sqlite:///%1/%2"_s.arg(store.dataDir, kDatabaseFile);
    qCWarning(logApp).noquote()
        << u"The current folder cannot be written: the database is %1."_s.arg(store.databaseUrl);
}

/// Closed to sessions where they would see them.
QStringList ownFiles(const Config &config)
{
    QStringList files = {config.store.dataDir,        config.agent.secretsFile,
                         config.server.tlsKey,        config.server.tlsCertificate,
                         config.nodes.tokenFile,      u".env"_s,
                         config.kubernetes.kubeconfig};
    if (const auto database = parseDatabaseUrl(config.store.databaseUrl);
        database && !database->file.isEmpty()) {
        for (const QString &ending : {QString(), u"-wal"_s, u"-shm"_s})
            files << database->file + ending;
    }
    files << config.model.bedrock.keysFile << config.model.vertex.credentialsFile;
    files.removeAll(QString());
    for (QString &file : files)
        file = QDir::cleanPath(QDir::current().absoluteFilePath(file));
    return files;
}

Result<> checkPassable(const DesktopConfig &desktop)
{
    for (const QString &folder : {desktop.homesDir, desktop.runtimeDir}) {
        const QString closed = closedFolderAbove(folder + u"/x"_s);
        if (!closed.isEmpty())
            return fail(Errc::Unavailable,
                        u"Sessions run as users of their own here, and those cannot pass %1 to "
                        "reach %2. Choose a folder outside, e.g. --data-dir %3."_s.arg(
                            closed, folder, kServicesData));
    }
    return {};
}

} // namespace

QString defaultDataDir(bool sessionsMustPass)
{
    const bool isHomeless = QDir::home().isRoot() && !qEnvironmentVariableIsSet("XDG_DATA_HOME");
    const bool isRoot = ::geteuid() == 0; // who could write there, where nobody looks for it
    const QString own = QDir::cleanPath(
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/pilothouse"_s);
    const bool closed = sessionsMustPass && !closedFolderAbove(own).isEmpty();
    return closed || (isRoot && isHomeless) ? QString(kServicesData) : own;
}

void keepDatabaseWithData(StoreConfig &store)
{
    if (store.databaseUrl == StoreConfig().databaseUrl)
        store.databaseUrl = u"sqlite:///%1/%2"_s.arg(store.dataDir, kDatabaseFile);
}

Result<Config> resolved(Config config)
{
    const bool passable = sessionsMustPass(config.desktop);
    if (config.store.dataDir.isEmpty()) {
        auto chosen = chooseDataFolder(passable);
        if (!chosen)
            return fail(chosen.error());
        config.store.dataDir = *std::move(chosen);
    }
    config.store.dataDir = QDir(config.store.dataDir).absolutePath();
    placeDatabase(config.store);
    if (config.desktop.runtimeDir.isEmpty()) {
        auto chosen = chooseRuntimeFolder(passable);
        if (!chosen)
            return fail(chosen.error());
        config.desktop.runtimeDir = *std::move(chosen);
    }
    if (config.desktop.homesDir.isEmpty())
        config.desktop.homesDir = config.store.dataDir + u"/homes"_s;
    if (config.desktop.savedDir.isEmpty())
        config.desktop.savedDir = config.store.dataDir + u"/saved"_s;
    findCloudCredentials(config.model);
    config.desktop.ownFiles = ownFiles(config);
    if (auto made = prepareDataFolder(config.store.dataDir, passable); !made)
        return fail(made.error());
    if (auto reachable = passable ? checkPassable(config.desktop) : Result<>(); !reachable)
        return fail(reachable.error());
    config.model.provider = providerFor(config.model);
    config.model.model = usualModel(config.model);
    return config;
}

} // namespace pilothouse
