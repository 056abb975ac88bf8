#include "desktop/vnc_password.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

/// Against what vncpasswd and an independent client (noVNC's DES) give.
class TestVncPassword : public QObject
{
    Q_OBJECT
private slots:
    void isStoredAsTheServerReadsIt_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("eight bytes") << QByteArray("password") << QByteArray("dbd83cfd727a1458");
        QTest::newRow("more count for nothing")
            << QByteArray("password1") << QByteArray("dbd83cfd727a1458");
        QTest::newRow("fewer") << QByteArray("abc") << QByteArray("9c0a172d3482e122");
    }
    void isStoredAsTheServerReadsIt()
    {
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, file);
        QCOMPARE(vncPasswordFile(password).toHex(), file);
    }

    void answersAChallenge()
    {
        const auto challenge = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f");
        QCOMPARE(answerToVncChallenge("password", challenge).toHex(),
                 QByteArray("b866924125c8eebb9debc1db61c538e2"));
    }

    void isAnotherForEachDesktop()
    {
        const QByteArray one = makeVncPassword();
        QCOMPARE(one.size(), 8);
        QVERIFY(!one.contains('\0'));
        QVERIFY(one != makeVncPassword());
    }
};

PILOTHOUSE_UNIT_TEST(TestVncPassword)
#include "tst_vnc_password.moc"
