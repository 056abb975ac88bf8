#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace pilothouse {

/// A PostgreSQL of a test's own: in a temporary folder, on a unix socket there, as a user without
/// rights where the test is root. Gone with the object. It trusts everybody but a user "guarded",
/// who needs a password, and one called "barred"; both are to be created.
class PostgresCluster
{
    Q_DISABLE_COPY_MOVE(PostgresCluster)
public:
    /// Durable: with fsync, for tests that kill.
    enum class Disk { Fast, Durable };
    /// Null when it could not be started; the reason is in `error`.
    static std::unique_ptr<PostgresCluster> start(QString *error, Disk disk = Disk::Fast);
    /// The one of this program, started when it is first asked for.
    static PostgresCluster &shared();
    /// Whether this machine has the programs.
    static bool isInstalled();
    ~PostgresCluster();

    /// Of a new empty database.
    QString newDatabase();
    QString url(const QString &database) const;
    /// What psql prints of a statement, without its last line end.
    QByteArray run(const QString &database, const QString &sql) const;

    qint64 pid() const { return m_server.processId(); }
    bool startServer();
    /// As SIGQUIT: at once, its connections are cut.
    void stopServer();
    /// kill -9 of all of it.
    void killServer();

private:
    explicit PostgresCluster(Disk disk) : m_disk(disk) {}
    bool makeFiles(QString *error);
    bool tryToStart();
    QString program(const QString &name) const;
    QStringList asUser(const QStringList &command) const;
    QString data() const { return m_folder.filePath(QStringLiteral("data")); }

    Disk m_disk;
    QTemporaryDir m_folder;
    QProcess m_server;
    int m_databases = 0;
};

} // namespace pilothouse
