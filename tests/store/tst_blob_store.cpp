#include "store/blob_store.h"
#include "system_limits.h"
#include "support/unit_test.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

// sha256("abc"), from FIPS 180-2, appendix B.1.
const QString kAbc = u"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"_s;

QStringList filesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(QDir(folder).relativeFilePath(it.next()));
    return files;
}

} // namespace

class TestBlobStore : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"data/blobs"_s);
        auto opened = BlobStore::open(m_path);
        QVERIFY(opened);
        m_store = std::make_unique<BlobStore>(std::move(*opened));
    }

    void namesBytesByTheirHashAndGivesThemBack()
    {
        const auto hash = QCoro::waitFor(m_store->put("abc"));
        QVERIFY(hash);
        QCOMPARE(hash->value, kAbc);
        QCOMPARE(filesBelow(m_path), QStringList{u"ba/"_s + kAbc});
        QCOMPARE(*m_store->read(*hash), QByteArray("abc"));
        QCOMPARE(*m_store->path(*hash), QString(m_path + u"/ba/"_s + kAbc));
    }

    void storesEmptyAndLargeBytes()
    {
        for (const QByteArray &bytes : {QByteArray(), QByteArray(5'000'000, '\0')}) {
            const auto hash = QCoro::waitFor(m_store->put(bytes));
            QVERIFY(hash);
            QCOMPARE(*m_store->read(*hash), bytes);
        }
    }

    void storesTheSameBytesOnceEvenAtTheSameTime()
    {
        std::vector<QCoro::Task<Result<BlobHash>>> tasks;
        for (int i = 0; i < 20; ++i)
            tasks.push_back(m_store->put("abc"));
        for (auto &task : tasks)
            QCOMPARE(QCoro::waitFor(task)->value, kAbc);
        QCOMPARE(filesBelow(m_path).size(), 1);
    }

    void isPrivate()
    {
        const auto hash = QCoro::waitFor(m_store->put("abc"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                            QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        for (const QString &path : {m_path, QString(m_path + u"/ba"_s), *m_store->path(*hash)})
            QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
    }

    void noticesADamagedBlobAndStoresItAnew()
    {
        const auto hash = QCoro::waitFor(m_store->put("abc"));
        QFile file(*m_store->path(*hash));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("ab");
        file.close();
        QCOMPARE(m_store->read(*hash).error().code, Errc::Corrupt);
        QVERIFY(QCoro::waitFor(m_store->put("abc")));
        QCOMPARE(*m_store->read(*hash), QByteArray("abc"));
    }

    void refusesNamesThatAreNoHashes_data()
    {
        QTest::addColumn<QString>("hash");
        QTest::newRow("empty") << QString();
        QTest::newRow("path") << u"../../etc/passwd"_s;
        QTest::newRow("64 characters of path") << QString(u"../"_s).repeated(21) + u"x"_s;
        QTest::newRow("upper case") << kAbc.toUpper();
        QTest::newRow("one more") << kAbc + u"0"_s;
    }
    void refusesNamesThatAreNoHashes()
    {
        QFETCH(QString, hash);
        QCOMPARE(m_store->path({hash}).error().code, Errc::InvalidArgument);
        QCOMPARE(m_store->read({hash}).error().code, Errc::InvalidArgument);
        QCOMPARE(m_store->remove({hash}).error().code, Errc::InvalidArgument);
    }

    void removesABlob()
    {
        const auto hash = QCoro::waitFor(m_store->put("abc"));
        QVERIFY(m_store->remove(*hash));
        QCOMPARE(m_store->read(*hash).error().code, Errc::NotFound);
        QCOMPARE(m_store->remove(*hash).error().code, Errc::NotFound);
    }

    void leavesNothingHalfWrittenOnAFullDisk()
    {
        Result<BlobHash> result;
        {
            const FileSizeLimit limit(100'000);
            result = QCoro::waitFor(m_store->put(QByteArray(300'000, 'x')));
        }
        QCOMPARE(result.error().code, Errc::Io);
        QVERIFY(result.error().message.contains(u"disk is full"_s));
        QCOMPARE(filesBelow(m_path), QStringList());
    }

    void refusesAFolderThatCannotBe()
    {
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const QString &path : {file.fileName(), QString(file.fileName() + u"/below"_s)})
            QCOMPARE(BlobStore::open(path).error().code, Errc::Io);
    }

    void refusesAFolderItCannotWrite()
    {
        const QString path = m_folder->filePath(u"others"_s);
        QVERIFY(QDir().mkdir(path));
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755)));
        const Unprivileged now;
        if (!now.worked())
            QSKIP("cannot become another user here");
        QCOMPARE(BlobStore::open(m_folder->filePath(u"below"_s)).error().code, Errc::Io);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<BlobStore> m_store;
};

PILOTHOUSE_UNIT_TEST(TestBlobStore)
#include "tst_blob_store.moc"
