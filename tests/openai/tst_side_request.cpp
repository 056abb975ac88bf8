#include "openai/side_request.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ChatRequest asks(const QString &text)
{
    ChatRequest request;
    request.task = text;
    request.said = {"user:x"};
    return request;
}

/// As Open WebUI asks, in short.
QString prompt(const QString &what, const QString &format)
{
    return u"### Task:\n%1\n### Output:\nJSON format: %2\n### Chat History:\n<chat_history>\nUSER: "
           "Book a table for two tonight, near the station {\"x\": 1}\nASSISTANT: "
           "Done.\n</chat_history>"_s.arg(what, format);
}

} // namespace

class TestSideRequest : public QObject
{
    Q_OBJECT
private slots:
    void isAnsweredPlainly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("answer"); // null: a task
        QTest::addRow("title") << prompt(u"Generate a concise, 3-5 word title"_s,
                                         u"{ \"title\": \"your concise title here\" }"_s)
                               << u"{\"title\":\"Book a table for two tonight,\"}"_s;
        QTest::addRow("tags") << prompt(u"Generate 1-3 broad tags"_s, u"{ \"tags\": [\"a\"] }"_s)
                              << u"{\"tags\":[]}"_s;
        QTest::addRow("follow-ups")
            << prompt(u"Suggest 3-5 relevant follow-up questions"_s, u"{ \"follow_ups\": [] }"_s)
            << u"{\"follow_ups\":[]}"_s;
        QTest::addRow("queries") << prompt(u"Analyze the chat history"_s, u"{\"queries\": []}"_s)
                                 << u"{\"queries\":[]}"_s;
        QTest::addRow("completion")
            << prompt(u"You are an autocompletion system."_s, u"`{ \"text\": \"<x>\" }`"_s)
            << u"{\"text\":\"\"}"_s;
        QTest::addRow("something new") << prompt(u"Draw"_s, u"as you like"_s) << u"{}"_s;
        QTest::addRow("LibreChat")
            << u"Provide a concise, 5-word-or-less title for the conversation, using title case "
               "conventions. Only return the title itself.\n\nConversation:\nUser: Tidy up\nAI: Ok"_s
            << u"Tidy up"_s;
        QTest::addRow("LibreChat, as an object")
            << u"Analyze this conversation and provide:\n1. The detected language of the "
               "conversation\n2. A concise title in the detected language\n\nUser: Tidy up"_s
            << u"{\"title\":\"Tidy up\"}"_s;
        QTest::addRow("without a chat") << u"Provide a concise, 5-word-or-less title for the "
                                           "conversation"_s
                                        << u"Chat"_s;
        QTest::addRow("a task") << u"Give the letter a concise title"_s << QString();
        QTest::addRow("a task with a heading") << u"### Task:\nTidy up my files"_s << QString();
    }
    void isAnsweredPlainly()
    {
        QFETCH(QString, text);
        QFETCH(QString, answer);
        QCOMPARE(sideAnswer(asks(text)).value_or(QString()), answer);
    }

    void standsAlone()
    {
        ChatRequest request = asks(prompt(u"Title"_s, u"{\"title\": \"\"}"_s));
        QVERIFY(sideAnswer(request));
        request.pictures.append("png");
        QVERIFY(!sideAnswer(request));
        request.pictures.clear();
        request.said.prepend("assistant:before");
        QVERIFY(!sideAnswer(request));
    }
};

PILOTHOUSE_UNIT_TEST(TestSideRequest)
#include "tst_side_request.moc"
