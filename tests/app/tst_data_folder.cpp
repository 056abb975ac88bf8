#include "app/data_folder.h"

#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t kCluster = 1'000'680'000; // as OpenShift makes them: without a name
constexpr uid_t kStranger = 29'998;
constexpr gid_t kGroup = 4711;

struct Identity
{
    uid_t user = kCluster;
    gid_t group = 0;
    QList<gid_t> further = {};
};

/// This process as somebody else, as long as it lives. Needs root.
class As
{
    Q_DISABLE_COPY_MOVE(As)
public:
    explicit As(const Identity &who)
    {
        m_changed = ::setgroups(size_t(who.further.size()), who.further.constData()) == 0 &&
                    ::setresgid(who.group, who.group, 0) == 0 &&
                    ::setresuid(who.user, who.user, 0) == 0;
    }
    ~As()
    {
        if (::setresuid(0, 0, 0) != 0 || ::setresgid(0, 0, 0) != 0 || ::setgroups(0, nullptr) != 0)
            qFatal("cannot become root again");
    }
    bool isChanged() const { return m_changed; }

private:
    bool m_changed = false;
};

mode_t modeOf(const QString &path)
{
    struct stat found = {};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_mode & 07777 : 0;
}

} // namespace

/// Whose folder the data may lie in: the right to write there suffices, strangers' eyes do not.
class TestDataFolder : public QObject
{
    Q_OBJECT
private slots:
    void init() { QCOMPARE(::chmod(QFile::encodeName(m_top.path()).constData(), 0711), 0); }

    void takesEachFolderThatItMayWrite_data()
    {
        QTest::addColumn<uint>("owner");
        QTest::addColumn<uint>("group");
        QTest::addColumn<uint>("mode");
        QTest::addColumn<uint>("user");
        QTest::addColumn<uint>("after"); // 0: refused, and left as it was
        const auto row = [](const char *name, uid_t owner, gid_t group, mode_t mode, uid_t user,
                            mode_t after) {
            QTest::newRow(name) << uint(owner) << uint(group) << uint(mode) << uint(user)
                                << uint(after);
        };
        row("volume of a group (fsGroup)", 0, kGroup, 02775, kCluster, 02775);
        row("volume of root's group (OpenShift)", 0, 0, 0770, kCluster, 0770);
        row("made by another user of the group", kStranger, kGroup, 02770, kCluster, 02770);
        row("made for one container alone (emptyDir)", 0, 0, 0777, kCluster, 0777);
        row("our own", kCluster, 0, 0755, kCluster, 0700);
        row("our own, closed by others", kCluster, 0, 0500, kCluster, 0700);
        row("our own, which its group may write", kCluster, kGroup, 02775, kCluster, 02770);
        row("root's, as root", 0, 0, 0755, 0, 0700);
        row("only to be read", 0, kGroup, 0750, kCluster, 0);
        row("of another group", 0, kGroup + 1, 02770, kCluster, 0);
        row("root's", 0, 0, 0755, kCluster, 0);
        row("a stranger's, as root", kStranger, kStranger, 0700, 0, 0);
        row("for everybody", 0, 0, 01777, kCluster, 0);
        row("our own for everybody", kCluster, 0, 01777, kCluster, 0);
    }
    void takesEachFolderThatItMayWrite()
    {
        QFETCH(uint, owner);
        QFETCH(uint, group);
        QFETCH(uint, mode);
        QFETCH(uint, user);
        QFETCH(uint, after);
        if (::geteuid() != 0)
            QSKIP("needs root to be somebody else");
        const QString folder = m_top.filePath(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(QDir().mkdir(folder));
        const QByteArray path = QFile::encodeName(folder);
        QVERIFY(::chown(path.constData(), owner, group) == 0 &&
                ::chmod(path.constData(), mode) == 0);

        const Result<> taken = prepareAs({.user = user, .further = {kGroup}}, folder, false);

        QVERIFY2(taken.has_value() == (after != 0),
                 taken ? "taken" : qPrintable(taken.error().message));
        QCOMPARE(modeOf(folder), mode_t(after != 0 ? after : mode));
        if (!taken)
            QVERIFY2(taken.error().message.contains(folder), qPrintable(taken.error().message));
    }

    void makesFoldersForItselfAlone_data()
    {
        QTest::addColumn<uint>("mask");
        QTest::addColumn<bool>("passable");
        QTest::addColumn<uint>("mode");
        QTest::newRow("usual mask") << 022U << false << 0700U;
        QTest::newRow("mask of a group") << 002U << false << 0700U;
        QTest::newRow("sessions pass") << 002U << true << 0711U;
    }
    void makesFoldersForItselfAlone()
    {
        QFETCH(uint, mask);
        QFETCH(bool, passable);
        QFETCH(uint, mode);
        const QString folder =
            m_top.filePath(u"new "_s + QString::fromLatin1(QTest::currentDataTag()));
        const mode_t before = ::umask(mask);
        const Result<> made = prepareDataFolder(folder + u"/below"_s, passable);
        ::umask(before);
        QVERIFY(made);
        QCOMPARE(modeOf(folder + u"/below"_s), mode_t(mode));
    }

private:
    static Result<> prepareAs(Identity who, const QString &folder, bool passable)
    {
        const As somebody(who);
        if (!somebody.isChanged())
            return fail(Errc::Internal, u"cannot become somebody else"_s);
        return prepareDataFolder(folder, passable);
    }

    QTemporaryDir m_top{u"/tmp/ph-XXXXXX"_s};
};

PILOTHOUSE_UNIT_TEST(TestDataFolder)
#include "tst_data_folder.moc"
