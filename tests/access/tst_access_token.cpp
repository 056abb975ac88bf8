#include "access/access_token.h"

#include "support/unit_test.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestAccessToken : public QObject
{
    Q_OBJECT
private slots:
    void makesOneThatLastsAndIsForItsOwnerAlone()
    {
        const QTemporaryDir folder;
        const auto first = openAccessToken(folder.path());
        QVERIFY(first);
        QCOMPARE(QByteArray::fromBase64(*first, QByteArray::Base64UrlEncoding).size(), 32);
        QCOMPARE(openAccessToken(folder.path()), first);
        const QFileInfo file(folder.filePath(u"token"_s));
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup |
                                          QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(file.permissions() & others, QFile::Permissions());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"token"_s});
    }

    void makesAnotherOneInAnotherPlace()
    {
        const QTemporaryDir one;
        const QTemporaryDir other;
        QVERIFY(openAccessToken(one.path()) != openAccessToken(other.path()));
    }

    void takesTheGivenOneAndWritesItNowhere()
    {
        const QTemporaryDir folder;
        QCOMPARE(openAccessToken(folder.path(), u"0123456789abcdef"_s), "0123456789abcdef");
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void refusesAShortOneWithoutRepeatingIt()
    {
        const QTemporaryDir folder;
        const auto refused = openAccessToken(folder.path(), u"0123456789abcde"_s);
        QCOMPARE(refused.error().code, Errc::InvalidArgument);
        QVERIFY(!refused.error().message.contains(u"0123456789abcde"_s));
    }

    void keepsWhatAPersonWroteIntoTheFileAndClosesIt()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("  my-own-token-of-24-chars\r\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::ReadOther);
        QCOMPARE(openAccessToken(folder.path()), "my-own-token-of-24-chars");
        QVERIFY(!(QFileInfo(file).permissions() & QFile::ReadOther));
    }

    void refusesAFileWithoutAToken()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"token"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QCOMPARE(openAccessToken(folder.path()).error().code, Errc::Corrupt);
    }

    void saysWhenThereIsNoSuchFolder()
    {
        QCOMPARE(openAccessToken(u"/nowhere/at/all"_s).error().code, Errc::Io);
    }

    void comparesWholeSecrets_data()
    {
        QTest::addColumn<QByteArray>("tried");
        QTest::addColumn<bool>("isEqual");
        QTest::newRow("same") << QByteArray("secret") << true;
        QTest::newRow("other") << QByteArray("secreT") << false;
        QTest::newRow("shorter") << QByteArray("secre") << false;
        QTest::newRow("longer") << QByteArray("secrets") << false;
        QTest::newRow("with a NUL") << QByteArray("secret\0", 7) << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void comparesWholeSecrets()
    {
        QFETCH(QByteArray, tried);
        QFETCH(bool, isEqual);
        QCOMPARE(isEqualInConstantTime("secret", tried), isEqual);
    }
};

PILOTHOUSE_UNIT_TEST(TestAccessToken)
#include "tst_access_token.moc"
