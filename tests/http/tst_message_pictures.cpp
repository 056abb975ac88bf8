#include "api_server.h"

#include "screen/png.h"
#include "support/unit_test.h"

#include <QDirIterator>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray pngFile(QSize size = {3, 2})
{
    return encodePng(QImage(size, QImage::Format_RGB32));
}

QJsonObject image(const QByteArray &file)
{
    return {{u"data"_s, QString::fromLatin1(file.toBase64())}};
}

QByteArray messageWith(const QJsonValue &images, const QJsonValue &text = u"Look"_s)
{
    const QJsonObject body{{u"message"_s, text}, {u"images"_s, images}};
    return QJsonDocument(body).toJson();
}

} // namespace

/// Pictures that people send with a message.
class TestMessagePictures : public QObject
{
    Q_OBJECT
private slots:
    void takesPicturesWithAMessageAndShowsThemToTheModel()
    {
        ApiServer server({{.text = u"I see it."_s}});
        const QString session = server.newSession();
        const QByteArray body = messageWith(QJsonArray{image(pngFile({30, 20}))});
        QCOMPARE(server.post(session + u"/messages"_s, body).status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));

        const auto turn = std::get<UserTurn>(server.agent.model.requests().first().turns.first());
        QCOMPARE(turn.pictures.size(), 1);
        QCOMPARE(turn.pictures.first().picture.size, QSize(30, 20));
        const auto messages = server.agent.bodies<UserMessage>(SessionId{session.section(u'/', 2)});
        const ImageRef image = messages.first().images.first();
        const ApiAnswer shown = server.get(u"/blobs/"_s + image.blob.value);
        QCOMPARE(shown.status, 200);
        QCOMPARE(shown.type, QByteArray("image/png"));
        const ApiAnswer exported = server.get(session + u"/export?format=html"_s);
        const QByteArray inPage = "data:image/png;base64," + shown.body.toBase64();
        QVERIFY(exported.body.contains(inPage));
        const QString listed = QString::fromUtf8(server.get(session + u"/messages"_s).body);
        QVERIFY(listed.contains(image.blob.value));
        QCOMPARE(server.ask("DELETE", session).status, 200);
        QCOMPARE(server.get(u"/blobs/"_s + image.blob.value).status, 404);
    }

    void takesAPictureWithoutWords()
    {
        ApiServer server({{.text = u"I see it."_s}});
        const QString session = server.newSession();
        const QByteArray body = messageWith(QJsonArray{image(pngFile())}, QJsonValue());
        QCOMPARE(server.post(session + u"/messages"_s, body).status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
    }

    void refusesPicturesThatWillNotDoAndStoresNothing_data()
    {
        QTest::addColumn<QJsonValue>("images");
        QTest::addColumn<QByteArray>("reason");
        const QJsonObject good = image(pngFile());
        QJsonArray many;
        while (many.size() < 9)
            many.append(good);
        QTest::newRow("no list") << QJsonValue(7) << QByteArray("list");
        QTest::newRow("no bytes") << QJsonValue(QJsonArray{QJsonObject()}) << QByteArray("base64");
        const QJsonObject odd{{u"data"_s, u"%%"_s}};
        QTest::newRow("no base64") << QJsonValue(QJsonArray{odd}) << QByteArray("base64");
        QTest::newRow("no picture")
            << QJsonValue(QJsonArray{good, image("hello")})
            << QByteArray("Picture 2: This is no PNG, JPEG, WebP or GIF picture.");
        QTest::newRow("too many") << QJsonValue(many) << QByteArray("at most 8");
    }
    void refusesPicturesThatWillNotDoAndStoresNothing()
    {
        QFETCH(QJsonValue, images);
        QFETCH(QByteArray, reason);
        ApiServer server;
        const QString session = server.newSession();
        const ApiAnswer answer = server.post(session + u"/messages"_s, messageWith(images));
        QCOMPARE(answer.status, 422);
        QVERIFY2(answer.body.contains(reason), answer.body.constData());
        QCOMPARE(server.agent.kinds(SessionId{session.section(u'/', 2)}), QStringList());
        QVERIFY(QDir(server.agent.folder.filePath(u"blobs"_s)).isEmpty());
    }

    void leavesNoPictureOfAMessageThatIsNotTaken()
    {
        ScriptedReply hanging;
        hanging.hang = true;
        ApiServer server({hanging});
        const QString session = server.newSession();
        QCOMPARE(server.post(session + u"/messages"_s, kHello).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(server.agent.model.requests().size(), 1, 20'000);
        const ApiAnswer refused =
            server.post(session + u"/messages"_s, messageWith(QJsonArray{image(pngFile())}));
        QCOMPARE(refused.status, 409);
        QDirIterator files(server.agent.folder.filePath(u"blobs"_s), QDir::Files,
                           QDirIterator::Subdirectories);
        QVERIFY(!files.hasNext());
    }
};

PILOTHOUSE_UNIT_TEST(TestMessagePictures)
#include "tst_message_pictures.moc"
