#include "sandbox/limits/control_group.h"

#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Version = ControlGroup::Version;

/// Where groups are, and what is written to them: a folder stands for the kernel's.
class TestControlGroup : public QObject
{
    Q_OBJECT
private slots:
    void findsItsOwnGroups_data()
    {
        QTest::addColumn<QByteArray>("membership");
        QTest::addColumn<QByteArray>("mounts");
        QTest::addColumn<QStringList>("folders"); // version 2, memory, pids
        const QByteArray v2 = "30 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n";
        QTest::newRow("version 2")
            << QByteArray("0::/system.slice/pilothouse.service\n") << v2
            << QStringList{u"/sys/fs/cgroup/system.slice/pilothouse.service"_s, u""_s, u""_s};
        QTest::newRow("version 2, at the root of a namespace")
            << QByteArray("0::/\n") << v2 << QStringList{u"/sys/fs/cgroup"_s, u""_s, u""_s};
        QTest::newRow("version 2, above the root of our namespace")
            << QByteArray("0::/../other\n") << v2 << QStringList{u""_s, u""_s, u""_s};
        QTest::newRow("version 1, a part of the tree is mounted")
            << QByteArray("5:pids:/docker/1/sub\n4:cpu,memory:/docker/1\n")
            << QByteArray("32 31 0:29 /docker/1 /cg/memory ro shared:1 - cgroup cgroup "
                          "rw,cpu,memory\n"
                          "37 31 0:34 /docker/1 /cg/pids rw - cgroup cgroup rw,pids\n")
            << QStringList{u""_s, u"/cg/memory"_s, u"/cg/pids/sub"_s};
        QTest::newRow("nothing") << QByteArray() << QByteArray("1 1 0:1 / / rw - ext4 x rw\n")
                                 << QStringList{u""_s, u""_s, u""_s};
    }
    void findsItsOwnGroups()
    {
        QFETCH(QByteArray, membership);
        QFETCH(QByteArray, mounts);
        const ControlGroupFolders found = findControlGroups(membership, mounts);
        QTEST((QStringList{found.unified, found.memoryV1, found.pidsV1}), "folders");
    }

    void writesTheLimits()
    {
        const ControlGroupFolders folders = fakeTree();
        const SessionLimits limits{.memory = 200, .processes = 64};

        const auto second = ControlGroup::create(folders, Version::V2, u"s"_s, limits);
        const auto first = ControlGroup::create(folders, Version::V1, u"s"_s, limits);

        QVERIFY(first && second);
        QCOMPARE(content(u"v2/cgroup.subtree_control"_s), QByteArray("+memory +pids"));
        QCOMPARE(content(u"v2/s/memory.max"_s), QByteArray("209715200"));
        QCOMPARE(content(u"v2/s/pids.max"_s), QByteArray("64"));
        QCOMPARE(content(u"memory/s/memory.limit_in_bytes"_s), QByteArray("209715200"));
        QCOMPARE(content(u"pids/s/pids.max"_s), QByteArray("64"));
        QCOMPARE(second->entrances().size(), 1);
        QCOMPARE(first->entrances().size(), 2);
    }

    void countsWhatTheKernelDid()
    {
        const ControlGroupFolders folders = fakeTree();
        const auto group = ControlGroup::create(folders, Version::V2, u"s"_s, {});
        QVERIFY(group);
        QCOMPARE(group->memoryKills(), 0);
        write(u"v2/s/memory.events"_s, "low 0\noom 3\noom_kill 2\noom_group_kill 0\n");
        write(u"v2/s/pids.events"_s, "max 5\n");
        QCOMPARE(group->memoryKills(), 2);
        QCOMPARE(group->refusedProcesses(), 5);
    }

    void saysWhenItIsNotAllowed()
    {
        QVERIFY(!ControlGroup::create({}, Version::V2, u"s"_s, {}));
        QVERIFY(!ControlGroup::create({}, Version::V1, u"s"_s, {}));
        const ControlGroupFolders missing{.memoryV1 = m_folder->filePath(u"no"_s),
                                          .pidsV1 = m_folder->filePath(u"no"_s)};
        QVERIFY(!ControlGroup::create(missing, Version::V1, u"s"_s, {}));
    }

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

private:
    ControlGroupFolders fakeTree() const
    {
        for (const QString &name : {u"v2"_s, u"memory"_s, u"pids"_s})
            QDir(m_folder->path()).mkdir(name);
        return {.unified = m_folder->filePath(u"v2"_s),
                .memoryV1 = m_folder->filePath(u"memory"_s),
                .pidsV1 = m_folder->filePath(u"pids"_s)};
    }
    QByteArray content(const QString &name) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

PILOTHOUSE_UNIT_TEST(TestControlGroup)
#include "tst_control_group.moc"
