#include "qml/client/palette_rows.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QVariantMap sessionNamed(const QString &id, const QString &title)
{
    return {{u"id"_s, id}, {u"title"_s, title}, {u"status"_s, u"completed"_s}};
}

QVariantMap hitIn(const QString &id, const QString &type, int seq)
{
    return {{u"session_id"_s, id},
            {u"seq"_s, seq},
            {u"type"_s, type},
            {u"title"_s, QString(u"Of "_s + id)},
            {u"snippet"_s, QVariantMap{{u"text"_s, u"some mail"_s},
                                       {u"marks"_s, QVariantList{QVariant(QVariantList{5, 9})}}}}};
}

/// "session a", "deed 1", "hit b 7", "heading actions".
QStringList shown(const QVariantList &rows)
{
    QStringList lines;
    for (const QVariant &each : rows) {
        const QVariantMap row = each.toMap();
        QStringList words{row.value(u"kind"_s).toString()};
        for (const QString &name : {u"group"_s, u"id"_s, u"deed"_s, u"seq"_s})
            if (row.contains(name))
                words.append(row.value(name).toString());
        lines.append(words.join(u' '));
    }
    return lines;
}

} // namespace

class TestPaletteRows : public QObject
{
    Q_OBJECT
private slots:
    void allWordsMustBeThereInAnyOrder_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("rank");
        QTest::newRow("begins") << u"New session"_s << u"new"_s << 2;
        QTest::newRow("has") << u"A new session"_s << u"sess new"_s << 1;
        QTest::newRow("lacks one") << u"A new session"_s << u"new day"_s << 0;
        QTest::newRow("accents") << u"Émile à Zürich"_s << u"emile ZURICH"_s << 2;
        QTest::newRow("nothing asked") << u"Anything"_s << u" "_s << 1;
    }

    void allWordsMustBeThereInAnyOrder()
    {
        QFETCH(QString, text);
        QFETCH(QString, query);
        QTEST(fit(text, query), "rank");
    }

    void everywhereItOffersSessionsDeedsAndPlaces()
    {
        PaletteFound found{.words = u"mail"_s, .isAnswered = true, .open = u"o"_s};
        found.sessions = {sessionNamed(u"a"_s, u"Read mail"_s), sessionNamed(u"b"_s, u"Mail"_s),
                          sessionNamed(u"o"_s, u"Mail too"_s), sessionNamed(u"c"_s, u"News"_s)};
        found.deeds = {QVariantMap{{u"words"_s, u"Stop"_s}},
                       QVariantMap{{u"words"_s, u"Send"_s}, {u"also"_s, u"mail"_s}}};
        found.hits = {hitIn(u"b"_s, u"title"_s, 0), hitIn(u"c"_s, u"user"_s, 7)};
        QCOMPARE(shown(paletteRows(found)),
                 (QStringList{u"heading sessions"_s, u"session b"_s, u"session a"_s,
                              u"heading actions"_s, u"deed 1"_s, u"heading places"_s, u"hit c 7"_s,
                              u"wider"_s}));
    }

    void inTheOpenSessionItOffersItsPlacesAlone()
    {
        PaletteFound found{.words = u"mail"_s, .isHere = true, .isEverything = true};
        found.hasMore = true;
        found.open = u"o"_s;
        found.sessions = {sessionNamed(u"a"_s, u"Read mail"_s)};
        found.hits = {hitIn(u"o"_s, u"text"_s, 3)};
        const QVariantList rows = paletteRows(found);
        QCOMPARE(shown(rows), (QStringList{u"heading here"_s, u"hit o 3"_s, u"more"_s}));
        QCOMPARE(rows.value(1).toMap().value(u"title"_s).toString(), QString());
    }

    void nothingIsWiderBeforeTheServerHasAnswered()
    {
        QVERIFY(paletteRows({.words = u"mail"_s}).isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestPaletteRows)
#include "tst_palette_rows.moc"
