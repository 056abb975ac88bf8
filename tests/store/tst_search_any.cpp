#include "any_event.h"
#include "searched_store.h"
#include "support/unit_test.h"

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestSearchAny : public QObject
{
    Q_OBJECT
private slots:
    void noQueryIsAnError()
    {
        SearchedStore store;
        QVERIFY(store.append(store.newSession(), {answer(u"a \"b\" AND (c) 天気 *"_s)}));
        for (const char *query :
             {"\"", "\"\"", "a\"",    "*",      "a*",        "^a",         "a AND", "NOT",
              "(a", "a)",   "text:a", "a + b",  "NEAR(a b)", "{text} : a", "-a",    ";",
              "'",  "%",    "\\",     "a \" b", "\"a\" *",   "…",          "🙂",  "天*"})
            QVERIFY2(store.index->search({.text = QString::fromUtf8(query)}), query);
        QVERIFY(rc::check([&store] {
            const QString text = anyText();
            RC_ASSERT(store.index->search({.text = text}).has_value());
            RC_ASSERT(store.index->search({.text = u"a\""_s + text + u"* ("_s}).has_value());
        }));
    }

    void whateverIsSaidIsFoundByItsWords()
    {
        SearchedStore store;
        const SessionId session = store.newSession();
        QVERIFY(rc::check([&store, &session] {
            const auto letters = *rc::gen::container<std::vector<char16_t>>(rc::gen::elementOf(
                QString(u"abcäßñ12.,-\"'*( \n天気かカ한글ไทяж"_s).toStdU16String()));
            const QString text =
                u"start "_s + QString::fromUtf16(letters.data(), qsizetype(letters.size()));
            const auto seq = store.append(session, {answer(text)});
            RC_ASSERT(seq.has_value());
            const auto hits = store.index->search({.text = text, .limit = 1});
            RC_ASSERT(hits.has_value());
            RC_ASSERT(hits->size() == 1);
            RC_ASSERT(hits->first().seq == *seq);
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestSearchAny)
#include "tst_search_any.moc"
