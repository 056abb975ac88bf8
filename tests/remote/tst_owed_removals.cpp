#include "remote/owed_removals.h"
#include "support/unit_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QUrl kA(u"https://node-a:8443"_s);
const QUrl kB(u"https://[fd00::1]:8443"_s);
const SessionId kOne{u"11111111-1111-4111-8111-111111111111"_s};
const SessionId kTwo{u"22222222-2222-4222-8222-222222222222"_s};

} // namespace

class TestOwedRemovals : public QObject
{
    Q_OBJECT
private slots:
    void areThereAfterARestartUntilTheyAreDone()
    {
        {
            auto owed = OwedRemovals::open(file());
            QVERIFY(owed->all().isEmpty());
            QVERIFY(owed->add({kA, kOne}));
            QVERIFY(owed->add({kA, kOne})); // as two requests to delete it do
            QVERIFY(owed->add({kB, kOne}));
            QVERIFY(owed->add({kA, kTwo}));
        }
        auto owed = OwedRemovals::open(file());
        QCOMPARE(owed->all(), (QList<OwedRemovals::Removal>{{kA, kOne}, {kB, kOne}, {kA, kTwo}}));

        owed->settle(kA, {kOne, kTwo});

        QCOMPARE(OwedRemovals::open(file())->all(), (QList<OwedRemovals::Removal>{{kB, kOne}}));
    }

    void leavesOutWhatMakesNoSense()
    {
        QFile written(file());
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write("\nnonsense\n../../etc https://node-a:8443\n" + kOne.value.toUtf8() + " \n" +
                      kTwo.value.toUtf8() + " https://node-a:8443\n" +
                      kOne.value.toUtf8().first(9));
        written.close();
        auto owed = OwedRemovals::open(file());
        QCOMPARE(owed->all(), (QList<OwedRemovals::Removal>{{kA, kTwo}}));

        QVERIFY(owed->add({kB, kOne})); // not behind the line that has no end

        QCOMPARE(OwedRemovals::open(file())->all(),
                 (QList<OwedRemovals::Removal>{{kA, kTwo}, {kB, kOne}}));
    }

    void owesNothingThatItCouldNotWriteDown()
    {
        auto owed = OwedRemovals::open(u"/proc/nowhere/owed"_s);
        QCOMPARE(owed->add({kA, kOne}).error().code, Errc::Io);
        QVERIFY(owed->all().isEmpty());
    }

    void cleanup() { QFile::remove(file()); }

private:
    QString file() const { return m_folder.filePath(u"owed"_s); }

    QTemporaryDir m_folder;
};

PILOTHOUSE_UNIT_TEST(TestOwedRemovals)
#include "tst_owed_removals.moc"
