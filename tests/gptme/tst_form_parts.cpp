#include "gptme/form_parts.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kType = "multipart/form-data; boundary=\"b-1\"";

QByteArray part(const QByteArray &disposition, const QByteArray &bytes)
{
    return "--b-1\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + bytes + "\r\n";
}

} // namespace

class TestFormParts : public QObject
{
    Q_OBJECT
private slots:
    void findsTheFilesOfAForm()
    {
        const QByteArray body =
            part("name=\"note\"", "x") +
            part("name=\"file\"; filename=\"C:\\x\\a b.txt\"", "1\r\n--b-\r\n") +
            part("name=file;filename=../b", "") + "--b-1--\r\n";
        const auto files = formFiles(kType, body, 5);
        QVERIFY(files.has_value());
        QCOMPARE(files->size(), 2);
        QCOMPARE(files->at(0).name, u"a b.txt"_s);
        QCOMPARE(files->at(0).bytes, "1\r\n--b-\r\n");
        QCOMPARE(files->at(1).name, u"b"_s);
        QCOMPARE(files->at(1).bytes, "");
        QVERIFY(!formFiles(kType, body, 1));
    }

    void refusesWhatIsNoForm_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        const QByteArray file = part("name=\"file\"; filename=\"a\"", "x");
        QTest::newRow("another type") << QByteArray("text/plain; boundary=b-1") << file;
        QTest::newRow("no boundary") << QByteArray("multipart/form-data") << file;
        QTest::newRow("another boundary") << QByteArray("multipart/form-data; boundary=c") << file;
        QTest::newRow("no end") << kType << file;
        QTest::newRow("cut in a head") << kType << file.first(30);
        QTest::newRow("cut before the end") << kType << QByteArray(file + "--b-1");
        QTest::newRow("nothing") << kType << QByteArray();
        QTest::newRow("a long boundary")
            << QByteArray("multipart/form-data; boundary=" + QByteArray(71, 'x'))
            << QByteArray("--" + QByteArray(71, 'x') + "--");
    }
    void refusesWhatIsNoForm()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QVERIFY(!formFiles(type, body, 5));
    }
};

PILOTHOUSE_UNIT_TEST(TestFormParts)
#include "tst_form_parts.moc"
