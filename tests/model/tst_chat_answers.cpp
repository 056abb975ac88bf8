#include "chat_answer.h"
#include "chat_failures.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Answers of servers of chat completions that are no reply.
class TestChatAnswers : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatAnAnswerIsInstead_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("retry");
        QTest::addColumn<QString>("says");
        addChatFailures(
            [](const char *tag, int status, const QByteArray &body, bool retry, const char *says) {
                QTest::newRow(tag) << status << body << retry << QString::fromLatin1(says);
            });
    }
    void saysWhatAnAnswerIsInstead()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const auto reply = readAll(body, status);
        QVERIFY(!reply);
        QTEST(reply.error().retry, "retry");
        QFETCH(QString, says);
        QVERIFY2(reply.error().error.message.contains(says),
                 qPrintable(reply.error().error.message));
    }
};

PILOTHOUSE_UNIT_TEST(TestChatAnswers)
#include "tst_chat_answers.moc"
