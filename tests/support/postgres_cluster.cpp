#include "support/postgres_cluster.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <csignal>

#include <sys/prctl.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr uid_t kNobody = 65534;
constexpr int kPatience = 60'000;
constexpr int kStarts = 30;

QString binaries()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    return found.isEmpty() ? QString() : versions.filePath(found.last() + u"/bin"_s);
}

bool finish(QProcess &process)
{
    return process.waitForFinished(kPatience) && process.exitStatus() == QProcess::NormalExit &&
           process.exitCode() == 0;
}

} // namespace

bool PostgresCluster::isInstalled()
{
    return QFile::exists(binaries() + u"/initdb"_s);
}

PostgresCluster &PostgresCluster::shared()
{
    static std::unique_ptr<PostgresCluster> cluster;
    if (!cluster) {
        QString error;
        cluster = start(&error);
        if (!cluster)
            qFatal("PostgreSQL: %s", qPrintable(error));
        qAddPostRoutine([] { cluster.reset(); });
    }
    return *cluster;
}

std::unique_ptr<PostgresCluster> PostgresCluster::start(QString *error, Disk disk)
{
    std::unique_ptr<PostgresCluster> cluster(new PostgresCluster(disk));
    if (!cluster->makeFiles(error))
        return nullptr;
    if (cluster->startServer())
        return cluster;
    *error = QString::fromLocal8Bit(cluster->m_server.readAll());
    return nullptr;
}

PostgresCluster::~PostgresCluster()
{
    stopServer();
}

QString PostgresCluster::program(const QString &name) const
{
    return binaries() + u'/' + name;
}

QStringList PostgresCluster::asUser(const QStringList &command) const
{
    if (::geteuid() != 0)
        return command;
    const QString id = QString::number(kNobody);
    return QStringList{u"setpriv"_s,        u"--reuid"_s,     id,       u"--regid"_s, id,
                       u"--clear-groups"_s, u"--pdeathsig"_s, u"QUIT"_s} +
           command;
}

bool PostgresCluster::makeFiles(QString *error)
{
    if (::geteuid() == 0 &&
        ::chown(QFile::encodeName(m_folder.path()).constData(), kNobody, kNobody) != 0) {
        *error = u"the folder cannot be given away"_s;
        return false;
    }
    QStringList command = asUser({program(u"initdb"_s), u"-D"_s, data(), u"-U"_s, u"pilothouse"_s,
                                  u"-A"_s, u"trust"_s, u"-E"_s, u"UTF8"_s, u"--locale=C"_s,
                                  u"--no-sync"_s, u"--no-instructions"_s});
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_folder.path());
    process.start(command.takeFirst(), command);
    if (!finish(process)) {
        *error = QString::fromLocal8Bit(process.readAll()) + process.errorString();
        return false;
    }
    QFile rules(data() + u"/pg_hba.conf"_s);
    return rules.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
           rules.write("local all guarded scram-sha-256\nlocal all barred reject\n"
                       "local all all trust\n") > 0;
}

// After a kill its children notice, and end by themselves: until then no other can start.
bool PostgresCluster::startServer()
{
    for (int i = 0; i < kStarts; ++i)
        if (tryToStart())
            return true;
    return false;
}

bool PostgresCluster::tryToStart()
{
    // -F: no fsync.
    QStringList command = asUser({program(u"postgres"_s), u"-D"_s, data(), u"-k"_s, m_folder.path(),
                                  u"-c"_s, u"listen_addresses="_s, u"-c"_s,
                                  u"shared_buffers=16MB"_s, u"-c"_s, u"max_connections=20"_s,
                                  u"-c"_s, m_disk == Disk::Fast ? u"fsync=off"_s : u"fsync=on"_s});
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    // Changing the user undoes this: setpriv does it again.
    m_server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGQUIT); });
    m_server.setWorkingDirectory(m_folder.path());
    m_server.start(command.takeFirst(), command);
    QByteArray said;
    while (!said.contains("database system is ready to accept connections")) {
        if (!m_server.waitForReadyRead(kPatience)) {
            m_server.waitForFinished(kPatience);
            return false;
        }
        said += m_server.readAll();
    }
    m_server.closeReadChannel(QProcess::StandardOutput); // nobody reads what it says from here on
    return true;
}

void PostgresCluster::stopServer()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    ::kill(pid_t(m_server.processId()), SIGQUIT);
    m_server.waitForFinished(kPatience);
}

void PostgresCluster::killServer()
{
    ::kill(pid_t(m_server.processId()), SIGKILL);
    m_server.waitForFinished(kPatience);
}

QString PostgresCluster::url(const QString &database) const
{
    return u"postgresql://pilothouse@/%1?host=%2"_s.arg(database, m_folder.path());
}

QString PostgresCluster::newDatabase()
{
    const QString name = u"journal%1"_s.arg(++m_databases);
    run(u"postgres"_s, u"CREATE DATABASE %1"_s.arg(name));
    return name;
}

QByteArray PostgresCluster::run(const QString &database, const QString &sql) const
{
    QProcess process;
    process.start(program(u"psql"_s), {u"-h"_s, m_folder.path(), u"-U"_s, u"pilothouse"_s, u"-d"_s,
                                       database, u"-AtXqc"_s, sql});
    if (!finish(process))
        qFatal("psql: %s", process.readAllStandardError().constData());
    QByteArray output = process.readAllStandardOutput();
    if (output.endsWith('\n'))
        output.chop(1);
    return output;
}

} // namespace pilothouse
