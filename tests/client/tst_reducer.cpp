// The window's reducer gives the states that the page's does: tests/web/logic/states.test.mjs
// writes them, and holds the page to the same files.
#include "core/json.h"
#include "qml/client/item_model.h"
#include "qml/client/reducer.h"
#include "support/unit_test.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QDir kFixtures(QStringLiteral(FIXTURES));

QByteArray textOf(const QString &path)
{
    QFile file(kFixtures.filePath(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QVariantMap> framesOf(const QString &name)
{
    QList<QVariantMap> frames;
    for (const QByteArray &line : textOf(u"protocol/"_s + name + u".jsonl"_s).trimmed().split('\n'))
        frames.append(QJsonDocument::fromJson(line).object().toVariantMap());
    return frames;
}

/// Without what is not there: null and missing are the same.
QJsonValue normal(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue each : value.toArray())
            list.append(normal(each));
        return list;
    }
    if (!value.isObject())
        return value;
    QJsonObject fields;
    const QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field)
        if (!field.value().isNull())
            fields.insert(field.key(), normal(field.value()));
    return fields;
}

/// What is put into words by others is left out, as it is in the files.
QJsonValue normalItem(QVariantMap item)
{
    if (item.remove(u"changes"_s) > 0)
        item.remove(u"text"_s);
    return normal(QJsonObject::fromVariantMap(item));
}

QJsonValue standingOf(const Reducer &reducer)
{
    const Reducer::Standing &now = reducer.standing();
    QVariantMap all{{u"firstSeq"_s, now.firstSeq},     {u"lastSeq"_s, now.lastSeq},
                    {u"draftFloor"_s, now.draftFloor}, {u"status"_s, now.status},
                    {u"reason"_s, now.reason},         {u"questions"_s, now.questions},
                    {u"control"_s, now.control}};
    if (!now.run.isEmpty())
        all.insert(u"run"_s, now.run);
    if (!now.picture.isEmpty())
        all.insert(u"picture"_s, now.picture);
    return normal(QJsonObject::fromVariantMap(all));
}

QJsonObject itemsOf(const ItemModel &items)
{
    QJsonObject all;
    for (int row = 0; row < items.count(); ++row)
        all.insert(items.at(row).value(u"key"_s).toString(), normalItem(items.at(row)));
    return all;
}

void change(QJsonObject &items, const QJsonObject &changed)
{
    for (auto item = changed.begin(); item != changed.end(); ++item) {
        if (item.value().isNull())
            items.remove(item.key());
        else
            items.insert(item.key(), item.value());
    }
}

QByteArray printed(const QJsonValue &value)
{
    return value.isArray() ? compactJson(value.toArray()) : compactJson(value.toObject());
}

QVariantMap frame(const QString &type, const QVariantMap &content, qint64 seq)
{
    QVariantMap whole{{u"type"_s, type},
                      {u"content"_s, content},
                      {u"timestamp"_s, u"2026-01-01T00:00:00.000Z"_s}};
    if (seq > 0)
        whole.insert(u"seq"_s, seq);
    return whole;
}

} // namespace

class TestReducer : public QObject
{
    Q_OBJECT
    static void recordings()
    {
        QTest::addColumn<QString>("name");
        const QStringList files = QDir(kFixtures.filePath(u"protocol"_s)).entryList({u"*.jsonl"_s});
        QVERIFY(!files.isEmpty());
        for (const QString &file : files)
            QTest::newRow(qPrintable(file)) << file.chopped(u".jsonl"_s.size());
    }

private slots:
    void eachEventGivesTheStateOfThePage_data() { recordings(); }
    void eachEventGivesTheStateOfThePage()
    {
        QFETCH(QString, name);
        const QJsonObject kept =
            QJsonDocument::fromJson(textOf(u"states/"_s + name + u".json"_s)).object();
        QList<QVariantMap> frames = framesOf(name);
        frames.append(frame(u"user"_s, {}, 1)); // known already
        const QJsonArray steps = kept.value(u"steps"_s).toArray();
        QCOMPARE(frames.size(), steps.size());
        ItemModel items;
        Reducer reducer(items);
        QJsonObject expected;
        for (qsizetype index = 0; index < frames.size(); ++index) {
            const QJsonValue step = steps.at(index);
            QCOMPARE(reducer.apply(frames.at(index)), !step.isNull());
            if (step.isNull())
                continue;
            change(expected, step[u"changed"].toObject());
            QCOMPARE(printed(itemsOf(items)), printed(expected));
            QCOMPARE(printed(standingOf(reducer)), printed(step[u"standing"]));
        }
        QStringList keys;
        for (int row = 0; row < items.count(); ++row)
            keys.append(items.at(row).value(u"key"_s).toString());
        QCOMPARE(keys, kept.value(u"keys"_s).toVariant().toStringList());
    }

    void callsAreKnownByTheirFactsAlone_data() { recordings(); }
    void callsAreKnownByTheirFactsAlone()
    {
        QFETCH(QString, name);
        const QJsonObject kept =
            QJsonDocument::fromJson(textOf(u"states/"_s + name + u".json"_s)).object();
        ItemModel items;
        Reducer reducer(items);
        for (const QVariantMap &frame : framesOf(name))
            if (frame.value(u"type"_s) != u"tool_use"_s && frame.contains(u"seq"_s))
                reducer.apply(frame);
        QJsonArray shown;
        for (int row = 0; row < items.count(); ++row)
            shown.append(normalItem(items.at(row)));
        QCOMPARE(printed(shown), printed(kept.value(u"byFacts"_s)));
    }

    void whatCannotBeReadIsShownToTheLetter()
    {
        ItemModel items;
        Reducer reducer(items);
        QVERIFY(reducer.apply(frame(u"text"_s, {{u"text"_s, QVariantList{1}}}, 1)));
        QVERIFY(reducer.apply(frame(u"tool_use"_s, {}, 2)));
        QVERIFY(reducer.apply(frame(u"not_known_yet"_s, {}, 3)));
        QCOMPARE(items.count(), 2);
        QCOMPARE(items.at(0).value(u"kind"_s).toString(), u"plain"_s);
        QCOMPARE(items.at(0).value(u"text"_s).toString(),
                 uR"({"content":{"text":[1]},"type":"text"})"_s);
        QCOMPARE(items.at(1).value(u"key"_s).toString(), u"e2"_s);
    }

    void changesAreToldWhole()
    {
        ItemModel items;
        Reducer reducer(items);
        reducer.apply(frame(u"settings_changed"_s, {{u"max_steps"_s, 4}, {u"by"_s, u"ann"_s}}, 1));
        const QVariantMap changes = items.at(0).value(u"changes"_s).toMap();
        QCOMPARE(changes.value(u"max_steps"_s).toInt(), 4);
        QCOMPARE(changes.value(u"by"_s).toString(), u"ann"_s);
        reducer.apply(frame(u"grant_changed"_s,
                            {{u"tool"_s, u"bash"_s}, {u"action"_s, u"run"_s}, {u"granted"_s, true}},
                            2));
        QVERIFY(items.at(1).value(u"changes"_s).toMap().value(u"granted"_s).toBool());
    }
};

PILOTHOUSE_UNIT_TEST(TestReducer)
#include "tst_reducer.moc"
