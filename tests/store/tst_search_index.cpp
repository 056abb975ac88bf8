#include "searched_store.h"

#include "store/masked_event.h"
#include "store/migrations.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ToolStarted command(const QString &line)
{
    return {.run = {u"r"_s},
            .toolUseId = u"t"_s,
            .tool = u"bash"_s,
            .summary = u"run"_s,
            .action = {.kind = u"run"_s, .command = line}};
}

ModelBlock input(const QByteArray &json)
{
    return {.run = {u"r"_s}, .raw = R"({"type":"tool_use","id":"t","input":)" + json + '}'};
}

} // namespace

class TestSearchIndex : public QObject
{
    Q_OBJECT
private slots:
    void findsWhatPeopleAndTheAgentSaid_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("a message and the title it gave")
            << u"invoice"_s
            << QStringList{u"1 Pay the [invoice] of Müller"_s, u"0 Pay the [invoice] of Müller"_s};
        QTest::newRow("an answer") << u"transferred"_s << QStringList{u"2 It is [transferred]."_s};
        QTest::newRow("a command") << u"grep"_s << QStringList{u"3 [grep] -r total ."_s};
        QTest::newRow("a stopped reply") << u"halfway"_s << QStringList{u"4 I was [halfway]"_s};
        QTest::newRow("what somebody said when they denied")
            << u"other account"_s << QStringList{u"5 Use the [other] [account]"_s};
        QTest::newRow("the beginning of the last word")
            << u"it transf"_s << QStringList{u"2 [It] is [transferred]."_s};
        QTest::newRow("not the beginning of others") << u"transf it"_s << QStringList{};
        QTest::newRow("any case, without accents")
            << u"PAY muller"_s
            << QStringList{u"1 [Pay] the invoice of [Müller]"_s,
                           u"0 [Pay] the invoice of [Müller]"_s};
        QTest::newRow("not what a tool printed") << u"printed"_s << QStringList{};
        QTest::newRow("not what the model thought") << u"thought"_s << QStringList{};
        QTest::newRow("not what the server says for a person") << u"seconds"_s << QStringList{};
        QTest::newRow("operators are words") << u"invoice NOT Müller"_s << QStringList{};
    }
    void findsWhatPeopleAndTheAgentSaid()
    {
        QFETCH(QString, query);
        SearchedStore store;
        const ApprovalDecided denied{
            .toolUseId = u"t"_s, .by = u"ann"_s, .note = u"Use the other account"_s};
        const ApprovalDecided late{
            .toolUseId = u"t"_s, .by = u"timeout"_s, .note = u"Nobody answered for 900 seconds."_s};
        QVERIFY(store.append(
            store.newSession(),
            {UserMessage{.text = u"Pay the invoice of Müller"_s}, answer(u"It is transferred."_s),
             command(u"grep -r total ."_s),
             ReplyStopped{.run = {u"r"_s}, .text = u"I was halfway"_s, .thinking = u"thought"_s},
             denied, late, ToolResult{.run = {u"r"_s}, .toolUseId = u"t"_s, .text = u"printed"_s},
             ModelBlock{.run = {u"r"_s}, .raw = R"({"type":"thinking","text":"thought"})"}}));

        QTEST(store.found(query), "found");
    }

    void findsWhatWasDoneWhereEverythingIsAskedFor_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("what the model thought")
            << u"fishy"_s << QStringList{u"1 thinking This looks [fishy]"_s};
        QTest::newRow("what it typed, without the names of its actions")
            << u"type hello"_s << QStringList{};
        QTest::newRow("typed text") << u"hello"_s << QStringList{u"2 tool_use say [hello]"_s};
        QTest::newRow("all lines of a command but the first, which is said elsewhere")
            << u"zip"_s
            << QStringList{u"4 tool_started [zip] …"_s, u"3 tool_use [zip] one second"_s};
        QTest::newRow("of a file what is written, not its path again")
            << u"notes"_s << QStringList{u"5 tool_use the [notes]"_s};
        QTest::newRow("what a tool printed")
            << u"total"_s << QStringList{u"6 tool_result [total] 12"_s};
        QTest::newRow("once what is said and thought in one event")
            << u"maybe"_s << QStringList{u"7 reply_stopped [maybe] so"_s};
    }
    void findsWhatWasDoneWhereEverythingIsAskedFor()
    {
        QFETCH(QString, query);
        QFETCH(QStringList, found);
        SearchedStore store;
        QVERIFY(store.append(
            store.newSession(),
            {ModelBlock{.run = {u"r"_s},
                        .raw = R"({"type":"thinking","thinking":"This looks fishy"})"},
             input(R"({"actions":[{"action":"type","text":"say hello"}]})"),
             input(R"({"command":"cd /tmp\nzip one\nsecond"})"), command(u"zip …"_s),
             input(R"({"command":"create","path":"/tmp/notes","file_text":"the notes"})"),
             ToolResult{.run = {u"r"_s}, .toolUseId = u"t"_s, .text = u"total\n12"_s},
             ReplyStopped{.run = {u"r"_s}, .text = u"maybe so"_s, .thinking = u"maybe not"_s}}));

        QStringList lines;
        for (const SearchHit &hit : store.find({.text = query, .scope = SearchScope::Everything}))
            lines.append(QString::number(hit.seq) + u' ' + hit.type);
        const QStringList texts = store.found(query, SearchScope::Everything);
        for (qsizetype i = 0; i < texts.size(); ++i)
            lines[i] += u' ' + texts.at(i).section(u' ', 1);
        QCOMPARE(lines, found);
    }

    void findsAnyPieceOfScriptsWithoutSpaces_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("found");
        QTest::newRow("Chinese") << u"请打开浏览器并搜索天气"_s << u"天气"_s
                                 << u"请打开浏览器并搜索[天气]"_s;
        QTest::newRow("one character") << u"请打开浏览器"_s << u"开"_s << u"请打[开]浏览器"_s;
        QTest::newRow("Japanese") << u"ブラウザを開いて天気を調べて"_s << u"天気を調"_s
                                  << u"ブラウザを開いて[天気を調]べて"_s;
        QTest::newRow("Korean") << u"브라우저를 열어 주세요"_s << u"우저"_s
                                << u"브라[우저]를 열어 주세요"_s;
        QTest::newRow("Thai") << u"เปิดเบราว์เซอร์"_s << u"เบรา"_s << u"เปิด[เบรา]ว์เซอร์"_s;
        QTest::newRow("beyond the first plane") << u"看𠮷野家"_s << u"𠮷野"_s << u"看[𠮷野]家"_s;
        QTest::newRow("among Latin words")
            << u"用Firefox打开"_s << u"firefox打"_s << u"用[Firefox打]开"_s;
        QTest::newRow("Cyrillic") << u"Открой страницу"_s << u"стран"_s << u"Открой [страницу]"_s;
        QTest::newRow("Arabic") << u"افتح الصفحة"_s << u"الصف"_s << u"افتح [الصفحة]"_s;
    }
    void findsAnyPieceOfScriptsWithoutSpaces()
    {
        QFETCH(QString, text);
        QFETCH(QString, query);
        QFETCH(QString, found);
        SearchedStore store;
        QVERIFY(store.append(store.newSession(), {answer(text)}));
        QCOMPARE(store.found(query), QStringList(u"1 "_s + found));
    }

    void saysWhereAndWhenItWasSaid()
    {
        SearchedStore store;
        const QDateTime begun = store.clock.now();
        const SessionId session = store.newSession();
        store.clock.advance(std::chrono::milliseconds(1500));
        QVERIFY(store.append(session, {UserMessage{.text = u"Open it"_s}, answer(u"Open now"_s)}));
        QVERIFY(store.append(session, {TitleChanged{u"Newer open"_s}}));

        const QList<SearchHit> hits = store.find({.text = u"open"_s});

        QCOMPARE(hits.size(), 3);
        QStringList places;
        for (const SearchHit &hit : hits) {
            QCOMPARE(hit.session, session);
            QCOMPARE(hit.title, u"Newer open"_s);
            places.append(QString::number(hit.seq) + u' ' + hit.type + u' ' + hit.who);
        }
        QCOMPARE(places, (QStringList{u"2 text agent"_s, u"1 user person"_s, u"0 title person"_s}));
        QCOMPARE(begun.msecsTo(hits.first().at), 1500);
        QCOMPARE(hits.last().at, begun);
        QCOMPARE(hits.last().snippet.text, u"Newer open"_s);
    }

    void givesPagesOfOneSessionOrOfAll()
    {
        SearchedStore store;
        const SessionId first = store.newSession();
        const SessionId second = store.newSession();
        const auto words = [](int count) {
            return QList<EventBody>(count, answer(u"the same words"_s));
        };
        QVERIFY(store.append(first, words(3)));
        QVERIFY(store.append(second, words(2)));
        QVERIFY(store.append(first, words(1)));

        QList<EventSeq> numbers;
        SearchQuery query{.text = u"same"_s, .limit = 2};
        for (auto page = store.find(query); !page.isEmpty(); page = store.find(query)) {
            for (const SearchHit &hit : page)
                numbers.append(hit.seq);
            query.before = page.last().place;
        }
        QCOMPARE(numbers, (QList<EventSeq>{2, 1, 4, 3, 2, 1}));
        QCOMPARE(store.find({.text = u"same"_s, .session = first}).size(), 4);
        QCOMPARE(store.find({.text = u"same"_s, .session = second}).size(), 2);
        QCOMPARE(store.find({.text = u"same"_s, .session = SessionId{u"x"_s}}).size(), 0);
    }

    void whatWasMaskedIsNotFound()
    {
        SearchedStore store;
        const Secrets secrets({Secret{.name = u"pin"_s, .value = u"hunter2secret"_s}});
        store.journal->setFilter([&secrets](const SessionId &, EventBody body) {
            return masked(std::move(body), secrets);
        });
        const QString said = u"log in with hunter2secret"_s;
        QVERIFY(store.append(store.newSession(),
                             {UserMessage{.text = said}, command(said), TitleChanged{said},
                              input(R"({"text":"hunter2secret"})"),
                              ToolResult{.run = {u"r"_s}, .toolUseId = u"t"_s, .text = said}}));

        const SearchQuery value{.text = u"hunter2secret"_s, .scope = SearchScope::Everything};
        QCOMPARE(store.find(value).size(), 0);
        QCOMPARE(store.find({.text = u"log in"_s}).size(), 3);
    }

    void nothingOfADeletedSessionIsLeft()
    {
        SearchedStore store;
        const SessionId stays = store.newSession();
        const SessionId gone = store.newSession();
        for (const SessionId &session : {stays, gone})
            QVERIFY(store.append(session, {UserMessage{.text = u"remember"_s},
                                           ToolResult{.toolUseId = u"t"_s, .text = u"it"_s}}));

        QVERIFY(QCoro::waitFor(store.sessions().remove(gone)));

        QCOMPARE(store.find({.text = u"remember"_s}).size(), 2); // message and title
        QCOMPARE(count(store, u"SELECT count(*) FROM said_content"_s), 2);
        QCOMPARE(count(store, u"SELECT count(*) FROM worked_content"_s), 1);
    }

    void aTitleIsFoundAsLongAsItIsOne()
    {
        SearchedStore store;
        const auto created = QCoro::waitFor(store.sessions().create({.title = u"Apples"_s}));
        QCOMPARE(store.found(u"apples"_s), QStringList{u"0 [Apples]"_s});
        QVERIFY(store.append(created->id, {TitleChanged{u"Pears"_s}}));
        QCOMPARE(store.found(u"apples"_s), QStringList());
        QCOMPARE(store.found(u"pears"_s), QStringList{u"0 [Pears]"_s});
        QVERIFY(store.append(created->id, {TitleChanged{u""_s}}));
        QCOMPARE(store.found(u"pears"_s), QStringList());
    }

    void fillsInWhatOlderVersionsStored()
    {
        if (isOnPostgres())
            QSKIP("There is no older journal on a server.");
        SearchedStore store;
        store.index.reset();
        store.close();
        QVERIFY(QFile::remove(store.file()));
        makeOldDatabase(store.file(), 450);
        store.open();
        store.index = std::make_unique<SearchIndex>(*store.database);
        QCOMPARE(store.index->isComplete().value_or(true), false);
        const SessionId old{u"old"_s};
        QVERIFY(store.append(old, {UserMessage{.text = u"word of today"_s}})); // meanwhile

        store.index->fillIn();
        store.database->flush();

        QCOMPARE(store.index->isComplete().value_or(false), true);
        QCOMPARE(store.find({.text = u"word"_s, .limit = 1000}).size(), 451);
        QCOMPARE(store.found(u"word 117"_s), QStringList{u"117 [word] [117]"_s});
        QCOMPARE(store.found(u"beginning"_s), QStringList{u"0 The [beginning]"_s});
        QCOMPARE(store.found(u"unreadable"_s), QStringList());
    }

private:
    static qint64 count(SearchedStore &store, const QString &sql)
    {
        return store.database
            ->read([&sql](Connection &connection) { return connection.value(sql); })
            ->toLongLong();
    }
    /// As the version before the search left it: one session of `events` messages, the last of
    /// them damaged.
    static void makeOldDatabase(const QString &file, int events)
    {
        QFile empty(file);
        QVERIFY(empty.open(QIODevice::WriteOnly));
        const auto connection = Connection::open(file, Connection::Access::ReadWrite, {});
        QVERIFY(migrate(**connection, builtInMigrations().first(3)));
        const auto run = [&connection](const QString &sql, const QVariantList &values) {
            QVERIFY((*connection)->run(sql, values));
        };
        run(u"BEGIN"_s, {});
        run(u"INSERT INTO sessions (key, id, created_at, updated_at, title, options, status,"
            " last_seq) VALUES (1, 'old', 1, 1, 'The beginning', '{}', 'active', ?)"_s,
            {events + 1});
        for (int seq = 1; seq <= events; ++seq)
            run(u"INSERT INTO events VALUES (1, ?, 1, 'user_message', ?)"_s,
                {seq, QString(u"{\"text\":\"word %1\"}"_s.arg(seq))});
        run(u"INSERT INTO events VALUES (1, ?, 1, 'user_message', '{\"unreadable'"_s + u")"_s,
            {events + 1});
        run(u"COMMIT"_s, {});
    }
};

PILOTHOUSE_UNIT_TEST(TestSearchIndex)
#include "tst_search_index.moc"
