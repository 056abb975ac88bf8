#include "sandbox/own_folder.h"

#include "sandbox/name_claim.h"
#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Folders in places that others write to as well, and what is claimed there.
class TestOwnFolder : public QObject
{
    Q_OBJECT
private slots:
    void leavesAFolderInUseAsItIs()
    {
        const QTemporaryDir top;
        const QString path = top.filePath(u"shared"_s);
        QVERIFY(openOwnFolder(path, 0711));
        QCOMPARE(modeOf(path), mode_t(0711));
        QVERIFY(openOwnFolder(path, 0700)); // as another server would
        QCOMPARE(modeOf(path), mode_t(0711));
    }

    void refusesWhatIsNotOursAlone_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"a link to a folder", "a file", "open to the group", "open to all"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void refusesWhatIsNotOursAlone()
    {
        QFETCH(QString, name);
        const QTemporaryDir top;
        const QString target = top.filePath(u"target"_s);
        QVERIFY(QDir().mkdir(target));
        QVERIFY(QFile::link(target, top.filePath(u"a link to a folder"_s)));
        QFile file(top.filePath(u"a file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        makeFolder(top.filePath(u"open to the group"_s), 0770);
        makeFolder(top.filePath(u"open to all"_s), 0777);
        const mode_t before = modeOf(target);

        const auto opened = openOwnFolder(top.filePath(name), 0700);

        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Errc::Denied);
        QCOMPARE(modeOf(target), before);
    }

    void refusesAFolderOfSomebodyElse()
    {
        if (geteuid() != 0)
            QSKIP("needs root to make one");
        const QTemporaryDir top;
        const QString path = top.filePath(u"theirs"_s);
        makeFolder(path, 0700);
        QCOMPARE(chown(QFile::encodeName(path).constData(), 29'999, 29'999), 0);
        QCOMPARE(openOwnFolder(path, 0700).error().code, Errc::Denied);
    }

    void claimsANameOnce()
    {
        const QByteArray name = "test-" + QByteArray::number(getpid());
        {
            const auto first = NameClaim::take(name);
            QVERIFY2(first, first ? "" : qPrintable(first.error().message));
            QCOMPARE(NameClaim::take(name).error().code, Errc::Conflict);
        }
        QVERIFY(NameClaim::take(name));
    }

    void claimsWhateverAbstractNamesOthersHold()
    {
        const QByteArray name = "test-abstract-" + QByteArray::number(getpid());
        const QByteArray address = QByteArray(1, '\0') + "pilothouse-" + name;
        const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un place = {};
        place.sun_family = AF_UNIX;
        std::memcpy(place.sun_path, address.constData(), static_cast<size_t>(address.size()));
        const size_t size = offsetof(sockaddr_un, sun_path) + static_cast<size_t>(address.size());
        QCOMPARE(bind(socket.get(), reinterpret_cast<const sockaddr *>(&place),
                      static_cast<socklen_t>(size)),
                 0);

        QVERIFY(NameClaim::take(name)); // as any session can hold all of them
    }

private:
    static void makeFolder(const QString &path, mode_t mode)
    {
        QVERIFY(QDir().mkdir(path));
        QCOMPARE(chmod(QFile::encodeName(path).constData(), mode), 0);
    }
    static mode_t modeOf(const QString &path)
    {
        struct stat found = {};
        return stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_mode & 07777 : 0;
    }
};

PILOTHOUSE_UNIT_TEST(TestOwnFolder)
#include "tst_own_folder.moc"
