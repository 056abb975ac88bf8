#include "store/template_store.h"

#include "store_fixture.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

Result<TaskTemplate> keep(TemplateStore &templates, const QString &name,
                          Writer::Work alongside = {})
{
    return QCoro::waitFor(templates.create({.id = {randomUuid()},
                                            .name = name,
                                            .task = u"Lies {{Seite}} 😀"_s,
                                            .options = {{u"max_steps"_s, 5}}},
                                           std::move(alongside)));
}

QStringList namesIn(const TemplateStore &templates)
{
    QStringList names;
    const auto all = templates.list();
    for (const TaskTemplate &one : all.value_or(QList<TaskTemplate>()))
        names.append(one.name);
    return names;
}

Result<> refuseAlongside(Connection &)
{
    return fail(Errc::Io, u"Full."_s);
}

} // namespace

class TestTemplateStore : public QObject
{
    Q_OBJECT
private slots:
    void whatIsKeptIsThereAfterAReopenByName()
    {
        StoreFixture store;
        TaskTemplate kept;
        {
            TemplateStore templates(*store.database);
            QVERIFY(keep(templates, u"weekly"_s));
            kept = *keep(templates, u"Daily"_s);
        }
        store.close();
        store.open();

        const TemplateStore templates(*store.database);

        QCOMPARE(namesIn(templates), (QStringList{u"Daily"_s, u"weekly"_s}));
        const TaskTemplate found = templates.list()->constFirst();
        QCOMPARE(found.id, kept.id);
        QCOMPARE(found.task, u"Lies {{Seite}} 😀"_s);
        QCOMPARE(found.options, (QJsonObject{{u"max_steps"_s, 5}}));
        QCOMPARE(found.createdAt, store.clock.now());
    }

    void changesAllButItsBirth()
    {
        StoreFixture store;
        TemplateStore templates(*store.database);
        const TaskTemplate kept = *keep(templates, u"Daily"_s);
        store.clock.advance(std::chrono::seconds(5));

        const auto changed = QCoro::waitFor(
            templates.replace({.id = kept.id, .name = u"DAILY"_s, .task = u"Read"_s}));

        QVERIFY(changed);
        QCOMPARE(changed->createdAt, kept.createdAt);
        QCOMPARE(changed->updatedAt, store.clock.now());
        const TaskTemplate found = templates.list()->constFirst();
        QCOMPARE(found.name, u"DAILY"_s);
        QCOMPARE(found.task, u"Read"_s);
        QCOMPARE(found.options, QJsonObject());
        QCOMPARE(found.createdAt, kept.createdAt);
        QCOMPARE(found.updatedAt, store.clock.now());
    }

    void givesANameOnce()
    {
        StoreFixture store;
        TemplateStore templates(*store.database);
        QVERIFY(keep(templates, u"Daily"_s));
        const TaskTemplate other = *keep(templates, u"Weekly"_s);
        QCOMPARE(keep(templates, u"daily"_s).error().code, Errc::Conflict);
        const auto renamed =
            QCoro::waitFor(templates.replace({.id = other.id, .name = u"daily"_s}));
        QCOMPARE(renamed.error().code, Errc::Conflict);
        QCOMPARE(namesIn(templates), (QStringList{u"Daily"_s, u"Weekly"_s}));
    }

    void keepsNoMoreThanItSays()
    {
        StoreFixture store;
        TemplateStore templates(*store.database);
        for (int i = 0; i < kMostTemplates; ++i)
            QVERIFY(keep(templates, QString::number(i)));
        QCOMPARE(keep(templates, u"one more"_s).error().code, Errc::Conflict);
        QCOMPARE(templates.list()->size(), kMostTemplates);
    }

    void removesOneAndKnowsNoOther()
    {
        StoreFixture store;
        TemplateStore templates(*store.database);
        const TemplateId id = keep(templates, u"Daily"_s)->id;
        QVERIFY(QCoro::waitFor(templates.remove(id)));
        QCOMPARE(namesIn(templates), QStringList());
        QCOMPARE(QCoro::waitFor(templates.remove(id)).error().code, Errc::NotFound);
        const auto changed = QCoro::waitFor(templates.replace({.id = id, .name = u"Daily"_s}));
        QCOMPARE(changed.error().code, Errc::NotFound);
    }

    void isUndoneWithWhatIsDoneAlongside()
    {
        StoreFixture store;
        TemplateStore templates(*store.database);
        const TemplateId id = keep(templates, u"Daily"_s)->id;
        QCOMPARE(keep(templates, u"Weekly"_s, refuseAlongside).error().code, Errc::Io);
        const auto changed =
            QCoro::waitFor(templates.replace({.id = id, .name = u"Monthly"_s}, refuseAlongside));
        QCOMPARE(changed.error().code, Errc::Io);
        QVERIFY(!QCoro::waitFor(templates.remove(id, refuseAlongside)));
        QCOMPARE(namesIn(templates), QStringList{u"Daily"_s});
    }
};

PILOTHOUSE_UNIT_TEST(TestTemplateStore)
#include "tst_template_store.moc"
