#include "tools/secret_cover.h"

#include "support/unit_test.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kScreen(400, 300);
constexpr int kLetter = 9; // pixels from one to the next
constexpr int kHeight = 12;

struct Ink
{
    QRgb letter = qRgb(230, 230, 230);
    QRgb paper = qRgb(30, 34, 40);
};

QImage screen(Ink ink = {})
{
    QImage image(kScreen, QImage::Format_RGB32);
    image.fill(ink.paper);
    return image;
}

/// Each letter has a shape of its own, always the same.
void write(QImage &image, const QString &text, QPoint at, Ink ink = {})
{
    for (const QChar letter : text) {
        QRandomGenerator shape(letter.unicode());
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kLetter; ++x) {
                const bool isInk = x > 0 && x < kLetter - 1 && shape.bounded(2) == 1;
                image.setPixel(at + QPoint(x, y), isInk ? ink.letter : ink.paper);
            }
        at += QPoint(kLetter, 0);
    }
}

SecretCover learnt(const QString &value, QPoint at)
{
    QImage before = screen();
    write(before, u"$ "_s, at - QPoint(2 * kLetter, 0));
    QImage after = before;
    write(after, value, at);
    SecretCover secrets;
    secrets.learn(before, after);
    return secrets;
}

/// Whether anything of what was written there can still be read.
bool isBlank(const QImage &image, const QString &text, QPoint at)
{
    const QRgb first = image.pixel(at);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kLetter * int(text.size()); ++x)
            if (image.pixel(at + QPoint(x, y)) != first)
                return false;
    return true;
}

bool cover(const SecretCover &secrets, QImage &image)
{
    const QList<QRect> places = secrets.find(image);
    for (const QRect &place : places) {
        const QRect seen = place.adjusted(-2, -2, 2, 2) & image.rect();
        for (int y = seen.top(); y <= seen.bottom(); ++y)
            for (int x = seen.left(); x <= seen.right(); ++x)
                image.setPixel(x, y, 0xff404040);
    }
    return !places.isEmpty();
}

} // namespace

class TestSecretCover : public QObject
{
    Q_OBJECT
private slots:
    void coversWhatTypingDrewWhereverItShows_data()
    {
        QTest::addColumn<QPoint>("place");
        QTest::addColumn<QRgb>("letter");
        QTest::addColumn<QRgb>("paper");
        const Ink usual;
        const auto row = [](const char *name, QPoint place, Ink ink) {
            QTest::newRow(name) << place << ink.letter << ink.paper;
        };
        row("where it was typed", {60, 40}, usual);
        row("scrolled", {60, 23}, usual);
        row("printed once more", {7, 200}, usual);
        row("selected", {60, 40}, {usual.paper, usual.letter});
        row("in other colours", {123, 77}, {qRgb(200, 0, 0), qRgb(255, 255, 230)});
        row("at the edge", {kScreen.width() - 7 * kLetter, kScreen.height() - kHeight}, usual);
    }
    void coversWhatTypingDrewWhereverItShows()
    {
        QFETCH(QPoint, place);
        QFETCH(QRgb, letter);
        QFETCH(QRgb, paper);
        const QString value = u"hunter2"_s;
        const SecretCover secrets = learnt(value, {60, 40});
        QImage later = screen({letter, paper});
        write(later, value, place, {letter, paper});
        QVERIFY(!isBlank(later, value, place));
        QVERIFY(cover(secrets, later));
        QVERIFY(isBlank(later, value, place));
    }

    void coversAValueOfWhichACursorOrAMouseHidesAPart()
    {
        const SecretCover secrets = learnt(u"hunter2"_s, {60, 40});
        QImage later = screen();
        write(later, u"hunter2"_s, {60, 40});
        write(later, u"|"_s, {60, 40}); // over its first letter
        QVERIFY(cover(secrets, later));
        QVERIFY(isBlank(later, u"hunter2"_s, {60, 40}));
    }

    void coversEachLineOfAValueThatIsWrapped()
    {
        QImage after = screen();
        write(after, u"correct"_s, {200, 40});
        write(after, u"horse"_s, {10, 60});
        SecretCover secrets;
        secrets.learn(screen(), after);
        QImage later = screen();
        write(later, u"horse"_s, {90, 90});
        QVERIFY(cover(secrets, later));
        QVERIFY(isBlank(later, u"horse"_s, {90, 90}));
    }

    void leavesOtherTextAsItIs()
    {
        const SecretCover secrets = learnt(u"hunter2"_s, {60, 40});
        QImage later = screen();
        write(later, u"nothing of it here, h2 or e"_s, {5, 100});
        const QImage untouched = later.copy();
        QVERIFY(!cover(secrets, later));
        QCOMPARE(later, untouched);
    }

    void learnsNothingWhereNothingOrAllChanged()
    {
        SecretCover secrets;
        secrets.learn(screen(), screen());
        QVERIFY(secrets.isEmpty()); // a terminal that does not echo
        QImage page = screen({qRgb(0, 0, 0), qRgb(255, 255, 255)});
        write(page, u"another page"_s, {50, 50}, {qRgb(0, 0, 0), qRgb(255, 255, 255)});
        secrets.learn(screen(), page);
        QVERIFY(secrets.isEmpty());
        secrets.learn(screen(), QImage(10, 10, QImage::Format_RGB32)); // resized meanwhile
        QVERIFY(secrets.isEmpty());
    }

    void takesAShortValueForWhatItIs()
    {
        const SecretCover secrets = learnt(u"1234"_s, {60, 40});
        QImage later = screen();
        write(later, u"1234"_s, {30, 90});
        write(later, u"12"_s, {30, 140});
        QVERIFY(cover(secrets, later));
        QVERIFY(isBlank(later, u"1234"_s, {30, 90}));
        QVERIFY(!isBlank(later, u"12"_s, {30, 140}));
    }
};

PILOTHOUSE_UNIT_TEST(TestSecretCover)
#include "tst_secret_cover.moc"
