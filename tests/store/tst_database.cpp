#include "store_fixture.h"
#include "system_limits.h"

#include "support/unit_test.h"

#include <QDir>
#include <QSqlDatabase>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void execute(const QString &path, const QString &statement)
{
    const auto connection = Connection::open(path, Connection::Access::ReadWrite, {});
    QVERIFY(connection);
    const Result<> done = (*connection)->run(statement);
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
}

/// A database of some pages with everything folded into its one file.
void fill(const QString &path)
{
    const FakeClock clock;
    const StoreConfig config{.databaseUrl = QString(u"sqlite:///"_s + path)};
    auto database = Database::open(config, clock);
    QVERIFY(database);
    FakeClock journalClock;
    Journal journal(**database, journalClock);
    SessionStore sessions(**database);
    const SessionId session = QCoro::waitFor(sessions.create({}))->id;
    const EventBody large = UserMessage{.text = QString(2000, u'x')};
    QVERIFY(QCoro::waitFor(journal.append(session, QList<EventBody>(50, large))));
}

Error openError(const QString &path)
{
    const Clock &clock = systemClock();
    const auto opened = Database::open({.databaseUrl = QString(u"sqlite:///"_s + path),
                                        .busyTimeout = std::chrono::milliseconds(20)},
                                       clock);
    return opened ? Error{.code = Errc::Internal, .message = u"it opened"_s} : opened.error();
}

using Spoil = std::function<void(const QString &path)>;

void makeGarbage(const QString &path)
{
    write(path, QByteArray("This is my diary, not a database. ").repeated(100));
}

void cutInHalf(const QString &path)
{
    fill(path);
    QVERIFY(QFile::resize(path, QFile(path).size() / 2));
}

void overwriteTheMiddle(const QString &path)
{
    fill(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(8192));
    QCOMPARE(file.write(QByteArray(file.size() - 8192, '\xA5')), file.size() - 8192);
}

void overwriteTheHeader(const QString &path)
{
    fill(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(100, '\0'));
}

void makeDirectory(const QString &path)
{
    QVERIFY(QDir().mkdir(path));
}

void makeNewer(const QString &path)
{
    fill(path);
    execute(path, u"PRAGMA user_version = 99"_s);
}

void makeForeign(const QString &path)
{
    execute(path, u"CREATE TABLE sessions (id text, messages text)"_s);
}

} // namespace

Q_DECLARE_METATYPE(Spoil)

class TestDatabase : public QObject
{
    Q_OBJECT
private slots:
    void createsAPrivateFileInAPrivateFolder()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"new/deep/db.sqlite3"_s);
        const Clock &clock = systemClock();
        const auto database =
            Database::open({.databaseUrl = QString(u"sqlite:///"_s + path)}, clock);
        QVERIFY2(database, database ? "" : qPrintable(database.error().message));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                            QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        for (const auto &name : {u"new"_s, u"new/deep"_s, u"new/deep/db.sqlite3"_s,
                                 u"new/deep/db.sqlite3-wal"_s, u"new/deep/db.sqlite3.lock"_s}) {
            QVERIFY2(QFile::exists(folder.filePath(name)), qPrintable(name));
            QVERIFY2(!(QFile::permissions(folder.filePath(name)) & others), qPrintable(name));
        }
    }

    void takesAnEmptyFileForANewDatabase()
    {
        const QTemporaryDir folder;
        write(folder.filePath(u"db"_s), {});
        fill(folder.filePath(u"db"_s));
    }

    void refusesWhatItCannotUseAndLeavesItAsItIs_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("no database") << Spoil(makeGarbage) << Errc::Corrupt << u"not a SQLite"_s;
        QTest::newRow("cutInHalfd") << Spoil(cutInHalf) << Errc::Corrupt << u"damaged"_s;
        QTest::newRow("pages lost") << Spoil(overwriteTheMiddle) << Errc::Corrupt << u"damaged"_s;
        QTest::newRow("header lost")
            << Spoil(overwriteTheHeader) << Errc::Corrupt << u"not a SQLite"_s;
        QTest::newRow("directory") << Spoil(makeDirectory) << Errc::Io << u"not a file"_s;
        QTest::newRow("newer") << Spoil(makeNewer) << Errc::Unsupported << u"newer Pilothouse"_s;
        QTest::newRow("foreign") << Spoil(makeForeign) << Errc::Unsupported << u"another program"_s;
    }
    void refusesWhatItCannotUseAndLeavesItAsItIs()
    {
        QFETCH(Spoil, spoil);
        QFETCH(QString, says);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"db.sqlite3"_s);
        spoil(path);
        const QByteArray before = bytesOf(path);

        const Error error = openError(path);

        QTEST(error.code, "code");
        QVERIFY2(error.message.contains(says), qPrintable(error.message));
        QVERIFY2(error.message.contains(path), qPrintable(error.message));
        QCOMPARE(bytesOf(path), before);
        QCOMPARE(QSqlDatabase::connectionNames(), QStringList());
    }

    void refusesADatabaseThatAnotherProgramHasLocked()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"db.sqlite3"_s);
        fill(path);
        const auto other = Connection::open(path, Connection::Access::ReadWrite, {});
        QVERIFY((*other)->run(u"PRAGMA locking_mode = EXCLUSIVE"_s));
        QVERIFY((*other)->run(u"BEGIN EXCLUSIVE"_s));

        const Error error = openError(path);

        QCOMPARE(error.code, Errc::Unavailable);
        QVERIFY2(error.message.contains(u"locked by another program"_s), qPrintable(error.message));
    }

    void refusesASecondServerOnTheSameFile()
    {
        StoreFixture store;
        const Error error = openError(store.file());
        QCOMPARE(error.code, Errc::Conflict);
        QVERIFY2(error.message.contains(QString::number(getpid())), qPrintable(error.message));
        store.close();
        store.open(); // the lock is gone with its holder
    }

    void refusesAReadOnlyDatabase_data()
    {
        QTest::addColumn<int>("folderMode");
        QTest::addColumn<QString>("says");
        QTest::newRow("file") << 0x7777 << u"is read-only"_s;
        QTest::newRow("folder") << 0x5555 << u"cannot be written"_s;
    }
    void refusesAReadOnlyDatabase()
    {
        QFETCH(int, folderMode);
        QFETCH(QString, says);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"db.sqlite3"_s);
        fill(path);
        QVERIFY(QFile::remove(path + u".lock"_s));
        QVERIFY(QFile::setPermissions(path, QFile::Permissions(0x4444)));
        QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(folderMode)));
        Error error;
        {
            const Unprivileged now;
            if (!now.worked())
                QSKIP("cannot become another user here");
            error = openError(path);
        }
        QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(0x7777)));
        QCOMPARE(error.code, Errc::Io);
        QVERIFY2(error.message.contains(says), qPrintable(error.message));
    }

    void saysSoWhenTheDiskIsFullAtTheStart()
    {
        const QTemporaryDir folder;
        Error error;
        {
            const FileSizeLimit limit(4096);
            error = openError(folder.filePath(u"db.sqlite3"_s));
        }
        QCOMPARE(error.code, Errc::Io);
        QVERIFY2(error.message.contains(u"free space"_s), qPrintable(error.message));
        fill(folder.filePath(u"db.sqlite3"_s)); // and goes well once there is space
    }

    void closesAllConnectionsAndFoldsTheLogIntoTheFile()
    {
        StoreFixture store;
        store.newSession();
        QCOMPARE(QSqlDatabase::connectionNames().size(), 2);
        store.close();
        QCOMPARE(QSqlDatabase::connectionNames(), QStringList());
        QVERIFY(!QFile::exists(store.file() + u"-wal"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestDatabase)
#include "tst_database.moc"
