#include "sandbox/memory_files.h"

#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Whose the files in shared folders are, what they take of the memory, and who removes them.
class TestMemoryFiles : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (geteuid() != 0 || usedInMemory(u"/dev/shm"_s) == 0)
            QSKIP("needs root, and shared memory that has files");
    }
    void init()
    {
        m_shared = std::make_unique<QTemporaryDir>(u"/dev/shm/ph-XXXXXX"_s);
        QCOMPARE(chmod(QFile::encodeName(m_shared->path()).constData(), 01777), 0);
        write(u"of-root"_s, kMebibyte, 0);
    }

    void countsWhatOneUserHas()
    {
        write(u"own"_s, kMebibyte, kUser);
        QVERIFY(QDir(m_shared->path()).mkdir(u"folder"_s));
        write(u"folder/deeper"_s, 2 * kMebibyte, kUser);
        give(u"folder"_s, kUser);

        QCOMPARE(ownedInMemory(m_shared->path(), kUser), 3 * kMebibyte);
        QCOMPARE(ownedInMemory(m_shared->path(), kUser + 1), 0);
    }

    void countsNothingThatLiesOnADisk()
    {
        const QTemporaryDir disk(u"/var/tmp/ph-XXXXXX"_s);
        if (usedInMemory(disk.path()) > 0)
            QSKIP("there is no disk");
        QCOMPARE(ownedInMemory(disk.path(), 0), 0);
    }

    void countsEverythingForWhoHasMoreFilesThanCanBeLookedAt()
    {
        QVERIFY(QDir(m_shared->path()).mkdir(u"many"_s));
        for (int i = 0; i <= 10'000; ++i)
            write(u"many/%1"_s.arg(i), 0, kUser);
        give(u"many"_s, kUser);

        QVERIFY(ownedInMemory(m_shared->path(), kUser) >= kMebibyte); // root's
    }

    void removesWhatOneUserLeftAndNothingElse()
    {
        QVERIFY(QDir(m_shared->path()).mkdir(u"closed"_s));
        write(u"closed/file"_s, 1, kUser);
        give(u"closed"_s, kUser);
        QCOMPARE(chmod(QFile::encodeName(path(u"closed"_s)).constData(), 0), 0);
        QVERIFY(QDir(m_shared->path()).mkdir(u"folder-of-root"_s));
        write(u"folder-of-root/file"_s, 1, 0);
        QVERIFY(QFile::link(path(u"folder-of-root"_s), path(u"link"_s)));
        give(u"link"_s, kUser);

        removeOwned(m_shared->path(), kUser);

        const QDir left(m_shared->path());
        QCOMPARE(left.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot),
                 (QStringList{u"folder-of-root"_s, u"of-root"_s}));
        QVERIFY(QFile::exists(path(u"folder-of-root/file"_s)));
    }

private:
    static constexpr uid_t kUser = 29'999;
    static constexpr qint64 kMebibyte = 1024 * 1024;

    QString path(const QString &name) const { return m_shared->filePath(name); }
    void give(const QString &name, uid_t owner) const
    {
        QCOMPARE(lchown(QFile::encodeName(path(name)).constData(), owner, owner), 0);
    }
    void write(const QString &name, qint64 size, uid_t owner) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(QByteArray(size, 'x')), size);
        file.close();
        give(name, owner);
    }

    std::unique_ptr<QTemporaryDir> m_shared;
};

PILOTHOUSE_UNIT_TEST(TestMemoryFiles)
#include "tst_memory_files.moc"
