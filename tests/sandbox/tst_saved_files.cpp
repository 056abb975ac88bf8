// Long: a case for each thing that a home can hold, and that can be done to a copy.
#include "sandbox/desks/saved_files.h"

#include "sandbox/session_users.h"
#include "support/unit_test.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLocalServer>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const SessionId kFrom{u"from"_s};
const SessionId kOther{u"other"_s};

QByteArray savedContent(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

void putFile(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

struct stat statOf(const QString &path)
{
    struct stat found = {};
    ::lstat(QFile::encodeName(path).constData(), &found);
    return found;
}

/// As if nobody had changed it for long.
void setOld(const QString &path)
{
    const timespec old[2] = {{1'000'000, 0}, {1'000'000, 0}};
    ::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), old, AT_SYMLINK_NOFOLLOW);
}

} // namespace

/// Homes, beside a secret that no copy may hold.
class TestSavedFiles : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_config = {};
        m_config.homesDir = m_folder->filePath(u"homes"_s);
        m_config.savedDir = m_folder->filePath(u"saved"_s);
        QVERIFY(QDir().mkpath(homeOf(kFrom)));
        putFile(m_folder->filePath(u"outside"_s), "secret");
    }

    void bringsBackWhatWasThere()
    {
        putFile(homeOf(kFrom) + u"/Documents/a b.txt"_s, "one");
        putFile(homeOf(kFrom) + u"/run.sh"_s, "#!/bin/sh\n");
        ::chmod(QFile::encodeName(homeOf(kFrom) + u"/run.sh"_s).constData(), 0750);
        setOld(homeOf(kFrom) + u"/run.sh"_s);
        QVERIFY(QDir().mkpath(homeOf(kFrom) + u"/empty"_s));
        QVERIFY(QFile::link(u"Documents/a b.txt"_s, homeOf(kFrom) + u"/link"_s));
        const auto saved = save(u"1"_s);
        QVERIFY(saved);
        QCOMPARE(saved->files, 5);

        QVERIFY(bring(*saved, u"1"_s, kOther));
        QCOMPARE(savedContent(homeOf(kOther) + u"/Documents/a b.txt"_s), QByteArray("one"));
        QVERIFY(QFileInfo(homeOf(kOther) + u"/empty"_s).isDir());
        QCOMPARE(statOf(homeOf(kOther) + u"/run.sh"_s).st_mode & 07777, 0750U);
        QCOMPARE(statOf(homeOf(kOther) + u"/run.sh"_s).st_mtim.tv_sec, 1'000'000);
        QCOMPARE(QFile::symLinkTarget(homeOf(kOther) + u"/link"_s),
                 homeOf(kOther) + u"/Documents/a b.txt"_s);
        const uid_t owner = SessionUsers::usual(kOther).value_or(::geteuid());
        QCOMPARE(statOf(homeOf(kOther) + u"/run.sh"_s).st_uid, owner);
        QCOMPARE(statOf(homeOf(kOther) + u"/link"_s).st_uid, owner);
        QCOMPARE(statOf(homeOf(kOther)).st_uid, ::geteuid()); // until its desktop starts
    }

    void putsAllFilesInThePlaceOfThoseThatAreThere()
    {
        putFile(homeOf(kFrom) + u"/a"_s, "before");
        const auto saved = save(u"1"_s);
        putFile(homeOf(kFrom) + u"/a"_s, "after");
        putFile(homeOf(kFrom) + u"/b"_s, "new");
        QVERIFY(bring(*saved, u"1"_s, kFrom));
        QCOMPARE(savedContent(homeOf(kFrom) + u"/a"_s), QByteArray("before"));
        QVERIFY(!QFile::exists(homeOf(kFrom) + u"/b"_s));
        QCOMPARE(workLeft(), 0);
    }

    void isNotTouchedByWhatSessionsDoAfterwards()
    {
        putFile(homeOf(kFrom) + u"/a"_s, "before");
        const auto saved = save(u"1"_s);
        QVERIFY(bring(*saved, u"1"_s, kOther));
        for (const SessionId &session : {kFrom, kOther}) {
            QFile file(homeOf(session) + u"/a"_s);
            QVERIFY(file.open(QIODevice::ReadWrite)); // in place
            file.write("after!");
        }
        QVERIFY(bring(*saved, u"1"_s, kOther));
        QCOMPARE(savedContent(homeOf(kOther) + u"/a"_s), QByteArray("before"));
    }

    void keepsOnceWhatIsUnchanged()
    {
        putFile(homeOf(kFrom) + u"/same"_s, QByteArray(100'000, 'x'));
        putFile(homeOf(kFrom) + u"/other"_s, "1");
        setOld(homeOf(kFrom) + u"/same"_s);
        QVERIFY(save(u"1"_s));
        const auto survey = surveyFiles(m_config, kFrom);
        putFile(homeOf(kFrom) + u"/other"_s, "2");
        QVERIFY(survey->digest != surveyFiles(m_config, kFrom)->digest);
        const FormerSave former{snapshotPlace(kFrom, u"1"_s), QDateTime::currentDateTimeUtc()};
        QVERIFY(saveFiles(m_config, kFrom, snapshotPlace(kFrom, u"2"_s), former, 0));
        const auto in = [this](const QString &snapshot, const QString &name) {
            return statOf(m_config.savedDir + u'/' + snapshotPlace(kFrom, snapshot) + u"/home/"_s +
                          name);
        };
        QCOMPARE(in(u"2"_s, u"same"_s).st_ino, in(u"1"_s, u"same"_s).st_ino);
        QVERIFY(in(u"2"_s, u"other"_s).st_ino != in(u"1"_s, u"other"_s).st_ino);
        QVERIFY(snapshotBytes(m_config, kFrom) < 150'000);
    }

    /// Size and time can be the same when it was written a moment after it was copied.
    void copiesWhatWasChangedJustBefore()
    {
        putFile(homeOf(kFrom) + u"/a"_s, "1");
        QVERIFY(save(u"1"_s));
        const struct stat before = statOf(homeOf(kFrom) + u"/a"_s);
        putFile(homeOf(kFrom) + u"/a"_s, "2");
        const timespec times[2] = {before.st_atim, before.st_mtim};
        ::utimensat(AT_FDCWD, QFile::encodeName(homeOf(kFrom) + u"/a"_s).constData(), times, 0);
        const FormerSave former{snapshotPlace(kFrom, u"1"_s), QDateTime::currentDateTimeUtc()};
        const auto second = saveFiles(m_config, kFrom, snapshotPlace(kFrom, u"2"_s), former, 0);
        QVERIFY(bring(*second, u"2"_s, kOther));
        QCOMPARE(savedContent(homeOf(kOther) + u"/a"_s), QByteArray("2"));
    }

    void leavesOutWhatTellsOfProgramsThatRun()
    {
        const QString profile = homeOf(kFrom) + u"/.mozilla/p"_s;
        putFile(profile + u"/prefs.js"_s, "kept");
        putFile(profile + u"/.parentlock"_s, {});
        QVERIFY(QFile::link(u"127.0.1.1:+77"_s, profile + u"/lock"_s));
        putFile(homeOf(kFrom) + u"/lock"_s, "a file of this name is the user's");
        QVERIFY(QFile::link(u"host-77"_s, homeOf(kFrom) + u"/SingletonLock"_s));
        ::mkfifo(QFile::encodeName(homeOf(kFrom) + u"/pipe"_s).constData(), 0600);
        QLocalServer socket;
        QVERIFY(socket.listen(homeOf(kFrom) + u"/s"_s));
        if (::geteuid() == 0)
            ::mknod(QFile::encodeName(homeOf(kFrom) + u"/disk"_s).constData(), S_IFBLK | 0666,
                    makedev(254, 0));
        const auto saved = save(u"1"_s);
        QVERIFY(bring(*saved, u"1"_s, kOther));
        QStringList found;
        QDirIterator all(homeOf(kOther),
                         QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext())
            found.append(all.next().mid(homeOf(kOther).size() + 1));
        found.sort();
        QCOMPARE(found, (QStringList{u".mozilla"_s, u".mozilla/p"_s, u".mozilla/p/prefs.js"_s,
                                     u"lock"_s}));
    }

    void followsNoLinkOut()
    {
        QVERIFY(QFile::link(m_folder->path(), homeOf(kFrom) + u"/all"_s));
        QVERIFY(QFile::link(m_folder->filePath(u"outside"_s), homeOf(kFrom) + u"/one"_s));
        const auto saved = save(u"1"_s);
        QCOMPARE(saved->files, 2);
        QDirIterator all(m_config.savedDir, QDir::Files | QDir::NoSymLinks,
                         QDirIterator::Subdirectories);
        QVERIFY2(!all.hasNext(), qPrintable(all.next()));
        QVERIFY(bring(*saved, u"1"_s, kOther));
        QVERIFY(QFileInfo(homeOf(kOther) + u"/all"_s).isSymLink()); // as the session had it
    }

    void refusesWhatWasChangedSinceItWasSaved_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"content", "more", "gone", "rights", "link", "pipe", "all gone"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void refusesWhatWasChangedSinceItWasSaved()
    {
        QFETCH(QString, how);
        putFile(homeOf(kFrom) + u"/a"_s, "text");
        putFile(homeOf(kOther) + u"/mine"_s, "stays");
        const auto saved = save(u"1"_s);
        const QString top = m_config.savedDir + u'/' + snapshotPlace(kFrom, u"1"_s);
        const QString kept = top + u"/home/a"_s;
        if (how == "content"_L1)
            putFile(kept, "evil");
        else if (how == "more"_L1)
            putFile(top + u"/home/b"_s, "evil");
        else if (how == "rights"_L1)
            ::chmod(QFile::encodeName(kept).constData(), 0777);
        else if (how == "pipe"_L1)
            ::mkfifo(QFile::encodeName(top + u"/home/p"_s).constData(), 0600);
        else if (how == "all gone"_L1)
            QDir(top).removeRecursively();
        else
            QFile::remove(kept);
        if (how == "link"_L1)
            QFile::link(m_folder->filePath(u"outside"_s), kept);
        const Result<> brought = bring(*saved, u"1"_s, kOther);
        QCOMPARE(brought.error().code, Errc::Corrupt);
        QCOMPARE(savedContent(homeOf(kOther) + u"/mine"_s), QByteArray("stays"));
        QCOMPARE(workLeft(), 0);
    }

    void isStoppedByWhatIsTooMuch()
    {
        putFile(homeOf(kFrom) + u"/a"_s, QByteArray(3 << 20, 'x'));
        const auto tooMuch = saveFiles(m_config, kFrom, snapshotPlace(kFrom, u"1"_s), {}, 2 << 20);
        QCOMPARE(tooMuch.error().code, Errc::Io);
        QVERIFY(!QFileInfo::exists(m_config.savedDir + u"/sessions"_s));
        QCOMPARE(workLeft(), 0);
        const auto saved = save(u"1"_s);
        m_config.limits.homeSize = 2; // MiB
        QCOMPARE(bring(*saved, u"1"_s, kOther).error().code, Errc::Io);
        QVERIFY(!QFileInfo::exists(homeOf(kOther)));
    }

    void endsSoonWhenItIsStopped()
    {
        putFile(homeOf(kFrom) + u"/a"_s, "text");
        std::stop_source stop;
        stop.request_stop();
        const auto saved =
            saveFiles(m_config, kFrom, snapshotPlace(kFrom, u"1"_s), {}, 0, stop.get_token());
        QCOMPARE(saved.error().code, Errc::Stopped);
        QCOMPARE(workLeft(), 0);
    }

    void keepsHolesAndNamesOfOneFile()
    {
        QFile sparse(homeOf(kFrom) + u"/sparse"_s);
        QVERIFY(sparse.open(QIODevice::WriteOnly));
        QVERIFY(sparse.seek(1 << 30) && sparse.write("end") == 3);
        sparse.close();
        putFile(homeOf(kFrom) + u"/x/one"_s, "text");
        QCOMPARE(::link(QFile::encodeName(homeOf(kFrom) + u"/x/one"_s).constData(),
                        QFile::encodeName(homeOf(kFrom) + u"/two"_s).constData()),
                 0);
        const auto saved = save(u"1"_s);
        QVERIFY(bring(*saved, u"1"_s, kOther));
        const struct stat found = statOf(homeOf(kOther) + u"/sparse"_s);
        QCOMPARE(found.st_size, (1LL << 30) + 3);
        QVERIFY(found.st_blocks * 512 < 1 << 20);
        QCOMPARE(statOf(homeOf(kOther) + u"/two"_s).st_ino,
                 statOf(homeOf(kOther) + u"/x/one"_s).st_ino);
    }

    void refusesFoldersThatAreNestedWithoutEnd()
    {
        QString path = homeOf(kFrom);
        for (int i = 0; i < 300; ++i)
            path += u"/d"_s;
        QVERIFY(QDir().mkpath(path));
        QCOMPARE(save(u"1"_s).error().code, Errc::Io);
        QCOMPARE(workLeft(), 0);
    }

    void makesADeskOfASnapshotWithoutItsBytes()
    {
        putFile(homeOf(kFrom) + u"/a"_s, QByteArray(100'000, 'x'));
        const auto saved = save(u"1"_s);
        const auto desk = saveAgain(m_config, snapshotPlace(kFrom, u"1"_s), deskPlace(u"d"_s));
        QCOMPARE(desk->digest, saved->digest);
        QVERIFY(removeSnapshots(m_config, kFrom));
        QVERIFY(bringFiles(m_config, deskPlace(u"d"_s), desk->digest, kOther));
        QCOMPARE(savedContent(homeOf(kOther) + u"/a"_s).size(), 100'000);
    }

    void sweepsWhatACrashLeftButNotWhatIsBeingMade()
    {
        QVERIFY(save(u"1"_s));
        const QString workDir = QDir(m_config.savedDir).filePath(u"work"_s);
        const QString left = workDir + u"/left"_s;
        const QString busy = workDir + u"/busy"_s;
        putFile(left + u"/home/half"_s, "half");
        QVERIFY(QDir().mkpath(busy));
        const Descriptor held(::open(QFile::encodeName(busy).constData(), O_RDONLY | O_CLOEXEC));
        QCOMPARE(::flock(held.get(), LOCK_EX), 0);
        sweepWork(m_config);
        QVERIFY(!QFileInfo::exists(left));
        QVERIFY(QFileInfo::exists(busy));
        QVERIFY(QFileInfo::exists(m_config.savedDir + u'/' + snapshotPlace(kFrom, u"1"_s)));
    }

private:
    QString homeOf(const SessionId &session) const
    {
        return m_config.homesDir + u'/' + session.value;
    }
    Result<TreeFacts> save(const QString &id)
    {
        return saveFiles(m_config, kFrom, snapshotPlace(kFrom, id), {}, 0);
    }
    Result<> bring(const TreeFacts &saved, const QString &id, const SessionId &session)
    {
        return bringFiles(m_config, snapshotPlace(kFrom, id), saved.digest, session);
    }
    int workLeft() const
    {
        return int(QDir(m_config.savedDir + u"/work"_s)
                       .entryList(QDir::AllEntries | QDir::NoDotAndDotDot)
                       .size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    DesktopConfig m_config;
};

PILOTHOUSE_UNIT_TEST(TestSavedFiles)
#include "tst_saved_files.moc"
