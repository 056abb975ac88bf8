#include "sandbox/limits/home_usage.h"
#include "sandbox/limits/home_writers.h"
#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <functional>
#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kEntry = 4096;
constexpr qint64 kPlenty = 1LL << 40;
constexpr uid_t kAnyUser = 54'321;

/// In the folder that is looked at, and "outside" beside it.
using Making = std::function<void(const QString &)>;

void write(const QString &path, qint64 bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(bytes, 'x')) != bytes)
        qFatal("%s", qPrintable(path));
}

void writeMany(const QString &home)
{
    for (int i = 0; i < 300; ++i)
        write(home + u"/%1"_s.arg(i), 10);
}

void makeHoles(const QString &home)
{
    write(home + u"/holes"_s, 0);
    QFile(home + u"/holes"_s).resize(1 << 30);
}

void linkHard(const QString &home)
{
    write(home + u"/one"_s, 1 << 20);
    for (const char *name : {"two", "three"})
        ::link(QFile::encodeName(home + u"/one"_s).constData(),
               QFile::encodeName(home + u'/' + QLatin1StringView(name)).constData());
}

void linkOutside(const QString &home)
{
    QDir().mkpath(home + u"/../outside"_s);
    write(home + u"/../outside/big"_s, 1 << 20);
    QFile::link(u"../outside"_s, home + u"/link"_s);
}

void closeFolder(const QString &home)
{
    QDir().mkpath(home + u"/closed/in"_s);
    write(home + u"/closed/in/big"_s, 1 << 20);
    // Root may always look, a session's user may not.
    for (const auto &name : {u"/closed/in/big"_s, u"/closed/in"_s, u"/closed"_s, u""_s})
        if (::geteuid() == 0 &&
            ::chown(QFile::encodeName(home + name).constData(), kAnyUser, kAnyUser) != 0)
            qFatal("chown");
    ::chmod(QFile::encodeName(home + u"/closed"_s).constData(), 0);
}

// Deeper than a path may be long.
void nest(const QString &home)
{
    const QByteArray name(200, 'd');
    int folder = ::open(QFile::encodeName(home).constData(), O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < 40; ++i) {
        ::mkdirat(folder, name.constData(), 0700);
        const int next = ::openat(folder, name.constData(), O_RDONLY | O_DIRECTORY);
        ::close(folder);
        folder = next;
    }
    const int file = ::openat(folder, "big", O_CREAT | O_WRONLY, 0600);
    const QByteArray bytes(1 << 20, 'x');
    if (::write(file, bytes.constData(), size_t(bytes.size())) != bytes.size())
        qFatal("the deep file");
    ::close(file);
    ::close(folder);
}

} // namespace

Q_DECLARE_METATYPE(Making)

class TestHomeUsage : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        ::chmod(QFile::encodeName(m_folder->path()).constData(), 0711);
        QVERIFY(QDir().mkpath(home()));
    }

    void countsWhatFilesTakeUp_data()
    {
        QTest::addColumn<Making>("make");
        QTest::addColumn<HomeUsage>("usage");
        const auto row = [](const char *tag, const Making &make, const HomeUsage &usage) {
            QTest::newRow(tag) << make << usage;
        };
        constexpr qint64 kBig = 1 << 20;
        row("nothing", [](const QString &) {}, {});
        row("a file", [](const QString &path) { write(path + u"/a"_s, 5000); }, {2 * kEntry, 1});
        row("an empty one", [](const QString &path) { write(path + u"/a"_s, 0); }, {kEntry, 1});
        row("many small ones", writeMany, {300 * kEntry, 300});
        row("holes", makeHoles, {kEntry, 1});
        row("several names", linkHard, {kBig, 1});
        row("a link to elsewhere", linkOutside, {kEntry, 1});
        row("a closed folder", closeFolder, {kBig + 2 * kEntry, 3});
        row("very deep", nest, {kBig + 40 * kEntry, 41});
    }
    void countsWhatFilesTakeUp()
    {
        QFETCH(Making, make);
        make(home());
        QTEST(measureHome(home(), {}, kPlenty), "usage");
    }

    void countsFilesWithoutANameThatAreOpen()
    {
        QFile file(home() + u"/gone"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(QByteArray(1 << 20, 'x')) > 0 && file.flush());
        const int again = ::dup(file.handle());
        QVERIFY(file.remove(file.fileName()) ||
                ::unlink(QFile::encodeName(file.fileName()).constData()) == 0);
        QCOMPARE(measureHome(home(), {}, kPlenty), HomeUsage());
        const HomeUsage open = measureHome(home(), {::getpid()}, kPlenty);
        ::close(again);
        QVERIFY2(open.bytes >= 1 << 20 && open.files >= 1, qPrintable(QString::number(open.bytes)));
    }

    void stopsWhereItIsEnough()
    {
        for (int i = 0; i < 10; ++i) {
            QVERIFY(QDir().mkpath(home() + u"/%1"_s.arg(i)));
            write(home() + u"/%1/a"_s.arg(i), 1 << 20);
        }
        const HomeUsage enough = measureHome(home(), {}, 2 << 20);
        QVERIFY(enough.bytes >= 2 << 20 && enough.bytes < 5 << 20);
        QCOMPARE(measureHome(home() + u"/none"_s, {}, kPlenty), HomeUsage());
    }

    void namesWhoWroteBetweenTwoLooks_data()
    {
        QTest::addColumn<WorkOfPrograms>("before");
        QTest::addColumn<WorkOfPrograms>("after");
        QTest::addColumn<std::vector<pid_t>>("writers");
        const auto row = [](const char *tag, const WorkOfPrograms &before,
                            const WorkOfPrograms &after, const std::vector<pid_t> &writers) {
            QTest::newRow(tag) << before << after << writers;
        };
        constexpr qint64 kMuch = 100 << 20;
        row("nobody", {{1, {5, 5}}}, {{1, {5, 5}}}, {});
        row("one", {{1, {kMuch, 9}}, {2, {0, 9}}}, {{1, {kMuch, 90}}, {2, {kMuch, 10}}}, {2});
        row("a new one", {{1, {kMuch, 9}}}, {{1, {kMuch, 90}}, {2, {kMuch, 1}}}, {2});
        row("several alike", {{1, {}}, {2, {}}, {3, {}}},
            {{1, {kMuch, 1}}, {2, {kMuch / 2, 1}}, {3, {kMuch / 100, 99}}}, {1, 2});
        row("nobody counted", {{1, {7, 10}}, {2, {7, 10}}}, {{1, {7, 11}}, {2, {7, 50}}}, {2});
        row("one that ended", {{1, {kMuch, 9}}, {2, {0, 0}}}, {{2, {kMuch, 1}}}, {2});
    }
    void namesWhoWroteBetweenTwoLooks()
    {
        QFETCH(WorkOfPrograms, before);
        QFETCH(WorkOfPrograms, after);
        QTEST(writersBetween(before, after), "writers");
    }

private:
    QString home() const { return m_folder->filePath(u"home"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

PILOTHOUSE_UNIT_TEST(TestHomeUsage)
#include "tst_home_usage.moc"
