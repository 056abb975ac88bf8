#include "app/secrets_file.h"

#include "support/unit_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestSecretsFile : public QObject
{
    Q_OBJECT
private slots:
    void isReadIfNobodyElseCan_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("problem"); // empty: none
        const QByteArray good =
            R"({"WEB":{"value":"web-value","hosts":["a.example"]},"PIN":"1234"})";
        const auto row = [](const char *name, const QByteArray &content, int mode,
                            const QString &problem = {}) {
            QTest::newRow(name) << content << mode << problem;
        };
        row("private", good, 0600);
        row("read only", good, 0400);
        row("for a group", good, 0640, u"chmod 600 it"_s);
        row("for all", good, 0604, u"chmod 600 it"_s);
        row("writable by all", good, 0602, u"chmod 600 it"_s);
        row("no JSON", "WEB=web-value", 0600, u"is no JSON object"_s);
        row("a list", R"(["web-value"])", 0600, u"is no JSON object"_s);
        row("one is too short", R"({"A":"web-value","B":"x"})", 0600, u"Secret \"B\""_s);
        row("empty", "{}", 0600);
    }
    void isReadIfNobodyElseCan()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, mode);
        QFETCH(QString, problem);
        const QString path = m_folder.filePath(u"secrets"_s);
        QFile::remove(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QCOMPARE(::chmod(path.toUtf8().constData(), mode_t(mode)), 0);
        const auto secrets = readSecretsFile(path);
        QCOMPARE(secrets.has_value(), problem.isEmpty());
        if (secrets)
            return;
        QVERIFY2(secrets.error().message.contains(problem), qPrintable(secrets.error().message));
        QVERIFY(!secrets.error().message.contains("web-value"_L1));
    }

    void isAFile()
    {
        QVERIFY(readSecretsFile(m_folder.filePath(u"none"_s))
                    .error()
                    .message.contains("cannot be read"_L1));
        QVERIFY(!readSecretsFile(m_folder.path()));
    }

private:
    QTemporaryDir m_folder;
};

PILOTHOUSE_UNIT_TEST(TestSecretsFile)
#include "tst_secrets_file.moc"
