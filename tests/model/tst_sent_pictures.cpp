#include "model/anthropic/conversation.h"

#include "support/unit_test.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

Picture picture(const QByteArray &bytes)
{
    return {.bytes = bytes, .mediaType = u"image/png"_s, .size = {8, 8}};
}

} // namespace

/// Pictures that people send, in what goes to a model.
class TestSentPictures : public QObject
{
    Q_OBJECT
private slots:
    void keepsSentPicturesAtTheirPlaceAmongTheWords()
    {
        const auto sent = [](const char *bytes, qsizetype before) {
            return SentPicture{picture(bytes), before};
        };
        const UserTurn first{.texts = {u"note"_s, u" "_s, u"words"_s},
                             .pictures = {sent("a", 1), sent("b", 3)}};
        const UserTurn second{.pictures = {sent("c", 0)}};
        const auto messages = conversation({first, second}, {});
        QVERIFY(messages);
        QStringList found;
        for (const QByteArray &block : messages->constFirst().blocks) {
            const QJsonObject object = QJsonDocument::fromJson(block).object();
            const QString data = object.value("source"_L1).toObject().value("data"_L1).toString();
            found += object.value("text"_L1).toString() +
                     QString::fromUtf8(QByteArray::fromBase64(data.toLatin1()));
        }
        QCOMPARE(found, (QStringList{u"note"_s, u"a"_s, u"words"_s, u"b"_s, u"c"_s}));
    }

    void leavesOutOldPicturesThatWereSentLikeAnyOther()
    {
        QList<Turn> turns;
        for (int i = 0; i < 14; ++i)
            turns += UserTurn{.pictures = {{picture("x"), 0}}};
        const auto messages = conversation(turns, {.leaveOutOld = true});
        QVERIFY(messages);
        const QByteArrayList &blocks = messages->constFirst().blocks;
        QCOMPARE(blocks.size(), 14);
        const auto isLeftOut = [](const QByteArray &b) { return b.contains("was left out"); };
        QCOMPARE(std::count_if(blocks.begin(), blocks.end(), isLeftOut), picturesLeftOut(14));
        QVERIFY(isLeftOut(blocks.first()) && !isLeftOut(blocks.last()));
    }
};

PILOTHOUSE_UNIT_TEST(TestSentPictures)
#include "tst_sent_pictures.moc"
